import type { CreditorId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './import-api.ts'
import { listImports, readImport, startImport, stopImport } from './import-run.ts'
import type { StatementImport, StatementImportId } from './model.ts'
import { readReceiptRules, saveFreshness, saveReceiptRules } from './rules.ts'

function shown({ report, fileSha256: _, account: _account, apply: _apply, ...run }: StatementImport) {
  return { ...run, ...report }
}

/** Bank files taken in, and the rules of matching. */
export const importRoutes: readonly Route[] = [
  route(api.importStatement, async ({ app, actor }, { body }) => {
    const bytes = new Uint8Array(await body.file.arrayBuffer())
    const done = await startImport(app, actor, { name: body.file.name, bytes, account: body.account }, body.apply)
    return done.ok ? ok(shown(done.value)) : done
  }),
  route(api.listStatementImports, async ({ app, actor }) => {
    return ok({ items: (await listImports(app, actor)).map(shown) })
  }),
  route(api.readStatementImport, async ({ app, actor }, { params }) => {
    const run = await readImport(app, actor, params.statementImport as StatementImportId)
    return run.ok ? ok(shown(run.value)) : run
  }),
  route(api.stopStatementImport, async ({ app, actor }, { params }) => {
    const run = await stopImport(app, actor, params.statementImport as StatementImportId)
    return run.ok ? ok(shown(run.value)) : run
  }),
  route(api.readReceiptRules, ({ app, actor }) => readReceiptRules(app, actor)),
  route(api.saveFreshness, ({ app, actor }, { body }) => saveFreshness(app, actor, body.graceDays)),
  route(api.saveReceiptRules, ({ app, actor }, { params, body }) => {
    return saveReceiptRules(app, actor, params.creditor as CreditorId, body)
  }),
]
