import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './quality-api.ts'
import * as quality from './quality.ts'
import { settleFindings } from './quality-settle.ts'

/** The routes of invoice quality and issuing. */
export const qualityRoutes: readonly Route[] = [
  route(api.listFindings, ({ app, actor }, { query }) => quality.listFindings(app, actor, query)),
  route(api.exportFindings, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await quality.exportFindings(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readInvoiceDelays, async ({ app, actor }) => ok(await quality.readDelays(app, actor))),
  route(api.checkInvoiceQuality, async ({ app, actor }, { body }) =>
    ok(await quality.checkQuality(app, actor, body.invoices as InvoiceId[] | undefined)),
  ),
  route(api.settleFinding, ({ app, actor }, { params, body }) =>
    quality.settleFinding(app, actor, params.invoice as InvoiceId, { ...body, note: body.note ?? null }),
  ),
  route(api.settleFindings, ({ app, actor }, { body: { findings, filter, verdict, note } }) =>
    settleFindings(app, actor, { ids: findings, filter }, verdict, note ?? null),
  ),
  route(api.readDemand, ({ app, actor }, { params }) => quality.readDemand(app, actor, params.customer as CustomerId)),
  route(api.saveDemand, ({ app, actor }, { params, body }) =>
    quality.saveDemand(app, actor, params.customer as CustomerId, body),
  ),
]
