import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { keyOf } from '#platform/db/page.ts'
import { loadFile } from '#platform/files.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { InvoiceDocument } from '#formats/outcome.ts'
import { readAny } from '#formats/read.ts'
import { judgeInvoice, type DocumentFacts } from './quality-decide.ts'
import WORDS from './messages.fr.json' with { type: 'json' }
import * as store from './quality-store.ts'
import { governInvoices, readInvoiceTerms } from './terms.ts'
import * as termsStore from './terms-store.ts'

const BATCH = 500

const KINDS = { company: 'business', public: 'public', private: 'consumer', unknown: 'unknown' } as const

/**
 * Resolves the terms of invoices, judges their quality and writes what was found. Twice the same is the same: it may be
 * called again whenever something about them was learnt. `documents` are those the caller has just read; the others are
 * read from where they are kept.
 */
export async function checkInvoices(
  tx: Tx,
  tenant: TenantId,
  invoices: readonly InvoiceId[],
  today: Day,
  documents: ReadonlyMap<InvoiceId, InvoiceDocument> = new Map(),
): Promise<store.Judgement[]> {
  if (invoices.length === 0) return []
  await governInvoices(tx, tenant, invoices, today)
  const rows = await store.loadJudged(tx, invoices)
  const judged: store.Judgement[] = []
  for (const { invoice, clauses, sha256, customerKind, ...facts } of rows) {
    const read = documents.get(invoice)
    const document = read ? factsOf(read) : sha256 === null ? null : await readDocumentFacts(tx, tenant, sha256)
    const term = clauses?.payment ?? null
    const sector = clauses?.sector ?? 'general'
    const findings = judgeInvoice({ ...facts, customerKind: KINDS[customerKind], term, sector, document })
    judged.push({ invoice, findings })
  }
  await store.recordFindings(tx, tenant, judged, today)
  return judged
}

// A picture of an invoice carries nothing a program can judge: null.
async function readDocumentFacts(tx: Tx, tenant: TenantId, sha256: string): Promise<DocumentFacts | null> {
  const file = await loadFile(tx, tenant, sha256)
  if (!file.ok) return null
  const read = await readAny(file.value.bytes, file.value.name)
  const document = read.kind === 'invoice' && read.documents.length === 1 ? read.documents[0] : undefined
  return document ? factsOf(document) : null
}

function factsOf(document: InvoiceDocument): DocumentFacts {
  const { notes, terms, seller, buyer } = document
  return {
    text: [...notes.map(note => note.text), terms ?? ''].join('\n'),
    noteCodes: notes.flatMap(note => note.subject ?? []),
    dueDate: document.dueDate,
    sellerName: seller.name,
    sellerNumber: seller.siren ?? seller.siret ?? seller.enterpriseNumber ?? seller.vat,
    sellerVat: seller.vat,
    buyerName: buyer.name,
    buyerSiren: buyer.siren ?? buyer.siret,
    orderReference: document.orderReference,
  }
}

/**
 * Checks the given invoices, or all that were never checked. Answers how many were looked at and how many have points.
 */
export async function checkQuality(
  app: App,
  actor: Actor,
  invoices?: readonly InvoiceId[],
): Promise<{ checked: number; withFindings: number }> {
  let checked = 0
  let withFindings = 0
  const count = (judged: readonly store.Judgement[]): void => {
    checked += judged.length
    withFindings += judged.filter(each => each.findings.length > 0).length
  }
  if (invoices) {
    count(await app.db.inTenant(actor.tenant, tx => checkInvoices(tx, actor.tenant, invoices, actor.today)))
    return { checked, withFindings }
  }
  let after: InvoiceId | null = null
  for (;;) {
    const last: InvoiceId | null = await app.db.inTenant(actor.tenant, async tx => {
      const ids = await store.findUnjudged(tx, after, BATCH)
      if (ids.length > 0) count(await checkInvoices(tx, actor.tenant, ids, actor.today))
      return ids.at(-1) ?? null
    })
    if (last === null) return { checked, withFindings }
    after = last
  }
}

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

const shown = ({ sort_key: _, ...row }: store.FindingRow & { sort_key: string; id: string }) => row

/** One page of findings with their chart by cause. Refused: `not-a-sort`, `not-a-cursor`. */
export function listFindings(app: App, actor: Actor, { sort, cursor, limit, ...filter }: store.FindingFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findFindings(tx, filter, { sort: sort ?? '-found', cursor, limit })
    if (!found.ok) return found
    const { rows, count, byCause } = found.value
    return ok({ ...pageFrom(rows, limit, keyOf, shown), count, byCause })
  })
}

// In the words of the screen: the cause, and which mention is absent.
function motifOf({ code, facts }: store.FindingRow): string {
  const causes: Readonly<Record<string, string>> = WORDS.causeName
  const mentions: Readonly<Record<string, string>> = WORDS.mention
  if (code === 'mention') return `mention absente : ${mentions[String(facts['mention'])] ?? String(facts['mention'])}`
  return causes[code] ?? code
}

