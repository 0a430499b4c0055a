import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import { saveDates } from './quality.ts'
import * as api from './terms-api.ts'
import * as terms from './terms.ts'

/** The routes of the terms that govern invoices, and of the retention-of-title ledger. */
export const termsRoutes: readonly Route[] = [
  route(api.readInvoiceTerms, ({ app, actor }, { params }) =>
    terms.readInvoiceTerms(app, actor, params.invoice as InvoiceId),
  ),
  route(api.resolveInvoiceTerms, ({ app, actor }, { params }) =>
    terms.resolveInvoiceTerms(app, actor, params.invoice as InvoiceId),
  ),
  route(api.resolveOpenTerms, async ({ app, actor }, { body }) =>
    ok(await terms.resolveOpenTerms(app, actor, (body.customer as CustomerId | undefined) ?? null)),
  ),
  route(api.saveInvoiceDates, ({ app, actor }, { params, body }) =>
    saveDates(app, actor, params.invoice as InvoiceId, body),
  ),
  route(api.exportRetention, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await terms.exportRetention(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.listRetention, ({ app, actor }, { query }) => terms.listRetention(app, actor, query)),
]
