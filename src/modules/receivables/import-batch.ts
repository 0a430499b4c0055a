import { hash } from 'node:crypto'
import { newId } from '#platform/ids.ts'
import { storeFile } from '#platform/files.ts'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { InvoiceDocument } from '#formats/outcome.ts'
import type { CustomerId, ImportId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Refusal, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import {
  findCustomers,
  matchCreditor,
  takeCustomers,
  type Creditor,
  type CustomerMemory,
} from '#modules/parties/index.ts'
import { planInvoice } from './decide.ts'
import { givenOf } from './given.ts'
import type { GivenRow, Source } from './import-source.ts'
import {
  loadKnownInvoices,
  recordAllocations,
  recordChanges,
  recordInvoices,
  type ListAllocation,
} from './import-store.ts'
import { recordLabels } from './label-store.ts'
import { checkInvoices } from './quality.ts'
import type { InvoiceGiven, KnownInvoice } from './model.ts'
import { errorOf, type Wrong } from './motifs.ts'
import type { Tally } from './tally.ts'

/** What stands around every batch of one import. */
export type Batch = {
  readonly tx: Tx
  readonly actor: Actor
  readonly importId: ImportId
  readonly source: Source
  readonly creditors: readonly Creditor[]
  /** The creditor that was chosen for the whole file. */
  readonly chosen: Creditor | null
  /** What rows wrote for a creditor, and whom it names. */
  readonly named: Map<string, Creditor | null>
  readonly tally: Tally
  /** What a dry run remembers instead of writing; null when the import is applied. */
  readonly memory: Memory | null
}

/**
 * A dry run decides exactly as the real one and writes nothing: what it would have written is remembered here. Undoing
 * real rows would leave as many dead ones behind, and the planner astray for the import that follows.
 */
export type Memory = { readonly customers: CustomerMemory; readonly invoices: Map<string, KnownInvoice> }

/** An empty memory. */
export function newMemory(): Memory {
  return { customers: { created: new Map(), known: new Map() }, invoices: new Map() }
}

/** Takes a batch of rows into the books, within the transaction of the whole file. */
export async function takeBatch(batch: Batch, rows: readonly GivenRow[]): Promise<void> {
  const placed: Placed[] = []
  for (const row of rows) {
    batch.tally.row()
    const creditor = creditorOf(batch, row)
    if (creditor.ok) batch.tally.creditors.add(creditor.value.id)
    const owners = creditor.ok ? [creditor.value] : batch.chosen ? [batch.chosen] : batch.creditors
    const met = owners.map(owner => row.number !== null && batch.tally.see(owner.id, row.number))
    const wrongs = [...row.wrongs, ...(creditor.ok ? [] : [wrongOf(batch.source, creditor.refusal)])]
    if (!creditor.ok || wrongs.length > 0) batch.tally.error(errorOf(row.row, row.cells, wrongs))
    else placed.push({ row, creditor: creditor.value, twice: row.file === null && met.includes(true) })
  }
  if (batch.source.content === 'customers') await takeCustomerRows(batch, placed)
  else await takeInvoiceRows(batch, placed)
}

/** `twice`: the number stood in the file before. */
type Placed = { readonly row: GivenRow; readonly creditor: Creditor; readonly twice: boolean }

function no(code: string, field: string, value: string | null): Result<never> {
  return refuse(code, code, { field, value })
}

function creditorOf({ creditors, chosen, named }: Batch, row: GivenRow): Result<Creditor> {
  if (row.seller) {
    const ids = [row.seller.siren, row.seller.vat, row.seller.enterpriseNumber].filter(id => id !== null)
    const found = ids.map(id => matchCreditor(creditors, id)).find(creditor => creditor !== null)
    if (ids.length > 0 && !found) return no('seller-unknown', 'seller', row.seller.name)
    if (found && chosen && found.id !== chosen.id) return no('creditor-differs', 'seller', row.seller.name)
    if (found) return ok(found)
  }
  if (row.creditor !== null) {
    const known = named.get(row.creditor)
    const found = known === undefined ? matchCreditor(creditors, row.creditor) : known
    named.set(row.creditor, found)
    if (!found) return no('creditor-unknown', 'creditor', row.creditor)
    if (chosen && found.id !== chosen.id) return no('creditor-differs', 'creditor', row.creditor)
    return ok(found)
  }
  const only = chosen ?? (creditors.length === 1 ? (creditors[0] ?? null) : null)
  return only ? ok(only) : no('creditor-missing', 'creditor', null)
}

function wrongOf(source: Source, refusal: Refusal): Wrong {
  const text = (name: string): string | null => {
    const value = refusal.data?.[name]
    return typeof value === 'string' ? value : null
  }
  const field = text('field')
  const column = field === null ? null : source.headerOf(field)
  return { code: refusal.code, field, column, value: text('value'), known: text('known'), message: refusal.message }
}

async function takeCustomerRows(batch: Batch, placed: readonly Placed[]): Promise<void> {
  const { tx, actor, tally } = batch
  const given = placed.map(({ row, creditor }) => ({ creditor, ref: row.ref, says: row.says }))
  for (const [n, taken] of (await takeCustomers(tx, actor.tenant, given, batch.memory?.customers)).entries()) {
    const row = placed[n]?.row
    if (!row) continue
    if (!taken.ok) {
      tally.error(errorOf(row.row, row.cells, [wrongOf(batch.source, taken.refusal)]))
      continue
    }
    tally.customer(taken.value.customer, taken.value.outcome)
    if (taken.value.addressChanged) tally.addressesChanged += 1
    if (taken.value.ibanChanged) tally.accountsChanged += 1
  }
}

type Asked = Placed & { readonly given: InvoiceGiven; customer: CustomerId | null; refusal: Refusal | null }

async function takeInvoiceRows(batch: Batch, placed: readonly Placed[]): Promise<void> {
  const { tx, actor, tally, importId, source, memory } = batch
  const asked = await readGiven(batch, placed)
  const known = new Map<string, KnownInvoice>()
  const wanted = asked.map(({ creditor, given }) => ({ creditor: creditor.id, number: given.number }))
  for (const invoice of await loadKnownInvoices(tx, wanted)) known.set(`${invoice.creditor} ${invoice.number}`, invoice)
  for (const { creditor, number } of wanted) {
    const decided = memory?.invoices.get(`${creditor} ${number}`)
    if (decided) known.set(`${creditor} ${number}`, decided)
  }
  await settleCustomers(batch, asked, known)
  const inserts = new Map<InvoiceId, KnownInvoice>()
  const updates = new Map<InvoiceId, KnownInvoice>()
  const allocations: ListAllocation[] = []
  const labels = new Map<InvoiceId, string>()
  const documents = new Map<InvoiceId, InvoiceDocument>()
  for (const { row, creditor, twice, given, customer, refusal } of asked) {
    const key = `${creditor.id} ${given.number}`
    const before = known.get(key) ?? null
    const around = { creditor: creditor.id, paymentDays: creditor.paymentDays, today: actor.today, newId: newInvoiceId }
    const plan = planInvoice(given, before, customer, around)
    if (!plan.ok) {
      const told = plan.refusal.code === 'customer-unknown' && refusal ? refusal : plan.refusal
      tally.error(errorOf(row.row, row.cells, [wrongOf(source, told)]))
      continue
    }
    if (twice && plan.value.outcome !== 'ignored') {
      tally.error(errorOf(row.row, row.cells, [wrongOf(source, TWICE)]))
      continue
    }
    const { after, write, allocation } = plan.value
    known.set(key, after)
    if (plan.value.outcome !== 'ignored') memory?.invoices.set(key, after)
    if (write === 'insert') inserts.set(after.id, after)
    if (write === 'update') updates.set(after.id, after)
    if (write !== 'nothing' && given.label !== null) labels.set(after.id, given.label)
    if (write !== 'nothing' && row.file && row.document) documents.set(after.id, row.document)
    if (allocation) allocations.push({ id: newId<'allocation'>(), invoice: after.id, ...allocation })
    tally.invoice(plan.value, before?.open ?? null)
  }
  if (memory) return
  await recordInvoices(tx, actor.tenant, importId, [...inserts.values()])
  await recordChanges(tx, [...updates.values()])
  await recordLabels(tx, actor.tenant, labels)
  await recordAllocations(tx, actor.tenant, importId, allocations)
  await checkInvoices(tx, actor.tenant, [...inserts.keys(), ...updates.keys()], actor.today, documents)
}

const newInvoiceId = (): InvoiceId => newId<'invoice'>()

async function readGiven(batch: Batch, placed: readonly Placed[]): Promise<Asked[]> {
  const { tx, actor, tally, source } = batch
  const asked: Asked[] = []
  for (const { row, creditor, twice } of placed) {
    if (!row.document) continue
    const document = row.file && {
      sha256: batch.memory ? hash('sha256', row.file.bytes, 'hex') : await storeFile(tx, actor.tenant, row.file),
      pdf: row.file.mediaType === 'application/pdf',
    }
    const from = row.file ? 'document' : 'list'
    const given = givenOf(row.document, { from, currency: creditor.currency, settledOn: row.settledOn, document })
    if (given.ok) asked.push({ row, creditor, twice, given: given.value, customer: null, refusal: null })
    else tally.error(errorOf(row.row, row.cells, [wrongOf(source, given.refusal)]))
  }
  return asked
}

/** Finds each row's customer; one whose invoice is new and who is new too is created from what the row says. */
async function settleCustomers(
  batch: Batch,
  asked: readonly Asked[],
  known: ReadonlyMap<string, KnownInvoice>,
): Promise<void> {
  await findFor(batch, asked, row => row.ref)
  // The code in a document is the buyer's own choice of words: an identifier that we know says more.
  await findFor(
    batch,
    asked.filter(each => each.row.file !== null && each.customer === null),
    () => null,
  )
  const strangers = asked.filter(
    each => each.customer === null && each.refusal === null && !known.has(`${each.creditor.id} ${each.given.number}`),
  )
  const identified = ({ row: { ref, says } }: Asked): boolean =>
    ref !== null || [says.siren, says.vatNumber, says.enterpriseNumber].some(id => id !== undefined)
  const named = strangers.filter(each => identified(each) || each.row.says.name !== undefined)
  // Many programs know their customers by name alone: the name is their code until a list gives one.
  const spelled = new Map<string, string>()
  const nameOf = ({ row, creditor }: Asked): string => {
    const name = row.says.name ?? ''
    const key = `${creditor.id} ${plainName(name)}`
    if (!spelled.has(key)) spelled.set(key, name)
    return spelled.get(key) ?? name
  }
  const given = named.map(each => {
    const { row, creditor } = each
    if (identified(each)) return { creditor, ref: row.ref, says: row.says }
    const name = nameOf(each)
    return { creditor, ref: name, says: { ...row.says, name } }
  })
  for (const [n, taken] of (
    await takeCustomers(batch.tx, batch.actor.tenant, given, batch.memory?.customers)
  ).entries()) {
    const each = named[n]
    if (!each) continue
    if (taken.ok) each.customer = taken.value.customer
    else each.refusal = taken.refusal
  }
}

async function findFor(batch: Batch, asked: readonly Asked[], ref: (row: GivenRow) => string | null): Promise<void> {
  if (asked.length === 0) return
  const found = await findCustomers(
    batch.tx,
    asked.map(({ row, creditor }) => ({
      creditor: creditor.id,
      ref: ref(row),
      siren: row.says.siren ?? null,
      vatNumber: row.says.vatNumber ?? null,
      enterpriseNumber: row.says.enterpriseNumber ?? null,
      name: row.says.name ?? null,
    })),
  )
  for (const [n, each] of asked.entries()) {
    const hit = found[n] ?? null
    each.customer = hit === 'several' ? null : hit
    each.refusal = hit === 'several' ? SEVERAL : null
  }
}

// Two rows that contradict each other would move the invoice to and fro at every import.
const TWICE: Refusal = {
  code: 'number-twice',
  message: 'the number stands twice in this file',
  data: { field: 'number', value: null },
}

const SEVERAL: Refusal = {
  code: 'customer-ambiguous',
  message: 'several customers have this identifier or name',
  data: { field: 'customerCode', value: null },
}
