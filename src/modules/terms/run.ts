import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { loadFile, storeFile, type StoredFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, addMonths, daysBetween, type Day } from '#kernel/day.ts'
import { changed, type Change } from '#kernel/contract.ts'
import type { CreditorId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { RateLine } from '#law/rates/rates.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import { checkCompliance } from './compliance-decide.ts'
import { lawOf } from './law-decide.ts'
import type { Clauses, Finding, Review, TermsLaw, Version, VersionId } from './model.ts'
import { loadRates } from './rates-store.ts'
import { recordDocument, recordDraft, recordForce, recordReview, removeDraft } from './record-store.ts'
import { findAcceptances, loadPeople, loadReviews, loadTallies, loadVersions } from './store.ts'
import { reviewLine } from './reviews.ts'

/** A version with what the law says of it. */
export type CheckedVersion = Version & { readonly findings: readonly Finding[] }

function checked(version: Version, today: Day, lines: readonly RateLine[]): CheckedVersion {
  const { clauses, creditor, from, to } = version
  return { ...version, findings: checkCompliance({ country: creditor.country, clauses, from, to, today }, lines) }
}

/** What the list of versions may be narrowed to. */
export type VersionFilter = {
  readonly creditor?: CreditorId | undefined
  readonly language?: Version['language'] | undefined
  readonly state?: Version['state'] | undefined
  readonly q?: string | undefined
}

/** A version as the list shows it. */
export type VersionLine = CheckedVersion & {
  readonly acceptances: number
  readonly nextReview: { readonly dueOn: Day; readonly inDays: number } | null
}

/** Versions with their findings, proofs and next review, by creditor and language, the latest first. */
export function listTerms(app: App, actor: Actor, filter: VersionFilter = {}): Promise<VersionLine[]> {
  const { creditor, language, state } = filter
  const q = plainName(filter.q ?? '')
  return app.db.inTenant(actor.tenant, async tx => {
    const lines = await loadRates(tx)
    const versions = await loadVersions(tx, creditor === undefined ? {} : { creditors: [creditor] })
    const tallies = await loadTallies(tx)
    return versions
      .filter(
        version =>
          (language === undefined || version.language === language) &&
          (state === undefined || version.state === state) &&
          plainName(`${version.label} ${version.creditor.code}`).includes(q),
      )
      .map(version => {
        const { acceptances = 0, reviewOn: dueOn = null } = tallies.get(version.id) ?? {}
        const nextReview = dueOn === null ? null : { dueOn, inDays: daysBetween(actor.today, dueOn) }
        return { ...checked(version, actor.today, lines), acceptances, nextReview }
      })
  })
}

/** What the law says of clauses before they are kept. Refused: `creditor-not-found`. */
export function checkTerms(
  app: App,
  actor: Actor,
  given: {
    readonly creditor: CreditorId
    readonly from: Day
    readonly to?: Day | undefined
    readonly clauses: Clauses
  },
): Promise<Result<{ findings: readonly Finding[]; law: TermsLaw }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [known] = await loadCreditors(tx, [given.creditor])
    if (!known) return noCreditor(given.creditor)
    const { from, to = null, clauses } = given
    const question = { country: known.country, clauses, from, to, today: actor.today }
    const lines = await loadRates(tx)
    return ok({ findings: checkCompliance(question, lines), law: lawOf(question, lines) })
  })
}

/** One version with its law, its reviews, its latest acceptances and its history. Refused: `not-found`. */
export function readTerms(app: App, actor: Actor, id: VersionId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const read = await readChecked(tx, actor, id)
    if (!read.ok) return read
    const version = read.value
    const reviews = await loadReviews(tx, { version: id })
    const latest = await findAcceptances(tx, { version: id }, { sort: '-on', limit: 20 })
    if (!latest.ok) return latest
    const others = await loadVersions(tx, { creditors: [version.creditor.id] })
    const people = await loadPeople(
      tx,
      [version.author, version.publishedBy].flatMap(user => user ?? []),
    )
    const { clauses, creditor, from, to } = version
    const question = { country: creditor.country, clauses, from, to, today: actor.today }
    return ok({
      ...version,
      law: lawOf(question, await loadRates(tx)),
      reviews: reviews.map(review => reviewLine(review, actor.today)),
      acceptances: latest.value.rows.slice(0, 20).map(({ sort_key: _, ...row }) => row),
      acceptanceCount: latest.value.count,
      history: historyOf(version, others, reviews, people),
    })
  })
}

