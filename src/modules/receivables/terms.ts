import { exportTable, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
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

type Sorted = {
  readonly sort?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const ORDER: readonly store.RetentionState[] = ['covered', 'delivery-unknown', 'accepted-late', 'not-accepted']
const SORTS: Readonly<Record<string, (row: store.RetentionRow) => string | number | bigint>> = {
  customer: row => plainName(row.customer.name),
  number: row => row.invoice.number,
  accepted: row => row.acceptedOn ?? '9',
  delivered: row => row.deliveredOn ?? '9',
  due: row => row.dueOn,
  state: row => ORDER.indexOf(row.state),
  open: row => row.open,
}

/**
 * Unpaid goods whose title we keep, and whether that would stand; totals are of all pages. Refused: `not-a-sort`,
 * `not-a-cursor`.
 */
export async function listRetention(
  app: App,
  actor: Actor,
  { sort = 'customer', cursor = '0', limit = 5000, ...filter }: store.RetentionFilter & Sorted,
) {
  const key = SORTS[sort.replace(/^-/, '')]
  if (!key) return refuse('not-a-sort', `cannot sort by "${sort}"; there is ${Object.keys(SORTS).join(', ')}`, { sort })
  // The whole ledger is loaded for its totals: a cursor is a place in it.
  const start = Number(cursor)
  if (!Number.isSafeInteger(start) || start < 0) {
    return refuse('not-a-cursor', 'cursor is not one this list gave out; start again without it')
  }
  const { rows, unresolved } = await app.db.inTenant(actor.tenant, async tx => ({
    rows: await store.findRetention(tx, filter),
    unresolved: await store.countUnresolved(tx),
  }))
  const way = sort.startsWith('-') ? -1 : 1
  const sorted = rows.toSorted((a, b) => (key(a) < key(b) ? -way : key(a) > key(b) ? way : 0))
  return ok({
    items: sorted.slice(start, start + limit).map(({ amount, open, currency, ...row }) => ({
      ...row,
      amount: moneyToJson(money(amount, currency)),
      open: moneyToJson(money(open, currency)),
    })),
    next: start + limit < rows.length ? String(start + limit) : null,
    count: rows.length,
    totals: totalsOf(rows),
    unresolved,
  })
}

function totalsOf(rows: readonly store.RetentionRow[]) {
  const covered = rows.filter(row => row.state === 'covered')
  const sum = (some: readonly store.RetentionRow[], currency: string) => {
    const those = some.filter(row => row.currency === currency)
    return moneyToJson(
      money(
        those.reduce((total, row) => total + row.open, 0n),
        currency,
      ),
    )
  }
  const currencies = [...new Set(rows.map(row => row.currency))].toSorted()
  return currencies.map(currency => ({ open: sum(rows, currency), covered: sum(covered, currency) }))
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