const COLUMNS: readonly ExportColumn<store.FindingRow>[] = [
  { heading: 'N° facture', cell: row => row.invoice.number },
  { heading: 'Date de facture', cell: row => ({ day: row.issueOn }) },
  { heading: 'Code client', cell: row => row.customer.ref },
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Motif', cell: motifOf },
  { heading: 'Gravité', cell: row => WORDS.severity[row.severity] },
  { heading: 'Texte', cell: row => row.article },
  { heading: 'État', cell: row => WORDS.findingState[row.state] },
  { heading: 'Retenue des relances', cell: row => (row.holds ? 'oui' : 'non') },
  { heading: 'Trouvé le', cell: row => ({ day: row.foundOn }) },
  { heading: 'Note', cell: row => row.note },
]

/** The list as a file. Refused: `not-a-sort`, `too-many-rows`. */
export function exportFindings(
  app: App,
  actor: Actor,
  { sort, ...filter }: store.FindingFilter & Pick<Query, 'sort'>,
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findFindings(tx, filter, { sort: sort ?? '-found', limit: MOST_ROWS })
    if (!found.ok) return found
    return exportTable(`qualite-des-factures-${actor.today}`, COLUMNS, found.value.rows, format)
  })
}

/** Days from delivery to invoice and from invoice to posting, of the invoices issued in the last twelve months. */
export function readDelays(app: App, actor: Actor) {
  const since = addDays(actor.today, -365)
  return app.db.inTenant(actor.tenant, async tx => ({ since, ...(await store.loadDelays(tx, since)) }))
}

/** Accepts, mends or reopens a finding, or holds the invoice by it. Refused: `not-found`, `note-needed`. */
export function settleFinding(
  app: App,
  actor: Actor,
  invoice: InvoiceId,
  given: {
    readonly code: string
    readonly state: 'open' | 'mended' | 'accepted'
    readonly holds: boolean
    readonly note: string | null
  },
): Promise<Result<store.FindingRow & { readonly id: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    if (given.state === 'accepted' && !given.note?.trim()) {
      return refuse('note-needed', 'say why this is accepted as it is', { field: 'note' })
    }
    const { code, state, note } = given
    const holds = state === 'open' && given.holds
    const key = { invoice, code }
    const settled = await store.recordSettlement(tx, key, {
      state,
      holds,
      note,
      by: actor.user,
      today: actor.today,
    })
    const found = await store.findFindings(tx, key, { sort: 'found', limit: 1 })
    const row = found.ok ? found.value.rows[0] : undefined
    if (!settled || !row) return refuse('not-found', `invoice ${invoice} has no finding ${code}`, { invoice, code })
    await record(tx, actor.tenant, actor, [
      { customer: row.customer.id, kind: 'invoice-finding-settled', data: { invoice, code, state, holds, note } },
    ])
    return ok(shown(row))
  })
}

/** Says the days of an order, a delivery, a posting; terms and quality are judged again. Refused: `not-found`. */
export function saveDates(app: App, actor: Actor, invoice: InvoiceId, given: termsStore.InvoiceDates) {
  return app.db
    .inTenant(actor.tenant, async tx => {
      const before = await termsStore.findDates(tx, invoice)
      if (!before) return notFound(invoice)
      await termsStore.recordDates(tx, actor.tenant, invoice, given)
      await checkInvoices(tx, actor.tenant, [invoice], actor.today)
      await record(tx, actor.tenant, actor, [
        { customer: before.customer, kind: 'invoice-dates-said', data: { invoice, ...given } },
      ])
      return ok(undefined)
    })
    .then(async saved => (saved.ok ? readInvoiceTerms(app, actor, invoice) : saved))
}

/** What a customer asks for on our invoices. Refused: `not-found`. */
export function readDemand(app: App, actor: Actor, customer: CustomerId): Promise<Result<store.Demand>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const demand = await store.findDemand(tx, customer)
    return demand ? ok(demand) : refuse('not-found', `there is no customer ${customer} here`, { customer })
  })
}

/** Says what a customer asks for. Refused: `not-found`. */
export function saveDemand(
  app: App,
  actor: Actor,
  customer: CustomerId,
  demand: store.Demand,
): Promise<Result<store.Demand>> {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await store.findDemand(tx, customer))) {
      return refuse('not-found', `there is no customer ${customer} here`, { customer })
    }
    await store.recordDemand(tx, actor.tenant, customer, demand)
    await record(tx, actor.tenant, actor, [{ customer, kind: 'invoice-demand-said', data: { ...demand } }])
    return ok(demand)
  })
}

function notFound(invoice: InvoiceId): Result<never> {
  return refuse('not-found', `there is no invoice ${invoice} here`, { invoice })
}