/** One thing that happened to a version. */
type TermsEvent = {
  readonly at: string
  readonly kind: 'drafted' | 'published' | 'replaced' | 'reviewed'
  readonly by: string | null
  readonly outcome: 'confirmed' | 'changed' | null
  readonly note: string | null
  readonly next: { readonly id: VersionId; readonly label: string } | null
}

function historyOf(
  version: Version,
  others: readonly Version[],
  reviews: readonly Review[],
  people: ReadonlyMap<string, string>,
): TermsEvent[] {
  const plain = { by: null, outcome: null, note: null, next: null }
  const named = (user: string | null): string | null => people.get(user ?? '') ?? null
  const next = others.find(
    other => other.language === version.language && version.to !== null && other.from === addDays(version.to, 1),
  )
  const events: TermsEvent[] = [
    { ...plain, at: version.createdAt, kind: 'drafted', by: named(version.author) },
    ...(version.publishedAt === null
      ? []
      : [{ ...plain, at: version.publishedAt, kind: 'published' as const, by: named(version.publishedBy) }]),
    ...(next?.publishedAt
      ? [{ ...plain, at: next.publishedAt, kind: 'replaced' as const, next: { id: next.id, label: next.label } }]
      : []),
    ...reviews.flatMap(({ doneAt, doneBy: by, outcome, note }) =>
      // A review that its version's replacement ended has nothing to tell of its own.
      doneAt === null || note === null ? [] : [{ ...plain, at: doneAt, kind: 'reviewed' as const, by, outcome, note }],
    ),
  ]
  return events.toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

async function readChecked(tx: Tx, actor: Actor, id: VersionId): Promise<Result<CheckedVersion>> {
  const [version] = await loadVersions(tx, { id })
  return version ? ok(checked(version, actor.today, await loadRates(tx))) : notFound(id)
}

/** What a draft is made of. */
export type Draft = Pick<Version, 'language' | 'label' | 'from' | 'clauses' | 'reviewMonths'>

/** Writes a draft. Refused: `creditor-not-found`. */
export function addTerms(
  app: App,
  actor: Actor,
  { creditor, ...given }: Draft & { readonly creditor: CreditorId },
): Promise<Result<CheckedVersion>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [known] = await loadCreditors(tx, [creditor])
    if (!known) return noCreditor(creditor)
    const version: Version = {
      ...given,
      id: newId<'terms-version'>(),
      creditor: { id: creditor, code: known.code, country: known.country },
      state: 'draft',
      to: null,
      document: null,
      author: actor.user,
      createdAt: app.clock.instant(),
      publishedAt: null,
      publishedBy: null,
      accepted: [],
    }
    await recordDraft(tx, actor.tenant, version)
    const { id, label, from } = version
    await record(tx, actor.tenant, actor, [
      { customer: null, kind: 'terms-drafted', data: { version: id, label, from, creditor } },
    ])
    return readChecked(tx, actor, version.id)
  })
}

/** Changes a draft. Refused: `not-found`, `already-published`. */
export function changeTerms(
  app: App,
  actor: Actor,
  id: VersionId,
  change: Change<Draft>,
): Promise<Result<CheckedVersion>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const draft = await draftOf(tx, id)
    if (!draft.ok) return draft
    await recordDraft(tx, actor.tenant, changed<Version>(draft.value, change))
    return readChecked(tx, actor, id)
  })
}

/** Throws a draft away. Refused: `not-found`, `already-published`. */
export function dropTerms(app: App, actor: Actor, id: VersionId): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const draft = await draftOf(tx, id)
    if (!draft.ok) return draft
    await removeDraft(tx, id)
    return ok(undefined)
  })
}

