import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { keyOf } from '#platform/db/page.ts'
import { loadFile, storeFile, type StoredFile } from '#platform/files.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Acceptance, AcceptanceId, VersionId } from './model.ts'
import { recordAcceptance, recordProof } from './record-store.ts'
import { findAcceptances, findParty, loadAcceptances, loadVersions, type AcceptanceFilter } from './store.ts'

/** One page of proofs, the latest first. Refused: `not-a-sort`, `not-a-cursor`. */
export function listAcceptances(
  app: App,
  actor: Actor,
  query: AcceptanceFilter & {
    readonly sort?: string | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
) {
  const { sort = '-on', cursor, limit, ...filter } = query
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findAcceptances(tx, filter, { sort, cursor, limit })
    if (!found.ok) return found
    const { rows, count } = found.value
    return ok({ ...pageFrom(rows, limit, keyOf, ({ sort_key: _, ...row }) => row), count })
  })
}

/** A file somebody gave, as it came. */
export type GivenFile = { readonly bytes: Uint8Array; readonly name: string }

/** A proof as it is given; `file` is what was signed. */
export type GivenAcceptance = Pick<Acceptance, 'means' | 'on' | 'by'> & {
  readonly version: VersionId
  readonly customer: CustomerId
  readonly orderReference: string | null
  readonly note: string | null
  readonly file: GivenFile | null
}

/**
 * Records a proof. Refused: `not-found`, `customer-not-found`, `not-published`, `terms-of-another`, `proof-in-future`,
 * `not-a-proof`.
 */
export function addAcceptance(app: App, actor: Actor, given: GivenAcceptance): Promise<Result<Acceptance>> {
  const { file, orderReference, ...said } = given
  return app.db.inTenant(actor.tenant, async tx => {
    const [version] = await loadVersions(tx, { id: given.version })
    if (!version) return refuse('not-found', `there are no terms ${given.version} here`, { version: given.version })
    if (version.state === 'draft') return refuse('not-published', `${version.label} is a draft: publish it first`)
    const party = await findParty(tx, { customer: given.customer })
    if (!party) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
    if (party.creditor !== version.creditor.id) {
      return refuse('terms-of-another', `${version.label} are the terms of ${version.creditor.code}: choose another`)
    }
    if (given.on > actor.today) return refuse('proof-in-future', `${given.on} is still to come`, { field: 'on' })
    const document = file ? await keepProof(tx, actor, file) : null
    if (document && !document.ok) return document
    const order = orderReference?.trim()
    const proof = {
      ...said,
      id: newId<'terms-acceptance'>(),
      orderReference: order ? order : null,
      document: document?.value ?? null,
    }
    await recordAcceptance(tx, actor.tenant, proof, actor.user)
    const facts = { acceptance: proof.id, version: version.id, label: version.label, on: proof.on }
    const entry = { ...facts, order: proof.orderReference, sha256: proof.document?.sha256 ?? null }
    await record(tx, actor.tenant, actor, [{ customer: given.customer, kind: 'terms-accepted', data: entry }])
    return one(tx, proof.id)
  })
}

/** Ties what was signed to a proof that has no document. Refused: `not-found`, `already-attached`, `not-a-proof`. */
export function attachAcceptance(
  app: App,
  actor: Actor,
  id: AcceptanceId,
  file: GivenFile,
): Promise<Result<Acceptance>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const known = await one(tx, id)
    if (!known.ok) return known
    if (known.value.document) {
      return refuse('already-attached', 'this proof has its document: record another acceptance', { id })
    }
    const document = await keepProof(tx, actor, file)
    if (!document.ok) return document
    if (!(await recordProof(tx, id, document.value))) {
      return refuse('already-attached', 'somebody has just tied a document: read it again', { id })
    }
    const { sha256 } = document.value
    await record(tx, actor.tenant, actor, [
      { customer: known.value.customer.id, kind: 'terms-proof-attached', data: { acceptance: id, sha256 } },
    ])
    return one(tx, id)
  })
}

/** What was signed. Refused: `not-found`. */
export function readAcceptanceDocument(app: App, actor: Actor, id: AcceptanceId): Promise<Result<StoredFile>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const known = await one(tx, id)
    if (!known.ok) return known
    const { document } = known.value
    if (!document) return notFound(id)
    const file = await loadFile(tx, actor.tenant, document.sha256)
    return file.ok ? ok({ ...file.value, name: document.name }) : notFound(id)
  })
}

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte)

// The content decides what a proof is, never the name or the type the sender gives.
function mediaTypeOf({ bytes, name }: GivenFile): string | null {
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'application/pdf'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  const text = !bytes.subarray(0, 1024).includes(0) && /^[\w-]+:/.test(Buffer.from(bytes.subarray(0, 80)).toString())
  return text && /\.eml$/i.test(name) ? 'message/rfc822' : null
}

async function keepProof(tx: Tx, actor: Actor, file: GivenFile): Promise<Result<{ sha256: string; name: string }>> {
  const mediaType = mediaTypeOf(file)
  if (mediaType === null) {
    return refuse('not-a-proof', `"${file.name}" is neither a PDF, a picture nor a mail: give what was signed`)
  }
  return ok({ sha256: await storeFile(tx, actor.tenant, { ...file, mediaType }), name: file.name })
}

async function one(tx: Tx, id: AcceptanceId): Promise<Result<Acceptance>> {
  const [found] = await loadAcceptances(tx, { id })
  return found ? ok(found) : notFound(id)
}

function notFound(id: AcceptanceId): Result<never> {
  return refuse('not-found', `there is no acceptance ${id} here, or it has no document`, { id })
}
