import type { Actor, App } from '#platform/app.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Tx } from '#platform/db/database.ts'
import type { ContactId, CreditorId, CustomerId, SegmentId, TenantId } from '#kernel/id.ts'
import { changed, type Change } from '#kernel/contract.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { checkId } from '#law/identifiers/index.ts'
import { checkIdentifiers, DEFAULT_SEGMENTS, segmentOf } from './decide.ts'
import type { Contact, Creditor, Customer, Segment } from './model.ts'
import * as store from './store.ts'

/** What may be given of a creditor; absent fields keep their value. */
export type CreditorChange = Change<Omit<Creditor, 'id'>>

const NEW_CREDITOR: Omit<Creditor, 'id' | 'code' | 'name' | 'country'> = {
  legalForm: null,
  language: 'fr',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  siren: null,
  vatNumber: null,
  enterpriseNumber: null,
  street: null,
  street2: null,
  postcode: null,
  city: null,
  email: null,
  phone: null,
  signatory: null,
  paymentDays: null,
  accounts: [],
}

/** Our legal entities, by code. */
export function listCreditors(app: App, actor: Actor): Promise<Creditor[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadCreditors(tx))
}

/** Adds a legal entity. Refused: `code-taken`, `identifier-not-valid`. */
export function addCreditor(
  app: App,
  actor: Actor,
  given: CreditorChange & Pick<Creditor, 'code' | 'name' | 'country'>,
): Promise<Result<Creditor>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const known = await store.loadCreditors(tx)
    if (known.some(creditor => creditor.code === given.code)) {
      return refuse('code-taken', `the code ${given.code} is taken: choose another`, { code: given.code })
    }
    const { code, name, country } = given
    const created = changed<Creditor>({ ...NEW_CREDITOR, code, name, country, id: newId<'creditor'>() }, given)
    return saveCreditor(tx, actor, created, 'creditor-added')
  })
}

/** Changes a legal entity. Refused: `not-found`, `identifier-not-valid`. */
export function changeCreditor(
  app: App,
  actor: Actor,
  id: CreditorId,
  change: CreditorChange,
): Promise<Result<Creditor>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [creditor] = await store.loadCreditors(tx, [id])
    if (!creditor) return notFound('creditor', id)
    return saveCreditor(
      tx,
      actor,
      { ...changed<Creditor>(creditor, change), id, code: creditor.code },
      'creditor-changed',
    )
  })
}

async function saveCreditor(tx: Tx, actor: Actor, creditor: Creditor, kind: string): Promise<Result<Creditor>> {
  const checked = checkIdentifiers(creditor)
  if (!checked.ok) return checked
  for (const { iban } of creditor.accounts) {
    const found = checkId('iban', iban)
    if (!found.valid) {
      return refuse('identifier-not-valid', `the IBAN ${iban} is not valid (${found.reason}): correct it`, {
        field: 'iban',
      })
    }
  }
  const accounts = creditor.accounts.map(account => ({
    ...account,
    iban: checkId('iban', account.iban).normalized ?? '',
  }))
  const saved = { ...checked.value, accounts }
  await store.recordCreditor(tx, actor.tenant, saved)
  await record(tx, actor.tenant, actor, [{ customer: null, kind, data: { creditor: saved.id, code: saved.code } }])
  return ok(saved)
}

/** One customer with contacts. Refused: `not-found`. */
export function readCustomer(app: App, actor: Actor, id: CustomerId): Promise<Result<Customer>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const customer = await store.loadCustomer(tx, id)
    return customer ? ok(customer) : notFound('customer', id)
  })
}

/** What a person may change of a customer; a segment given by hand stays until it is taken back with null. */
export type CustomerChange = Change<
  Omit<Customer, 'id' | 'ref' | 'creditor' | 'group' | 'segment' | 'segmentFixed' | 'collector' | 'contacts'> & {
    groupId: string | null
    segmentId: string | null
    collectorId: string | null
  }
>

