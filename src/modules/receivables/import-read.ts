import { exportTable, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { keyOf } from '#platform/db/page.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import type { ImportId } from '#kernel/id.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { ImportRun, RowError } from './model.ts'
import { findRuns, loadErrors, loadRun } from './run-store.ts'

const SHOWN_ERRORS = 100

/** An import as the screens, the API and the command line show it. */
export function importToJson(run: ImportRun) {
  const { report, fileSha256: _sha, shape: _shape, mapping: _mapping, ...rest } = run
  const totals = report.totals.map(({ currency, before, after }) => ({
    before: moneyToJson(money(BigInt(before), currency)),
    after: moneyToJson(money(BigInt(after), currency)),
  }))
  return { ...rest, ...report, totals }
}

/** An import as it is shown. */
export type ImportView = ReturnType<typeof importToJson>

/** One page of imports, latest first. Refused: `not-a-sort`, `not-a-cursor`. */
export function listImports(
  app: App,
  actor: Actor,
  query: { q?: string | undefined; sort?: string | undefined; cursor?: string | undefined; limit: number },
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findRuns(tx, { ...query, sort: query.sort ?? '-started' })
    if (!found.ok) return found
    const page = pageFrom(found.value.rows, query.limit, keyOf, ({ sort_key: _, ...run }) => importToJson(run))
    return ok({ ...page, count: found.value.count })
  })
}

/** One import with its first hundred errors. Refused: `not-found`. */
export function readImport(app: App, actor: Actor, id: ImportId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const run = await loadRun(tx, id)
    if (!run) return notFound(id)
    const errors = (await loadErrors(tx, id, SHOWN_ERRORS)).map(({ cells: _, ...error }) => error)
    return ok({ ...importToJson(run), errors })
  })
}

/**
 * The rows in error with their own columns and « motif »: mended, the file can be imported again as it is. Refused:
 * `not-found`.
 */
export function exportErrors(app: App, actor: Actor, id: ImportId, format: ExportFormat) {
  return app.db.inTenant(actor.tenant, async tx => {
    const run = await loadRun(tx, id)
    if (!run) return notFound(id)
    const { columns } = run.report
    // A file of errors that is imported again and still has errors gets one « motif », not two.
    const own = columns.map(({ header }, index) => ({ header, index })).filter(({ header }) => header !== MOTIF)
    const cells = own.map(({ header, index }): ExportColumn<RowError> => {
      return { heading: header, cell: error => error.cells[index] ?? null }
    })
    const motif: ExportColumn<RowError> = { heading: MOTIF, cell: error => error.message }
    const name = `erreurs-${run.fileName.replace(/\.\w+$/, '')}`
    return exportTable(name, [...cells, motif], await loadErrors(tx, id, null), format)
  })
}

const MOTIF = 'motif'

function notFound(id: ImportId): Result<never> {
  return refuse('not-found', `there is no import ${id} here: it may belong to somebody else`, { id })
}
