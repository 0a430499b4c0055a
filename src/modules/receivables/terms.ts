import { exportTable, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import {
  governing,
  loadInvoiceTerms,
  loadRegister,
  recordGoverning,
  type Governing,
  type InvoiceTerms,
} from '#modules/terms/index.ts'
import * as store from './terms-store.ts'

const BATCH = 500

async function governingNow(tx: Tx, invoices: readonly InvoiceId[]) {
  const questions = await store.loadGoverningQuestions(tx, invoices)
  const creditors = [...new Set(questions.map(question => question.creditor))]
  const customers = [...new Set(questions.map(question => question.customer))]
  const register = await loadRegister(tx, creditors, customers)
  return { found: questions.map(question => governing(question, register)), versions: register.versions }
}

/** Resolves the terms that govern invoices and writes them on each, with the reasons. */
export async function governInvoices(
  tx: Tx,
  tenant: TenantId,
  invoices: readonly InvoiceId[],
  today: Day,
): Promise<Governing[]> {
  const { found } = await governingNow(tx, invoices)
  await recordGoverning(tx, tenant, found, today)
  return found
}

type Kept = Pick<InvoiceTerms, 'variant' | 'acceptance'> & { readonly version: { readonly id: string } | null }

function same(kept: Kept | undefined, now: Governing): boolean {
  if (!kept) return false
  const { version, variant, acceptance } = kept
  return (version?.id ?? null) === now.version && variant === now.variant && acceptance === now.acceptance
}

/**
 * Looks for the terms of every unpaid invoice that rests on no proof, of one customer or of all. Answers how many were
 * looked at and how many changed. Twice the same is the same.
 */
export async function resolveOpenTerms(
  app: App,
  actor: Actor,
  customer: CustomerId | null = null,
): Promise<{ resolved: number; changed: number }> {
  let resolved = 0
  let changed = 0
  let after: InvoiceId | null = null
  do {
    const from: InvoiceId | null = after
    after = await app.db.inTenant(actor.tenant, async tx => {
      const ids = await store.findUnproven(tx, { customer, after: from, limit: BATCH })
      const before = new Map((await loadInvoiceTerms(tx, ids)).map(terms => [terms.invoice, terms]))
      const { found } = await governingNow(tx, ids)
      const news = found.filter(now => !same(before.get(now.invoice), now))
      await recordGoverning(tx, actor.tenant, news, actor.today)
      resolved += ids.length
      changed += news.length
      return ids.length < BATCH ? null : (ids.at(-1) ?? null)
    })
  } while (after !== null)
  return { resolved, changed }
}

/** The terms on an invoice with their reasons, its days, and whether the title is kept. Refused: `not-found`. */
export function readInvoiceTerms(app: App, actor: Actor, invoice: InvoiceId) {
  return app.db.inTenant(actor.tenant, tx => readTerms(tx, actor, invoice))
}

async function readTerms(tx: Tx, actor: Actor, invoice: InvoiceId) {
  const dates = await store.findDates(tx, invoice)
  const { found, versions } = await governingNow(tx, [invoice])
  const [now] = found
  if (!dates || !now) return notFound(invoice)
  const [kept] = await loadInvoiceTerms(tx, [invoice])
  // What rests on no proof follows the register; what was proven stays until a person asks.
  if (!kept?.acceptance && !same(kept, now)) await recordGoverning(tx, actor.tenant, [now], actor.today)
  const [terms] = await loadInvoiceTerms(tx, [invoice])
  if (!terms) return notFound(invoice)
  const version = versions.find(each => each.id === now.version)
  const { customer: _, ...days } = dates
  const [retention] = await store.findRetention(tx, { invoice })
  return ok({
    ...terms,
    dates: days,
    retention: retention?.state ?? null,
    today: same(terms, now)
      ? null
      : {
          version: version ? { id: version.id, label: version.label } : null,
          variant: now.variant,
          because: now.because,
        },
  })
}

/** The invoice a person names by its number. Refused: `not-found`, `number-ambiguous`. */
export async function findInvoiceId(
  app: App,
  actor: Actor,
  wanted: { readonly number: string; readonly creditor?: string | undefined },
): Promise<Result<InvoiceId>> {
  const [found, ...others] = await app.db.inTenant(actor.tenant, tx => store.findByNumber(tx, wanted))
  const { number } = wanted
  if (!found) return refuse('not-found', `there is no invoice ${number} here`, { number })
  return others.length === 0
    ? ok(found)
    : refuse('number-ambiguous', `several creditors have an invoice ${number}: name one with --creditor`, { number })
}

/** Looks for the terms of an invoice again and keeps the answer on it. Refused: `not-found`. */
export function resolveInvoiceTerms(app: App, actor: Actor, invoice: InvoiceId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const dates = await store.findDates(tx, invoice)
    if (!dates) return notFound(invoice)
    const [before] = await loadInvoiceTerms(tx, [invoice])
    const [now] = await governInvoices(tx, actor.tenant, [invoice], actor.today)
    const facts = { invoice, before: before?.version?.id ?? null, version: now?.version ?? null }
    await record(tx, actor.tenant, actor, [
      { customer: dates.customer, kind: 'invoice-terms-resolved', data: { ...facts, variant: now?.variant ?? null } },
    ])
    return readTerms(tx, actor, invoice)
  })
}