/** Changes a customer and places it again. Refused: `not-found`, `identifier-not-valid`, `pause-needs-reason`. */
export function changeCustomer(
  app: App,
  actor: Actor,
  id: CustomerId,
  change: CustomerChange,
): Promise<Result<Customer>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const before = await store.loadCustomer(tx, id, 'lock')
    if (!before) return notFound('customer', id)
    const { groupId, segmentId, collectorId, ...fields } = change
    const checked = checkIdentifiers(fields)
    if (!checked.ok) return checked
    const after = changed<Customer>(before, checked.value)
    if (after.pausedUntil !== null && !after.pauseReason) {
      return refuse('pause-needs-reason', 'say why the follow-up of this customer is paused', { field: 'pauseReason' })
    }
    await store.recordCustomer(tx, after, {
      ...(await placeOf(tx, after, segmentId)),
      group: groupId === undefined ? (before.group?.id ?? null) : groupId,
      collector: collectorId === undefined ? (before.collector?.id ?? null) : collectorId,
    })
    await record(tx, actor.tenant, actor, [
      { customer: id, kind: 'customer-changed', data: { fields: Object.keys(change) } },
    ])
    const saved = await store.loadCustomer(tx, id)
    return saved ? ok(saved) : notFound('customer', id)
  })
}

// A segment chosen by a person stays; without a choice, or with the choice taken back, the rules decide.
async function placeOf(
  tx: Tx,
  customer: Customer,
  chosen: string | null | undefined,
): Promise<{ segment: string | null; segmentFixed: boolean }> {
  if (chosen) return { segment: chosen, segmentFixed: true }
  if (chosen === undefined && customer.segmentFixed)
    return { segment: customer.segment?.id ?? null, segmentFixed: true }
  return { segment: segmentOf(customer, await store.loadSegments(tx))?.id ?? null, segmentFixed: false }
}

/** Adds a contact, or replaces the one with this id. Refused: `not-found`. */
export function saveContact(
  app: App,
  actor: Actor,
  customer: CustomerId,
  given: Omit<Contact, 'id' | 'bounced'>,
  id: ContactId | null = null,
): Promise<Result<Contact>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const known = await store.loadCustomer(tx, customer, 'lock')
    if (!known) return notFound('customer', customer)
    if (id !== null && !known.contacts.some(contact => contact.id === id)) return notFound('contact', id)
    const contact: Contact = { ...given, id: id ?? newId<'contact'>(), bounced: false }
    await store.recordContact(tx, actor.tenant, customer, contact)
    const kind = id === null ? 'contact-added' : 'contact-changed'
    await record(tx, actor.tenant, actor, [{ customer, kind, data: { contact: contact.id, role: contact.role } }])
    return ok(contact)
  })
}

/** Removes a contact. Refused: `not-found`. */
export function removeContact(app: App, actor: Actor, customer: CustomerId, contact: ContactId): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await store.removeContactRow(tx, customer, contact))) return notFound('contact', contact)
    await record(tx, actor.tenant, actor, [{ customer, kind: 'contact-removed', data: { contact } }])
    return ok(undefined)
  })
}

/** Segments in order, with how many customers each holds. */
export function listSegments(app: App, actor: Actor): Promise<(Segment & { customers: number })[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadSegments(tx))
}

/** Changes names, rules and order of the segments and places the customers again. Refused: `not-found`. */
export function saveSegments(
  app: App,
  actor: Actor,
  given: readonly Pick<Segment, 'id' | 'name' | 'rule'>[],
): Promise<Result<(Segment & { customers: number })[]>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const known = new Map((await store.loadSegments(tx)).map(segment => [segment.id, segment]))
    const changed: Segment[] = []
    for (const [position, segment] of given.entries()) {
      const before = known.get(segment.id)
      if (!before) return notFound('segment', segment.id)
      changed.push({ id: segment.id, code: before.code, name: segment.name, position, rule: segment.rule })
    }
    await store.recordSegments(tx, actor.tenant, changed)
    const moved = await store.placeCustomers(tx)
    await record(tx, actor.tenant, actor, [
      { customer: null, kind: 'segments-changed', data: { moved: moved.length } },
      ...moved.map(customer => ({ customer, kind: 'customer-placed', data: {} })),
    ])
    return ok(await store.loadSegments(tx))
  })
}

/** Gives a new tenant its segments; does nothing where there are some already. */
export async function foundSegments(tx: Tx, tenant: TenantId): Promise<Segment[]> {
  const known = await store.loadSegments(tx)
  if (known.length > 0) return known
  const segments = DEFAULT_SEGMENTS.map((segment, position) => ({
    ...segment,
    position,
    id: newId<'segment'>() as SegmentId,
  }))
  await store.recordSegments(tx, tenant, segments)
  return segments
}

/** Groups by name. */
export function listGroups(app: App, actor: Actor): Promise<{ id: string; name: string; customers: number }[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadGroups(tx))
}

function notFound(what: string, id: string): Result<never> {
  return refuse('not-found', `there is no ${what} ${id} here: it may have been removed, or belong to somebody else`, {
    what,
    id,
  })
}