/** Ties a PDF to a draft and keeps its hash. Refused: `not-found`, `already-published`, `not-a-pdf`. */
export function attachTerms(
  app: App,
  actor: Actor,
  id: VersionId,
  file: { readonly bytes: Uint8Array; readonly name: string },
): Promise<Result<CheckedVersion>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const draft = await draftOf(tx, id)
    if (!draft.ok) return draft
    if (!Buffer.from(file.bytes.subarray(0, 1024)).includes('%PDF-')) {
      return refuse('not-a-pdf', `"${file.name}" is not a PDF: terms are kept in the form the customer receives`)
    }
    const sha256 = await storeFile(tx, actor.tenant, { ...file, mediaType: 'application/pdf' })
    await recordDocument(tx, id, sha256, file.name)
    return readChecked(tx, actor, id)
  })
}

/** The document of a version. Refused: `not-found`. */
export function readTermsDocument(app: App, actor: Actor, id: VersionId): Promise<Result<StoredFile>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [version] = await loadVersions(tx, { id })
    if (!version?.document) return notFound(id)
    const file = await loadFile(tx, actor.tenant, version.document.sha256)
    return file.ok ? ok({ ...file.value, name: version.document.name }) : notFound(id)
  })
}

/**
 * Puts a draft in force from its day on and plans its yearly review. What the law breaks in it must have been read:
 * each breach is named in `accept`. Refused: `not-found`, `already-published`, `dates-overlap`, `terms-not-compliant`.
 */
export function publishTerms(
  app: App,
  actor: Actor,
  id: VersionId,
  accept: readonly string[],
): Promise<Result<CheckedVersion>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const draft = await draftOf(tx, id)
    if (!draft.ok) return draft
    const version = draft.value
    const { findings } = checked(version, actor.today, await loadRates(tx))
    const unread = findings.filter(found => found.severity === 'breach' && !accept.includes(found.code))
    if (unread.length > 0) {
      const codes = unread.map(found => found.code)
      return refuse('terms-not-compliant', `read and accept what the law says first: ${codes.join(', ')}`, {
        findings: unread,
      })
    }
    const others = (await loadVersions(tx, { creditors: [version.creditor.id] })).filter(
      other => other.state !== 'draft' && other.language === version.language,
    )
    if (others.some(other => other.from === version.from)) {
      return refuse('dates-overlap', `another version already starts on ${version.from}: choose another day`, {
        from: version.from,
      })
    }
    const next = others.filter(other => other.from > version.from).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0]
    const breaches = findings.filter(found => found.severity === 'breach').map(found => found.code)
    const to = next ? addDays(next.from, -1) : null
    await recordForce(tx, version, { to, at: app.clock.instant(), by: actor.user, accepted: breaches })
    if (!next) {
      const dueOn = firstReview(version, actor.today)
      const review = { id: newId<'terms-review'>(), version: id, dueOn, cause: 'yearly' as const, reason: null }
      await recordReview(tx, actor.tenant, review)
    }
    const facts = {
      version: id,
      label: version.label,
      from: version.from,
      creditor: version.creditor.id,
      sha256: version.document?.sha256 ?? null,
      accepted: breaches,
    }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'terms-published', data: facts }])
    return readChecked(tx, actor, id)
  })
}

// Terms that have run for years were read today, when they were registered: the next reading keeps their anniversary.
function firstReview({ from, reviewMonths }: Version, today: Day): Day {
  for (let times = 1; ; times += 1) {
    const dueOn = addMonths(from, times * reviewMonths)
    if (dueOn > today) return dueOn
  }
}

async function draftOf(tx: Tx, id: VersionId): Promise<Result<Version>> {
  const [version] = await loadVersions(tx, { id })
  if (!version) return notFound(id)
  if (version.state === 'draft') return ok(version)
  return refuse('already-published', `${version.label} is published: what was in force stays as it was`, { id })
}

function noCreditor(creditor: CreditorId): Result<never> {
  return refuse('creditor-not-found', 'there is no such creditor: choose one of the list', { creditor })
}

function notFound(id: VersionId): Result<never> {
  return refuse('not-found', `there are no terms ${id} here, or they have no document`, { id })
}
