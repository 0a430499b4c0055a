import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { loadFile, storeFile, type StoredFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, addMonths, type Day } from '#kernel/day.ts'
import { changed, type Change } from '#kernel/contract.ts'
import type { CreditorId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { RateLine } from '#law/rates/rates.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import { checkCompliance } from './compliance-decide.ts'
import type { Finding, Version, VersionId } from './model.ts'
import { loadRates } from './rates-store.ts'
import { recordDocument, recordDraft, recordForce, recordReview, removeDraft } from './record-store.ts'
import { loadAcceptances, loadReviews, loadVersions } from './store.ts'
import { reviewLine } from './reviews.ts'

/** A version with what the law says of it. */
export type CheckedVersion = Version & { readonly findings: readonly Finding[] }

function checked(version: Version, today: Day, lines: readonly RateLine[]): CheckedVersion {
  const { clauses, creditor, from, to } = version
  return { ...version, findings: checkCompliance({ country: creditor.country, clauses, from, to, today }, lines) }
}

/** Versions with their findings, the latest first. */
export function listTerms(app: App, actor: Actor, creditor?: CreditorId): Promise<CheckedVersion[]> {
  return app.db.inTenant(actor.tenant, async tx => {
    const lines = await loadRates(tx)
    const versions = await loadVersions(tx, creditor === undefined ? {} : { creditors: [creditor] })
    return versions.map(version => checked(version, actor.today, lines))
  })
}

/** One version with its reviews and its latest acceptances. Refused: `not-found`. */
export function readTerms(app: App, actor: Actor, id: VersionId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const read = await readChecked(tx, actor, id)
    if (!read.ok) return read
    const reviews = await loadReviews(tx, { version: id })
    const acceptances = await loadAcceptances(tx, { version: id, limit: 200 })
    return ok({ ...read.value, reviews: reviews.map(review => reviewLine(review, actor.today)), acceptances })
  })
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
    if (!known) return refuse('creditor-not-found', 'there is no such creditor: choose one of the list', { creditor })
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
    }
    await recordDraft(tx, actor.tenant, version)
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
    await recordForce(tx, version, next ? addDays(next.from, -1) : null, app.clock.instant())
    if (!next) {
      const dueOn = addMonths(version.from, version.reviewMonths)
      const review = { id: newId<'terms-review'>(), version: id, dueOn, cause: 'yearly' as const, reason: null }
      await recordReview(tx, actor.tenant, review)
    }
    const facts = {
      version: id,
      label: version.label,
      from: version.from,
      creditor: version.creditor.id,
      sha256: version.document?.sha256 ?? null,
      accepted: findings.filter(found => found.severity === 'breach').map(found => found.code),
    }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'terms-published', data: facts }])
    return readChecked(tx, actor, id)
  })
}

async function draftOf(tx: Tx, id: VersionId): Promise<Result<Version>> {
  const [version] = await loadVersions(tx, { id })
  if (!version) return notFound(id)
  if (version.state === 'draft') return ok(version)
  return refuse('already-published', `${version.label} is published: what was in force stays as it was`, { id })
}

function notFound(id: VersionId): Result<never> {
  return refuse('not-found', `there are no terms ${id} here, or they have no document`, { id })
}
