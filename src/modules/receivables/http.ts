import type { CreditorId, ImportId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import { applyImport, startImport, stopImport } from './import.ts'
import { issueRoutes } from './issue-http.ts'
import { qualityRoutes } from './quality-http.ts'
import { termsRoutes } from './terms-http.ts'
import { exportErrors, importToJson, listImports, readImport } from './import-read.ts'
import type { Mapping } from './import-source.ts'
import type { ImportRun } from './model.ts'
import { exportInvoices, listInvoices, readDocument, readInvoice } from './read.ts'

const shown = (run: Result<ImportRun>) => (run.ok ? ok(importToJson(run.value)) : run)

/** The routes of this module. */
export const routes: readonly Route[] = [
  ...qualityRoutes,
  ...issueRoutes,
  ...termsRoutes,
  route(api.listInvoices, ({ app, actor }, { query }) => listInvoices(app, actor, query)),
  route(api.exportInvoices, async ({ app, actor }, { query: { format, cursor: _c, limit: _l, ...filter } }) => {
    const file = await exportInvoices(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readInvoice, ({ app, actor }, { params }) => readInvoice(app, actor, params.invoice as InvoiceId)),
  route(api.readDocument, async ({ app, actor }, { params }) => {
    const file = await readDocument(app, actor, params.invoice as InvoiceId)
    return file.ok ? ok(new FileAnswer({ ...file.value, inline: true })) : file
  }),
  route(api.startImport, async ({ app, actor }, { body }) => {
    const mapping = body.mapping === undefined ? ok(null) : readMapping(body.mapping)
    if (!mapping.ok) return mapping
    const { file } = body
    const bytes = new Uint8Array(await file.arrayBuffer())
    return shown(
      await startImport(
        app,
        actor,
        { name: file.name, bytes },
        {
          creditor: (body.creditor as CreditorId | undefined) ?? null,
          mode: body.mode,
          apply: body.apply === 'true',
          confirm: [],
          mapping: mapping.value,
        },
      ),
    )
  }),
  route(api.applyImport, async ({ app, actor }, { params, body }) => {
    const given = { confirm: body.confirm, mapping: body.mapping ?? null }
    return shown(await applyImport(app, actor, params.import as ImportId, given))
  }),
  route(api.stopImport, async ({ app, actor }, { params }) =>
    shown(await stopImport(app, actor, params.import as ImportId)),
  ),
  route(api.listImports, ({ app, actor }, { query }) => listImports(app, actor, query)),
  route(api.readImport, ({ app, actor }, { params }) => readImport(app, actor, params.import as ImportId)),
  route(api.exportErrors, async ({ app, actor }, { params, query }) => {
    const file = await exportErrors(app, actor, params.import as ImportId, query.format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
]

function readMapping(text: string): Result<Mapping> {
  const refusal = refuse('mapping-not-valid', 'mapping is a JSON object of header → field, such as {"Réf":"number"}')
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return refusal
    const entries: [string, unknown][] = Object.entries(read)
    if (
      !entries.every((entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string')
    ) {
      return refusal
    }
    return ok(Object.fromEntries(entries))
  } catch {
    return refusal
  }
}
