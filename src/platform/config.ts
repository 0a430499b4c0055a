import { resolve } from 'node:path'
import { z } from 'zod'
import { ok, refuse, type Result } from '#kernel/result.ts'

/** A whole number written as text, between two bounds. */
function whole(least: number, most: number, preset: number): z.ZodType<number> {
  return z.coerce.number().int().min(least).max(most).default(preset)
}

/** Every variable the program reads; the descriptions become docs/reference/settings.md. */
export const SETTINGS = z.object({
  QUITTANCE_DATA: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database, of sent mail and of files; made when missing'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Any PostgreSQL 15 to 18; absent means the embedded server in the folder above'),
  QUITTANCE_POOL: whole(1, 200, 10).describe('Connections to the database this process may hold'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the web server listens on'),
  PORT: whole(0, 65535, 3000).describe('Port of the web server; 0 takes a free one'),
  QUITTANCE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people reach the program, when a proxy stands before it: `https://quittance.example.com`'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Outgoing mail, `smtp://user:password@host:port` or `smtps://…`; absent means `.eml` files in the data folder',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'note', 'warn', 'error'])
    .default('note')
    .describe('The least important lines that are logged'),
})

/** Everything the environment decides, read once at the start. Paths are absolute. */
export type Config = {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly poolSize: number
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly smtpUrl: string | undefined
  readonly logLevel: 'debug' | 'note' | 'warn' | 'error'
}

/**
 * Reads the environment; `wrong-settings` lists every mistake with its variable, never the value (it may be a secret).
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<Config> {
  // An empty variable is how shells and compose files say "not set".
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = SETTINGS.safeParse(present)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
    return refuse('wrong-settings', `the environment has mistakes to mend:\n- ${mistakes.join('\n- ')}`, { mistakes })
  }
  const read = parsed.data
  return ok({
    dataDir: resolve(read.QUITTANCE_DATA),
    databaseUrl: read.DATABASE_URL,
    poolSize: read.QUITTANCE_POOL,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.QUITTANCE_URL?.replace(/\/$/, ''),
    smtpUrl: read.SMTP_URL,
    logLevel: read.LOG_LEVEL,
  })
}
