import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unwrap } from '#kernel/result.ts'
import type { App } from '#platform/app.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import type { Database } from '#platform/db/database.ts'
import { silentLog } from '#platform/log.ts'
import { folderTransport } from '#platform/mail/folder.ts'

/**
 * An application over a test database, with mail going to a folder of the system's temporary ones; `parts` replaces
 * what a test wants different (a fixed clock, a log that is looked at).
 */
export function testApp(db: Database, parts: Partial<App> = {}): App {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-app-'))
  const config = unwrap(readConfig({ QUITTANCE_DATA: folder }))
  return { config, db, clock: systemClock, log: silentLog, mail: folderTransport(join(folder, 'mail')), ...parts }
}
