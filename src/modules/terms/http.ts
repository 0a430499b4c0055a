import type { CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { ExportedFile } from '#formats/export.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as acceptances from './acceptances.ts'
import * as api from './api.ts'
import { readCustomerTerms } from './customer.ts'
import * as exports from './export.ts'
import type { AcceptanceId, ReviewId, VariantId, VersionId } from './model.ts'
import { readNotices } from './notices.ts'
import { addRate, checkRates, pageRates } from './rates.ts'
import { endReview, listReviews, planReview } from './reviews.ts'
import * as run from './run.ts'
import { addVariant, endVariant, listVariants } from './variants.ts'

const version = ({ version: id }: { readonly version: string }): VersionId => id as VersionId
const ofCreditor = <Query extends { readonly creditor?: string | undefined }>(query: Query) => ({
  ...query,
  creditor: query.creditor as CreditorId | undefined,
})
const ofCustomer = <Query extends { readonly customer?: string | undefined }>(query: Query) => ({
  ...query,
  customer: query.customer as CustomerId | undefined,
})

async function given(file: File): Promise<{ bytes: Uint8Array; name: string }> {
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }
}

function sent(file: Result<ExportedFile>): Result<FileAnswer> {
  return file.ok ? ok(new FileAnswer(file.value)) : file
}

const rateRoutes: readonly Route[] = [
  route(api.exportRates, async ({ app, actor }, { query: { format, ...filter } }) =>
    sent(await exports.exportRates(app, actor, filter, format)),
  ),
  route(api.checkRates, async ({ app, actor }, { query }) => ok(await checkRates(app, query.on ?? actor.today))),
  route(api.listRates, ({ app, actor }, { query }) => pageRates(app, actor, query)),
  route(api.addRate, ({ app, actor }, { body }) =>
    addRate(app, { author: actor.user ?? `${actor.role} (${actor.via})`, actor, correct: false }, body),
  ),
]

const versionRoutes: readonly Route[] = [
  route(api.exportTerms, async ({ app, actor }, { query: { format, ...filter } }) =>
    sent(await exports.exportTerms(app, actor, ofCreditor(filter), format)),
  ),
  route(api.listTerms, async ({ app, actor }, { query }) =>
    ok({ items: await run.listTerms(app, actor, ofCreditor(query)) }),
  ),
  route(api.checkTerms, ({ app, actor }, { body }) =>
    run.checkTerms(app, actor, { ...body, creditor: body.creditor as CreditorId }),
  ),
  route(api.readTerms, ({ app, actor }, { params }) => run.readTerms(app, actor, version(params))),
  route(api.addTerms, ({ app, actor }, { body }) =>
    run.addTerms(app, actor, { ...body, creditor: body.creditor as CreditorId }),
  ),
  route(api.changeTerms, ({ app, actor }, { params, body }) => run.changeTerms(app, actor, version(params), body)),
  route(api.removeTerms, ({ app, actor }, { params }) => run.dropTerms(app, actor, version(params))),
  route(api.attachTerms, async ({ app, actor }, { params, body }) =>
    run.attachTerms(app, actor, version(params), await given(body.file)),
  ),
  route(api.readTermsDocument, async ({ app, actor }, { params }) => {
    const file = await run.readTermsDocument(app, actor, version(params))
    return file.ok ? ok(new FileAnswer({ ...file.value, inline: true })) : file
  }),
  route(api.publishTerms, ({ app, actor }, { params, body }) =>
    run.publishTerms(app, actor, version(params), body.accept),
  ),
]

const agreementRoutes: readonly Route[] = [
  route(api.exportVariants, async ({ app, actor }, { query: { format, ...filter } }) =>
    sent(await exports.exportVariants(app, actor, ofCustomer(ofCreditor(filter)), format)),
  ),
  route(api.listVariants, async ({ app, actor }, { query }) =>
    ok({ items: await listVariants(app, actor, ofCustomer(ofCreditor(query))) }),
  ),
  route(api.addVariant, ({ app, actor }, { body }) =>
    addVariant(app, actor, {
      ...body,
      creditor: body.creditor as CreditorId,
      customer: body.customer as CustomerId | undefined,
      segment: body.segment as SegmentId | undefined,
    }),
  ),
  route(api.endVariant, ({ app, actor }, { params, body }) =>
    endVariant(app, actor, params.variant as VariantId, body.to),
  ),
  route(api.exportAcceptances, async ({ app, actor }, { query: { format, cursor: _c, limit: _l, ...filter } }) =>
    sent(await exports.exportAcceptances(app, actor, filter, format)),
  ),
  route(api.listAcceptances, ({ app, actor }, { query }) => acceptances.listAcceptances(app, actor, query)),
  route(api.addAcceptance, async ({ app, actor }, { body }) =>
    acceptances.addAcceptance(app, actor, {
      ...body,
      version: body.version as VersionId,
      customer: body.customer as CustomerId,
      orderReference: body.orderReference ?? null,
      note: body.note ?? null,
      file: body.file ? await given(body.file) : null,
    }),
  ),
  route(api.attachAcceptance, async ({ app, actor }, { params, body }) =>
    acceptances.attachAcceptance(app, actor, params.acceptance as AcceptanceId, await given(body.file)),
  ),
  route(api.readAcceptanceDocument, async ({ app, actor }, { params }) => {
    const file = await acceptances.readAcceptanceDocument(app, actor, params.acceptance as AcceptanceId)
    return file.ok ? ok(new FileAnswer({ ...file.value, inline: true })) : file
  }),
  route(api.readCustomerTerms, ({ app, actor }, { params }) =>
    readCustomerTerms(app, actor, params.customer as CustomerId),
  ),
]

const reviewRoutes: readonly Route[] = [
  route(api.readTermsNotices, async ({ app, actor }) => ok(await readNotices(app, actor))),
  route(api.exportReviews, async ({ app, actor }, { query: { format, ...filter } }) =>
    sent(await exports.exportReviews(app, actor, filter, format)),
  ),
  route(api.listReviews, async ({ app, actor }, { query }) => ok(await listReviews(app, actor, query))),
  route(api.planReview, ({ app, actor }, { params, body }) => planReview(app, actor, version(params), body)),
  route(api.endReview, ({ app, actor }, { params, body }) => endReview(app, actor, params.review as ReviewId, body)),
]

/** The routes of this module. */
export const routes: readonly Route[] = [...rateRoutes, ...versionRoutes, ...agreementRoutes, ...reviewRoutes]
