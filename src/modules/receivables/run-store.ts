import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Actor } from '#platform/app.ts'
import type { CreditorId, ImportId, TenantId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Mapping } from './import-source.ts'
import type { ImportReport, ImportRun, ImportState, RowError } from './model.ts'

const COLUMNS = sql`
  r.import_id id, r.file_name "fileName", encode(r.file_sha256, 'hex') "fileSha256", r.content, r.mode, r.state,
  r.dry_run "dryRun", r.shape, r.mapping, r.started_at "startedAt", r.finished_at "finishedAt", r.report,
  (select jsonb_build_object('id', c.creditor_id, 'code', c.code) from creditor_card c
    where c.creditor_id = r.creditor_id limit 1) creditor`

/** Writes an import that begins. */
export async function recordRun(
  tx: Tx,
  actor: Actor,
  run: Omit<ImportRun, 'startedAt' | 'finishedAt' | 'creditor'> & { readonly creditor: CreditorId | null },
): Promise<void> {
  const by = { user: actor.user, role: actor.role, via: actor.via }
  await sql`
    insert into import_run (tenant_id, import_id, creditor_id, file_name, file_sha256, content, mode, state, dry_run, shape,
      mapping, report, actor, started_at)
    values (${actor.tenant}, ${run.id}, ${run.creditor}, ${run.fileName}, decode(${run.fileSha256}, 'hex'), ${run.content},
      ${run.mode}, ${run.state}, ${run.dryRun}, ${run.shape}, ${JSON.stringify(run.mapping)}::jsonb,
      ${JSON.stringify(run.report)}::jsonb, ${JSON.stringify(by)}::jsonb, clock_timestamp())`.execute(tx)
}

/** One import, or null. */
export async function loadRun(tx: Tx, id: ImportId): Promise<ImportRun | null> {
  const { rows } = await sql<ImportRun>`select ${COLUMNS} from import_run r where r.import_id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/**
 * Begins (again) to run an import, forgetting the errors of the run before; false when it is running already, was
 * applied or has been stopped meanwhile.
 */
export async function beginRun(
  tx: Tx,
  id: ImportId,
  change: { readonly dryRun: boolean; readonly mapping: Mapping | null; readonly report: ImportReport },
  from: readonly ImportState[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update import_run set state = 'running', dry_run = ${change.dryRun}, finished_at = null,
      mapping = ${JSON.stringify(change.mapping)}::jsonb, report = ${JSON.stringify(change.report)}::jsonb
    where import_id = ${id} and state = any(${from}::text[])`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`delete from import_error where import_id = ${id}`.execute(tx)
  return true
}

/** Writes how far a running import is, with the errors met since, and tells the screens; false when it was stopped. */
export async function recordProgress(
  tx: Tx,
  tenant: TenantId,
  id: ImportId,
  report: ImportReport,
  errors: readonly RowError[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update import_run set report = ${JSON.stringify(report)}::jsonb where import_id = ${id} and state = 'running'`.execute(
    tx,
  )
  if (numAffectedRows !== 1n) return false
  if (errors.length > 0) {
    await sql`
      insert into import_error (tenant_id, import_id, row_number, field, code, message, cells)
      select ${tenant}, ${id}, e.row, e.field, e.code, e.message, e.cells
      from jsonb_to_recordset(${JSON.stringify(errors)}::jsonb)
        as e("row" int, field text, code text, message text, cells jsonb)
      on conflict (tenant_id, import_id, row_number) do nothing`.execute(tx)
  }
  const progress = { tenant, import: id, done: report.counts.rows, expected: report.expected }
  await sql`select pg_notify('progress', ${JSON.stringify(progress)})`.execute(tx)
  return true
}

/** Ends a running import; false when it was stopped meanwhile, so that its transaction must not commit. */
export async function endRun(tx: Tx, id: ImportId, state: ImportState, report: ImportReport): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update import_run set state = ${state}, report = ${JSON.stringify(report)}::jsonb, finished_at = clock_timestamp()
    where import_id = ${id} and state = 'running'`.execute(tx)
  return numAffectedRows === 1n
}

/** One page of imports and how many there are. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findRuns(
  tx: Tx,
  query: {
    readonly q?: string | undefined
    readonly sort: string
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<Result<{ rows: (ImportRun & { sort_key: string })[]; count: number }>> {
  const sorts = {
    started: { by: sql`r.started_at`, as: 'timestamptz' },
    file: { by: sql`r.file_name`, as: 'text' },
    state: { by: sql`r.state`, as: 'text' },
  } as const
  const page = pageBy(sorts, sql`r.import_id`, query)
  if (!page.ok) return page
  const from = sql`from import_run r
    where ${query.q === undefined ? sql`true` : sql`r.file_name ilike ${`%${query.q}%`}`}`
  const { rows } = await sql<ImportRun & { sort_key: string }>`
    select ${COLUMNS}, ${page.value.select} ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const counted = await sql<{ count: number }>`select count(*)::int count ${from}`.execute(tx)
  return ok({ rows, count: counted.rows[0]?.count ?? 0 })
}

/** The errors of an import in the order of their rows. */
export async function loadErrors(tx: Tx, id: ImportId, limit: number | null): Promise<RowError[]> {
  const { rows } = await sql<RowError>`
    select row_number "row", field, code, message, cells from import_error where import_id = ${id}
    order by row_number limit ${limit}`.execute(tx)
  return rows
}

/** The remembered columns of a file shape, or null. */
export async function loadMapping(tx: Tx, shape: string): Promise<Mapping | null> {
  const { rows } = await sql<{ mapping: Mapping }>`select mapping from column_mapping where shape = ${shape}`.execute(
    tx,
  )
  return rows[0]?.mapping ?? null
}

/** Remembers the columns of a file shape. */
export async function recordMapping(tx: Tx, tenant: TenantId, shape: string, mapping: Mapping): Promise<void> {
  await sql`
    insert into column_mapping (tenant_id, shape, mapping, changed_at)
    values (${tenant}, ${shape}, ${JSON.stringify(mapping)}::jsonb, now())
    on conflict (tenant_id, shape) do update set mapping = excluded.mapping, changed_at = excluded.changed_at`.execute(
    tx,
  )
}
