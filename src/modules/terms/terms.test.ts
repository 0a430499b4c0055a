import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import type { App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { addAcceptance } from './acceptances.ts'
import { NO_TERMS, type Clauses } from './model.ts'
import { addRate, checkRates, listRates } from './rates.ts'
import { loadRates } from './rates-store.ts'
import { endReview, listReviews } from './reviews.ts'
import { addTerms, attachTerms, changeTerms, dropTerms, listTerms, publishTerms, readTermsDocument } from './run.ts'
import { addVariant, endVariant, listVariants } from './variants.ts'

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

const LAWFUL: Clauses = {
  ...NO_TERMS,
  audience: 'professionals',
  payment: { method: 'net', days: 30, from: 'issue' },
  lateRate: { kind: 'contract', ppm: 150_000 },
  recoveryFee: 'professionals',
  discount: { kind: 'none' },
}

function draft(creditor: Parameters<typeof addTerms>[2]['creditor'], from: string, clauses: Clauses = LAWFUL) {
  return { creditor, language: 'fr' as const, label: `CGV ${from}`, from: day(from), clauses, reviewMonths: 12 }
}

const pdf = (text: string) => ({ bytes: new TextEncoder().encode(`%PDF-1.7 ${text}`), name: 'cgv.pdf' })

describe('rates', () => {
  const by = { author: 'Jeanne', actor: null, correct: false }
  test('a missing semester is warned of, added with its source, then known to every tenant', async () => {
    const today = day('2026-12-20')
    const before = await checkRates(app, today)
    expect(before.missing).toContainEqual({ series: 'ecb-anchor', semester: '2027-S1', startsIn: 12 })
    expect((await checkRates(app, day('2026-11-21'))).missing).toEqual([])
    const line = { series: 'ecb-anchor', from: day('2027-01-01'), rate: '2.40', source: 'BCE', certainty: 'A' as const }
    expect(unwrap(await addRate(app, by, line))).toMatchObject({ to: '2027-06-30', origin: 'added', author: 'Jeanne' })
    expect((await checkRates(app, today)).missing.map(missing => missing.series)).not.toContain('ecb-anchor')
    const later = actorOn((await furnishedTenant(db, 'Rates')).tenant, '2027-02-01')
    const shown = unwrap(await listRates(app, later, { series: 'fr-default' }))
    expect(shown.at(-1)).toMatchObject({ from: '2027-01-01', rate: '12.40', origin: 'derived' })
  })
  test('what is known is corrected by the command line only, and the correction wins', async () => {
    const line = { series: 'ecb-anchor', from: day('2027-01-01'), rate: '2.65', source: 'BCE', certainty: 'A' as const }
    expect(await addRate(app, by, line)).toMatchObject({ ok: false, refusal: { code: 'rate-known' } })
    unwrap(await addRate(app, { ...by, correct: true }, line))
    const lines = await db.shared(loadRates)
    expect(lines.at(-1)).toMatchObject({ series: 'ecb-anchor', ppm: 26_500 })
  })
  test.each([
    ['unknown-series', { series: 'fr-default' }],
    ['not-a-rate', { rate: 'ten' }],
    ['source-needed', { source: ' ' }],
    ['dates-reversed', { to: day('2028-01-01') }],
  ])('%s', async (code, change) => {
    const line = { series: 'ecb-anchor', from: day('2028-07-01'), rate: '2', source: 'BCE', certainty: 'B' as const }
    expect(await addRate(app, by, { ...line, ...change })).toMatchObject({ ok: false, refusal: { code } })
  })
  test('no line is ever changed or deleted', async () => {
    await expect(db.shared(tx => sql`update law_rate set ppm = 0`.execute(tx))).rejects.toThrow(/permission denied/)
    await expect(db.shared(tx => sql`delete from law_rate`.execute(tx))).rejects.toThrow(/permission denied/)
  })
})

describe('versions', () => {
  test('draft, in force, replaced: days never overlap, and what was published stays', async () => {
    const house = await furnishedTenant(db, 'Versions')
    const actor = actorOn(house.tenant, '2026-01-10')
    const first = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-01-01')))
    unwrap(await attachTerms(app, actor, first.id, pdf('one')))
    expect(await attachTerms(app, actor, first.id, { bytes: new Uint8Array(9), name: 'x' })).toMatchObject({
      refusal: { code: 'not-a-pdf' },
    })
    unwrap(await publishTerms(app, actor, first.id, []))
    expect(await changeTerms(app, actor, first.id, { label: 'x' })).toMatchObject({
      refusal: { code: 'already-published' },
    })
    const second = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-07-01')))
    unwrap(await publishTerms(app, actor, second.id, []))
    const versions = await listTerms(app, actor)
    expect(versions.map(({ label, state, from, to }) => [label, state, from, to])).toEqual([
      ['CGV 2026-07-01', 'in-force', '2026-07-01', null],
      ['CGV 2026-01-01', 'replaced', '2026-01-01', '2026-06-30'],
    ])
    expect(versions[1]?.document?.sha256).toHaveLength(64)
    expect(unwrap(await readTermsDocument(app, actor, first.id)).bytes).toEqual(pdf('one').bytes)
    const same = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-07-01')))
    expect(await publishTerms(app, actor, same.id, [])).toMatchObject({ refusal: { code: 'dates-overlap' } })
    unwrap(await dropTerms(app, actor, same.id))
    const between = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-04-01')))
    expect(unwrap(await publishTerms(app, actor, between.id, []))).toMatchObject({
      state: 'replaced',
      to: '2026-06-30',
    })
    await expect(
      db.inTenant(house.tenant, tx =>
        sql`update terms_version set clauses = '{}' where version_id = ${first.id}`.execute(tx),
      ),
    ).rejects.toThrow(/are published/)
    await expect(
      db.inTenant(house.tenant, tx =>
        sql`update terms_version set effective_to = '2026-08-01' where version_id = ${between.id}`.execute(tx),
      ),
    ).rejects.toThrow(/one_version_a_day/)
  })
  test('seventy-five days and a rate under the floor must be read before they are published', async () => {
    const house = await furnishedTenant(db, 'Breaches')
    const actor = actorOn(house.tenant, '2026-01-10')
    const clauses: Clauses = {
      ...LAWFUL,
      payment: { method: 'net', days: 75, from: 'issue' },
      lateRate: { kind: 'contract', ppm: 50_000 },
    }
    const version = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-01-01', clauses)))
    const breaches = version.findings.filter(found => found.severity === 'breach')
    expect(breaches.map(({ code, article }) => [code, article])).toEqual([
      ['term-too-long', 'C. com. L441-10 I'],
      ['rate-below-floor', 'C. com. L441-10 II'],
    ])
    expect(await publishTerms(app, actor, version.id, ['term-too-long'])).toMatchObject({
      refusal: { code: 'terms-not-compliant' },
    })
    expect(
      unwrap(
        await publishTerms(
          app,
          actor,
          version.id,
          breaches.map(found => found.code),
        ),
      ).clauses,
    ).toEqual(clauses)
  })
  test('a review comes twelve months later, is done once, and plans the next', async () => {
    const house = await furnishedTenant(db, 'Reviews')
    const actor = actorOn(house.tenant, '2026-01-10')
    const version = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-01-01')))
    unwrap(await publishTerms(app, actor, version.id, []))
    expect((await listReviews(app, actor, { within: 30 })).items).toEqual([])
    const later = actorOn(house.tenant, '2027-01-05')
    const { items, overdue } = await listReviews(app, later, { within: 30 })
    expect(items).toMatchObject([{ dueOn: '2027-01-01', cause: 'yearly', inDays: -4 }])
    expect(overdue).toBe(1)
    const [review] = items
    if (!review) throw new Error('no review')
    unwrap(await endReview(app, later, review.id, { outcome: 'confirmed', note: 'Relues, rien ne change' }))
    expect(await endReview(app, later, review.id, { outcome: 'changed', note: 'x' })).toMatchObject({
      refusal: { code: 'already-ended' },
    })
    expect((await listReviews(app, later, { within: 400 })).items).toMatchObject([{ dueOn: '2028-01-05' }])
  })
})

describe('agreements', () => {
  test('a variant is a list of deviations, for one party and a time', async () => {
    const house = await furnishedTenant(db, 'Variants')
    const actor = actorOn(house.tenant, '2026-03-01')
    const customer = await addCustomer(db, house, { name: 'Grand Compte' })
    const version = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-01-01')))
    unwrap(await publishTerms(app, actor, version.id, []))
    const given = {
      creditor: house.creditor,
      customer,
      from: day('2026-03-01'),
      to: day('2026-12-31'),
      deviations: { payment: { method: 'net' as const, days: 75, from: 'issue' as const }, retentionOfTitle: false },
      reason: 'Négocié par la direction',
    }
    const variant = unwrap(await addVariant(app, actor, given))
    expect(variant.lines.map(line => line.clause)).toEqual(['payment'])
    expect(variant.findings.map(found => found.code)).toContain('term-too-long')
    const refused = async (change: object) => {
      const answer = await addVariant(app, actor, { ...given, ...change })
      return answer.ok ? 'ok' : answer.refusal.code
    }
    expect(await refused({})).toBe('dates-overlap')
    expect(await refused({ customer: undefined })).toBe('one-party-needed')
    expect(await refused({ to: day('2026-01-01') })).toBe('dates-reversed')
    expect(await refused({ creditor: customer })).toBe('creditor-not-found')
    expect(await refused({ customer: house.creditor })).toBe('customer-not-found')
    expect(await endVariant(app, actor, variant.id, day('2027-01-01'))).toMatchObject({ ok: false })
    unwrap(await endVariant(app, actor, variant.id, day('2026-06-30')))
    expect(await listVariants(app, actor, { customer })).toMatchObject([{ to: '2026-06-30' }])
    expect(await refused({ from: day('2026-07-01') })).toBe('ok')
  })
  test('an acceptance needs published terms, a customer and a day that has come', async () => {
    const house = await furnishedTenant(db, 'Proofs')
    const actor = actorOn(house.tenant, '2026-03-01')
    const customer = await addCustomer(db, house, { name: 'Signataire' })
    const version = unwrap(await addTerms(app, actor, draft(house.creditor, '2026-01-01')))
    const given = {
      version: version.id,
      customer,
      orderReference: 'BC-12',
      means: 'signed-order' as const,
      on: day('2026-02-01'),
      by: 'M. Durand',
      note: null,
      file: pdf('signed'),
    }
    expect(await addAcceptance(app, actor, given)).toMatchObject({ refusal: { code: 'not-published' } })
    unwrap(await publishTerms(app, actor, version.id, []))
    expect(await addAcceptance(app, actor, { ...given, on: day('2026-04-01') })).toMatchObject({
      refusal: { code: 'proof-in-future' },
    })
    expect(unwrap(await addAcceptance(app, actor, given)).document?.sha256).toHaveLength(64)
  })
})
