import { enableCompileCache } from 'node:module'
import { say, sayRefusal, print, WrongUsage, type ExitCode, type Verb } from './verb.ts'
import { VERSION } from './version.ts'
import { worldRefusal } from './world.ts'

// Stripping types and compiling is most of a short verb's time: Node keeps both between calls, where it can write.
enableCompileCache()

// Each verb is loaded only when asked for, so that `charges` does not pay for the database driver.
const VERBS: Readonly<Record<string, () => Promise<{ readonly verb: Verb }>>> = {
  aged: () => import('./verbs/aged.ts'),
  charges: () => import('./verbs/charges.ts'),
  'check-id': () => import('./verbs/check-id.ts'),
  cheques: () => import('./verbs/cheques.ts'),
  doctor: () => import('./verbs/doctor.ts'),
  'due-date': () => import('./verbs/due-date.ts'),
  findings: () => import('./verbs/findings.ts'),
  import: () => import('./verbs/import.ts'),
  limitation: () => import('./verbs/limitation.ts'),
  match: () => import('./verbs/match.ts'),
  rates: () => import('./verbs/rates.ts'),
  read: () => import('./verbs/read.ts'),
  run: () => import('./verbs/run.ts'),
  'term-check': () => import('./verbs/term-check.ts'),
  terms: () => import('./verbs/terms.ts'),
  verify: () => import('./verbs/verify.ts'),
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const [name = 'help', ...rest] = args
  if (name === 'help' || name === '--help' || name === '-h') return help(rest[0])
  if (name === '--version') {
    print(VERSION)
    return 0
  }
  const load = VERBS[name]
  if (!load) {
    say(`quittance: there is no verb "${name}"; "quittance help" lists them`)
    return 2
  }
  const { verb } = await load()
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  try {
    return await verb.run(rest)
  } catch (error) {
    if (isUsageError(error)) {
      say(`quittance ${name}: ${error.message}\n\n${verb.usage}`)
      return 2
    }
    const refusal = worldRefusal(error)
    if (!refusal) throw error
    return sayRefusal(refusal, rest.includes('--json'))
  }
}

// A reader that has seen enough (`| head`) closes the pipe: nothing more is wanted, and nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

// node:util's parseArgs throws TypeErrors with these codes for unknown or malformed options.
function isUsageError(error: unknown): error is Error {
  return (
    error instanceof WrongUsage ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  )
}

async function help(name: string | undefined): Promise<ExitCode> {
  if (name !== undefined) {
    const load = VERBS[name]
    if (!load) {
      say(`quittance: there is no verb "${name}"; "quittance help" lists them`)
      return 2
    }
    print((await load()).verb.usage)
    return 0
  }
  for (const [verbName, load] of Object.entries(VERBS)) print(`${verbName.padEnd(12)} ${(await load()).verb.summary}`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
