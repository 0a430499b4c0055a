import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What answers at the other end: the server's version and how large its database is, in bytes. */
export function serverFacts(db: Database): Promise<{ version: string; bytes: bigint }> {
  return db.shared(async tx => {
    const { rows } = await sql<{ version: string; bytes: bigint }>`
      select current_setting('server_version') version, pg_database_size(current_database()) bytes`.execute(tx)
    const [facts] = rows
    if (!facts) throw new Error('the server answered no row to a question that always has one')
    return facts
  })
}