/** Unpaid goods whose title we keep, and whether that would stand. */
export async function listRetention(app: App, actor: Actor, filter: store.RetentionFilter) {
  const { rows, unresolved } = await app.db.inTenant(actor.tenant, async tx => ({
    rows: await store.findRetention(tx, filter),
    unresolved: await store.countUnresolved(tx),
  }))
  const currencies = [...new Set(rows.map(row => row.currency))].toSorted()
  const sum = (some: readonly store.RetentionRow[], currency: string) =>
    moneyToJson(
      money(
        some.filter(row => row.currency === currency).reduce((total, row) => total + row.open, 0n),
        currency,
      ),
    )
  const covered = rows.filter(row => row.state === 'covered')
  return {
    items: rows.map(({ amount, open, currency, ...row }) => ({
      ...row,
      amount: moneyToJson(money(amount, currency)),
      open: moneyToJson(money(open, currency)),
    })),
    totals: currencies.map(currency => ({ open: sum(rows, currency), covered: sum(covered, currency) })),
    unresolved,
  }
}

const STATES: Readonly<Record<store.RetentionState, string>> = {
  covered: 'Couverte',
  'accepted-late': 'Acceptée après la livraison',
  'not-accepted': 'Sans acceptation',
  'delivery-unknown': 'Livraison inconnue',
}

const COLUMNS: readonly ExportColumn<store.RetentionRow>[] = [
  { heading: 'Créancier', cell: row => row.creditor },
  { heading: 'Compte', cell: row => row.customer.ref },
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Facture', cell: row => row.invoice.number },
  { heading: 'Émise le', cell: row => ({ day: row.issueOn }) },
  { heading: 'Échéance', cell: row => ({ day: row.dueOn }) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Montant', cell: row => money(row.amount, row.currency) },
  { heading: 'Reste dû', cell: row => money(row.open, row.currency) },
  { heading: 'Conditions', cell: row => row.terms },
  { heading: 'Acceptées le', cell: row => (row.acceptedOn === null ? null : { day: row.acceptedOn }) },
  { heading: 'Livrée le', cell: row => (row.deliveredOn === null ? null : { day: row.deliveredOn }) },
  { heading: 'Réserve', cell: row => STATES[row.state] },
]

/** The ledger as a file. */
export async function exportRetention(app: App, actor: Actor, filter: store.RetentionFilter, format: ExportFormat) {
  const rows = await app.db.inTenant(actor.tenant, tx => store.findRetention(tx, filter))
  return exportTable('reserve-de-propriete', COLUMNS, rows, format)
}

function notFound(invoice: InvoiceId): Result<never> {
  return refuse('not-found', `there is no invoice ${invoice} here`, { invoice })
}
