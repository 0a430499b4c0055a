import { betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Database } from './db/database.ts'
import { APPLICATION_ROLE } from './db/roles.ts'
import { newId, randomToken } from './ids.ts'

/** Days a session lasts without being used. */
const SESSION_DAYS = 14
/** Hours a one-time link can be used. */
const LINK_HOURS = 72

/** The sign-in library, set up for our tables: passwords, sessions, one-time links. */
export type Auth = {
  readonly api: Awaited<ReturnType<typeof buildAuth>>['api']
  /** Makes a one-time link's token for an address that has an account. */
  makeLinkToken(email: string): Promise<string>
  close(): Promise<void>
}

/**
 * Opens the sign-in library on our database. It gets connections of its own because it wants instants as `Date`, which
 * the rest of the house never does. `publicUrl` decides whether cookies insist on TLS.
 */
export async function openAuth(db: Database, publicUrl: string | undefined): Promise<Auth> {
  const pool = new Pool({
    ...db.owner,
    options: `-c role=${APPLICATION_ROLE} -c timezone=UTC`,
    max: 3,
    allowExitOnIdle: true,
  })
  const kysely = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new PostgresDialect({ pool }) })
  const secret = await loadSecret(pool)
  const tokens = new Map<string, string>()
  const auth = buildAuth(kysely.withSchema('auth'), secret, publicUrl, (email, token) => tokens.set(email, token))
  return {
    api: auth.api,
    makeLinkToken: async email => {
      await auth.api.signInMagicLink({ body: { email }, headers: new Headers() })
      const token = tokens.get(email.toLowerCase())
      tokens.delete(email.toLowerCase())
      if (token === undefined) throw new Error('the sign-in library made no link; the account does not exist')
      return token
    },
    close: () => pool.end(),
  }
}

function buildAuth(
  db: Kysely<Record<string, Record<string, unknown>>>,
  secret: string,
  publicUrl: string | undefined,
  keepToken: (email: string, token: string) => void,
) {
  return betterAuth({
    database: { db, type: 'postgres' },
    secret,
    baseURL: publicUrl ?? 'http://localhost',
    telemetry: { enabled: false },
    // Our own log says what failed, without addresses.
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      disableSignUp: false,
      autoSignIn: false,
    },
    advanced: {
      cookiePrefix: 'quittance',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      database: { generateId: () => newId() },
    },
    session: {
      expiresIn: SESSION_DAYS * 86_400,
      updateAge: 86_400,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: { tenantId: { type: 'string', required: false, input: false, fieldName: 'tenant_id' } },
    },
    user: {
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: { language: { type: 'string', required: false, defaultValue: 'fr', input: false } },
    },
    account: {
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: { fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    plugins: [
      magicLink({
        expiresIn: LINK_HOURS * 3600,
        disableSignUp: true,
        storeToken: 'hashed',
        generateToken: () => randomToken(32),
        sendMagicLink: async ({ email, token }) => keepToken(email, token),
      }),
    ],
  })
}

async function loadSecret(pool: Pool): Promise<string> {
  await pool.query('insert into auth.secret (value) values ($1) on conflict do nothing', [randomToken(32)])
  const { rows } = await pool.query<{ value: string }>('select value from auth.secret')
  return rows[0]?.value ?? ''
}
