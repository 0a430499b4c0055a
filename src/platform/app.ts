import type { Day } from '#kernel/day.ts'
import type { TenantId, UserId } from '#kernel/id.ts'
import type { Role } from '#kernel/contract.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Log } from './log.ts'
import type { MailTransport } from './mail/mail.ts'

/** What a command may use of the world. It is made once by `src/app` and passed as the first argument. */
export type App = {
  readonly config: Config
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** The way out for mail: SMTP, or `.eml` files in the data folder. */
  readonly mail: MailTransport
}

/** Who acts, for whom, by which door and on which business day. `user` is null when the program acts by itself. */
export type Actor = {
  readonly tenant: TenantId
  readonly user: UserId | null
  readonly role: Role
  readonly via: 'screen' | 'api' | 'cli' | 'worker'
  /** Today in the tenant's time zone; the command line may set another day. */
  readonly today: Day
}
