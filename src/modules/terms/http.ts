import type { CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { isRateSeries } from '#law/rates/rates.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import { addAcceptance, addVariant, endVariant, listAcceptances, listVariants } from './agreements.ts'
import * as api from './api.ts'
import type { ReviewId, VariantId, VersionId } from './model.ts'
import { addRate, checkRates, listRates } from './rates.ts'
import { endReview, listReviews, planReview } from './reviews.ts'
import * as run from './run.ts'

const version = ({ version: id }: { readonly version: string }): VersionId => id as VersionId

async function bytesOf(file: File): Promise<{ bytes: Uint8Array; name: string; mediaType: string }> {
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    name: file.name,
    mediaType: file.type === '' ? 'application/octet-stream' : file.type,
  }
}

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.listRates, async ({ app, actor }, { query: { series } }) => {
    if (series === undefined) return ok({ items: await listRates(app, actor.today) })
    return isRateSeries(series)
      ? ok({ items: await listRates(app, actor.today, series) })
      : refuse('unknown-series', `there is no series "${series}"`, { series })
  }),
  route(api.checkRates, async ({ app, actor }) => ok(await checkRates(app, actor.today))),
  route(api.addRate, ({ app, actor }, { body }) =>
    addRate(app, { author: actor.user ?? `${actor.role} (${actor.via})`, actor, correct: false }, body),
  ),
  route(api.listTerms, async ({ app, actor }, { query }) =>
    ok({ items: await run.listTerms(app, actor, query.creditor as CreditorId | undefined) }),
  ),
  route(api.readTerms, ({ app, actor }, { params }) => run.readTerms(app, actor, version(params))),
  route(api.addTerms, ({ app, actor }, { body }) =>
    run.addTerms(app, actor, { ...body, creditor: body.creditor as CreditorId }),
  ),
  route(api.changeTerms, ({ app, actor }, { params, body }) => run.changeTerms(app, actor, version(params), body)),
  route(api.removeTerms, ({ app, actor }, { params }) => run.dropTerms(app, actor, version(params))),
  route(api.attachTerms, async ({ app, actor }, { params, body }) =>
    run.attachTerms(app, actor, version(params), await bytesOf(body.file)),
  ),
  route(api.readTermsDocument, async ({ app, actor }, { params }) => {
    const file = await run.readTermsDocument(app, actor, version(params))
    return file.ok ? ok(new FileAnswer({ ...file.value, inline: true })) : file
  }),
  route(api.publishTerms, ({ app, actor }, { params, body }) =>
    run.publishTerms(app, actor, version(params), body.accept),
  ),
  route(api.listVariants, async ({ app, actor }, { query }) =>
    ok({ items: await listVariants(app, actor, query.customer as CustomerId | undefined) }),
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
  route(api.listAcceptances, async ({ app, actor }, { query }) => {
    const wanted = {
      customer: query.customer as CustomerId | undefined,
      version: query.version as VersionId | undefined,
    }
    return ok({ items: await listAcceptances(app, actor, wanted) })
  }),
  route(api.addAcceptance, async ({ app, actor }, { body }) =>
    addAcceptance(app, actor, {
      ...body,
      version: body.version as VersionId,
      customer: body.customer as CustomerId,
      orderReference: body.orderReference ?? null,
      note: body.note ?? null,
      file: body.file ? await bytesOf(body.file) : null,
    }),
  ),
  route(api.listReviews, async ({ app, actor }, { query }) => ok(await listReviews(app, actor, query.within))),
  route(api.planReview, ({ app, actor }, { params, body }) => planReview(app, actor, version(params), body)),
  route(api.endReview, ({ app, actor }, { params, body }) => endReview(app, actor, params.review as ReviewId, body)),
]
