// A small program for the tests of the embedded database, which kill it: it opens the database of its environment,
// commits one tenant after another and prints each id once it is committed. `once` stops after the first, `loop` at
// SIGTERM.
import { unwrap } from '#kernel/result.ts'
import { readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'

const state = { stopped: process.argv[2] !== 'loop' }
process.on('SIGTERM', () => (state.stopped = true))

const log = createLog('warn')
const db = unwrap(await openDatabase(unwrap(readConfig(process.env)), log))
do {
  const tenant_id = newId<'tenant'>()
  try {
    await db.shared(tx => tx.insertInto('tenant').values({ tenant_id, name: 'Alpha', country: 'FR' }).execute())
    process.stdout.write(`${tenant_id}\n`)
  } catch (error) {
    // What failed was not committed and is not claimed; the next one is tried when the database is back.
    log.warn('commit-failed', {}, error)
  }
} while (!state.stopped)
await db.close()
