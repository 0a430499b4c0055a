import { sql } from 'kysely'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { TenantId } from '#kernel/id.ts'
import type { ImportReport, StatementImport, StatementImportId } from './model.ts'

const COLUMNS = sql`
  import_id id, file_name "fileName", encode(file_sha256, 'hex') "fileSha256", account, apply, state, stage, done, expected,
  report, started_at "startedAt", finished_at "finishedAt"`

/** Writes an import that begins. */
export async function recordImport(
  tx: Tx,
  actor: Actor,
  begun: Pick<StatementImport, 'id' | 'fileName' | 'fileSha256' | 'account' | 'apply' | 'report'>,
): Promise<void> {
  const by = JSON.stringify({ user: actor.user, role: actor.role, via: actor.via })
  await sql`
    insert into statement_import (tenant_id, import_id, file_name, file_sha256, account, apply, state, stage, report, actor,
      started_at)
    values (${actor.tenant}, ${begun.id}, ${begun.fileName}, decode(${begun.fileSha256}, 'hex'), ${begun.account},
      ${begun.apply}, 'running', 'reading', ${JSON.stringify(begun.report)}::jsonb, ${by}::jsonb, clock_timestamp())
  `.execute(tx)
}

/** One import, or null. */
export async function loadImport(tx: Tx, id: StatementImportId): Promise<StatementImport | null> {
  const { rows } = await sql<StatementImport>`
    select ${COLUMNS} from statement_import where import_id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** The latest imports, at most `limit`. */
export async function loadImports(tx: Tx, limit: number): Promise<StatementImport[]> {
  const { rows } = await sql<StatementImport>`
    select ${COLUMNS} from statement_import order by started_at desc, import_id limit ${limit}`.execute(tx)
  return rows
}

/** How far a stage is. */
export type ImportPlace = Pick<StatementImport, 'stage' | 'done' | 'expected'>

/**
 * Writes how far a running import is and what it did, in the transaction that did it, and tells the screens when it
 * commits; false when somebody stopped it meanwhile.
 */
export async function recordPlace(
  tx: Tx,
  tenant: TenantId,
  id: StatementImportId,
  place: ImportPlace,
  report: ImportReport,
): Promise<boolean> {
  const ended = place.stage === 'finished'
  const { numAffectedRows } = await sql`
    update statement_import set stage = ${place.stage}, done = ${place.done}, expected = ${place.expected},
      report = ${JSON.stringify(report)}::jsonb,
      state = case when ${ended} then 'done' else state end,
      finished_at = case when ${ended} then clock_timestamp() end
    where import_id = ${id} and state = 'running'`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await notify(tx, tenant, id, place)
  return true
}

/** Ends a running import before its end; false when it had ended. */
export async function endImport(
  tx: Tx,
  tenant: TenantId,
  id: StatementImportId,
  state: 'stopped' | 'refused',
  refusal: ImportReport['refusal'],
): Promise<boolean> {
  const { rows } = await sql<ImportPlace>`
    update statement_import set state = ${state}, finished_at = clock_timestamp(),
      report = report || ${JSON.stringify({ refusal })}::jsonb
    where import_id = ${id} and state = 'running' returning stage, done, expected`.execute(tx)
  const [place] = rows
  if (place) await notify(tx, tenant, id, place)
  return place !== undefined
}

async function notify(tx: Tx, tenant: TenantId, id: StatementImportId, place: ImportPlace): Promise<void> {
  const told = { tenant, statementImport: id, ...place }
  await sql`select pg_notify('progress', ${JSON.stringify(told)})`.execute(tx)
}

/** Whether the books are small enough for an answer at once: at most `most` open items. */
export async function hasFewOpen(tx: Tx, most: number): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`
    select count(*) <= ${most} few from (select from open_item limit ${most + 1}) o`.execute(tx)
  return rows[0]?.few ?? true
}
