import { exportTable, tooManyRows, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import type { Day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { money, moneyFromJson, moneyToJson, type Money, type MoneyJson } from '#kernel/money.ts'
import { ok, refuse, unwrap, type Result } from '#kernel/result.ts'
import { chargesToJson } from '#law/charge-json.ts'
import type { RateLine } from '#law/rates/rates.ts'
import { loadRates } from '#modules/terms/index.ts'
import { claimable, claimOf, statementOf } from './decide.ts'
import { questionOfClaim } from './question.ts'
import { CHARGE_KINDS, type ChargeKind, type Choices } from './model.ts'
import { statementPdf } from './statement-page.ts'
import * as store from './store.ts'

/** One invoice with its ledger and how it is computed. */
export type InvoiceCharges = ReturnType<typeof chargesOf>

function chargesOf(charged: store.Charged, choices: Choices, asOf: Day, lines: readonly RateLine[]) {
  const stated = statementOf(charged, choices, asOf, lines)
  const { currency, names } = charged
  const kinds = stated.ok ? claimable(stated.value.statement, charged.ledger) : []
  return {
    invoice: {
      id: charged.invoice,
      number: charged.number,
      dueOn: charged.dueOn,
      amount: moneyToJson(money(charged.amount, currency)),
      open: moneyToJson(money(charged.open, currency)),
    },
    customer: { id: charged.customer, name: names.name, ref: names.ref },
    asOf,
    lines: CHARGE_KINDS.map(kind => {
      const of = kind === 'fee' ? 'EUR' : currency
      const found = kinds.find(each => each.kind === kind)
      const ledger = charged.ledger.find(line => line.kind === kind && line.currency === of)
      const shown = (amount: bigint) => moneyToJson(money(amount, of))
      const { claimed = 0n, waived = 0n, waivedBefore = 0n, collected = 0n } = ledger ?? {}
      return {
        kind,
        computed: found ? moneyToJson(found.computed) : shown(0n),
        claimed: shown(claimed),
        waived: shown(waived + waivedBefore),
        collected: shown(collected),
        remaining: shown(claimed - waived - collected),
        toClaim: found ? moneyToJson(found.left) : shown(0n),
      }
    }),
    statement: stated.ok ? chargesToJson(stated.value.statement) : null,
    refusal: stated.ok ? null : stated.refusal,
  }
}

/** Computed, claimed, waived and collected on one invoice, explained. Refused: `not-found`. */
export function readInvoiceCharges(
  app: App,
  actor: Actor,
  invoice: InvoiceId,
  choices: Choices,
  asOf: Day,
): Promise<Result<InvoiceCharges>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [charged] = await store.loadCharged(tx, [invoice])
    return charged ? ok(chargesOf(charged, choices, asOf, await loadRates(tx))) : notFound(invoice)
  })
}

/** The statement of one invoice as a PDF in the customer's language. Refused: `not-found`, `unknown-rate`. */
export function printInvoiceCharges(
  app: App,
  actor: Actor,
  invoice: InvoiceId,
  asOf: Day,
): Promise<Result<{ bytes: Uint8Array; name: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [charged] = await store.loadCharged(tx, [invoice])
    if (!charged) return notFound(invoice)
    const stated = statementOf(charged, {}, asOf, await loadRates(tx))
    if (!stated.ok) return stated
    const { names, number } = charged
    const bytes = statementPdf(stated.value.claim, stated.value.statement, {
      language: names.language,
      creditorName: names.creditorName,
      customerName: names.name,
      invoiceNumber: number,
      today: actor.today,
    })
    return ok({ bytes, name: `penalites-${number}-${asOf}.pdf` })
  })
}

/** One page of late or charged invoices, each computed today. Refused: `not-a-sort`, `not-a-cursor`. */
export function listCharges(
  app: App,
  actor: Actor,
  {
    sort,
    cursor,
    limit,
    ...filter
  }: store.ChargeFilter & {
    readonly sort?: string | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findCharged(tx, filter, { sort: sort ?? 'due', cursor, limit }, actor.today)
    if (!found.ok) return found
    const lines = await loadRates(tx)
    const line = (row: store.Charged) => {
      const { statement: _statement, ...shown } = chargesOf(row, {}, actor.today, lines)
      return shown
    }
    return ok({ ...pageFrom(found.value.rows, limit, store.keyOf, line), count: found.value.count })
  })
}

/** The most invoices a sum takes, oldest due date first: the answer says how many it counted. */
const MOST = 20_000
/** The most invoices a file takes. */
const MOST_EXPORTED = 100_000

type Sums = Record<'computed' | 'claimed' | 'waived' | 'collected' | 'remaining' | 'toClaim', bigint>
const NAMES = ['computed', 'claimed', 'waived', 'collected', 'remaining', 'toClaim'] as const

/** The list added up by kind and currency, and why some could not be computed. */
export function sumCharges(app: App, actor: Actor, filter: store.ChargeFilter) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findCharged(tx, filter, { sort: 'due', limit: MOST - 1 }, actor.today)
    if (!found.ok) return found
    const rates = await loadRates(tx)
    const sums = new Map<string, { kind: ChargeKind; currency: string; of: Sums }>()
    const refused = new Map<string, { code: string; message: string; count: number }>()
    for (const row of found.value.rows) {
      const { lines, refusal } = chargesOf(row, {}, actor.today, rates)
      if (refusal) {
        const { code, message } = refusal
        refused.set(message, { code, message, count: (refused.get(message)?.count ?? 0) + 1 })
      }
      for (const line of lines) addTo(sums, line)
    }
    return ok({
      sums: [...sums.values()].map(({ kind, currency, of }) => ({ kind, ...jsonOf(of, currency) })),
      count: found.value.count,
      counted: found.value.rows.length,
      refused: [...refused.values()],
    })
  })
}

function addTo(
  sums: Map<string, { kind: ChargeKind; currency: string; of: Sums }>,
  line: InvoiceCharges['lines'][number],
): void {
  const { kind, claimed: { currency } } = line // prettier-ignore
  const key = `${kind} ${currency}`
  const sum = sums.get(key)?.of
  const add = (name: (typeof NAMES)[number]): [string, bigint] => [
    name,
    (sum?.[name] ?? 0n) + unwrap(moneyFromJson(line[name])).amount,
  ]
  sums.set(key, { kind, currency, of: Object.fromEntries(NAMES.map(add)) as Sums })
}

function jsonOf(of: Sums, currency: string) {
  const [computed, claimed, waived, collected, remaining, toClaim] = NAMES.map(name =>
    moneyToJson(money(of[name], currency)),
  ) as [MoneyJson, MoneyJson, MoneyJson, MoneyJson, MoneyJson, MoneyJson]
  return { computed, claimed, waived, collected, remaining, toClaim }
}

type Exported = { readonly charges: InvoiceCharges; readonly line: InvoiceCharges['lines'][number] }

const KIND_WORDS = { interest: 'Pénalités de retard', fee: 'Indemnité forfaitaire' } as const
const amountOf = (value: MoneyJson): Money => unwrap(moneyFromJson(value))

const COLUMNS: readonly ExportColumn<Exported>[] = [
  { heading: 'Code client', cell: ({ charges }) => charges.customer.ref },
  { heading: 'Client', cell: ({ charges }) => charges.customer.name },
  { heading: 'N° facture', cell: ({ charges }) => charges.invoice.number },
  { heading: 'Date d’échéance', cell: ({ charges }) => ({ day: charges.invoice.dueOn }) },
  { heading: 'Reste dû', cell: ({ charges }) => amountOf(charges.invoice.open) },
  { heading: 'Nature', cell: ({ line }) => KIND_WORDS[line.kind] },
  { heading: 'Devise', cell: ({ line }) => line.claimed.currency },
  { heading: 'Calculé', cell: ({ line }) => amountOf(line.computed) },
  { heading: 'Réclamé', cell: ({ line }) => amountOf(line.claimed) },
  { heading: 'Remis', cell: ({ line }) => amountOf(line.waived) },
  { heading: 'Encaissé', cell: ({ line }) => amountOf(line.collected) },
  { heading: 'Reste à encaisser', cell: ({ line }) => amountOf(line.remaining) },
  { heading: 'Reste à réclamer', cell: ({ line }) => amountOf(line.toClaim) },
  { heading: 'Remarque', cell: ({ charges }) => charges.refusal?.message ?? null },
]

/** The list as a file, a line per invoice and kind. Refused: `not-a-sort`, `too-many-rows` beyond 100,000 invoices. */
export function exportCharges(
  app: App,
  actor: Actor,
  { sort, ...filter }: store.ChargeFilter & { readonly sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findCharged(tx, filter, { sort: sort ?? 'due', limit: MOST_EXPORTED }, actor.today)
    if (!found.ok) return found
    if (found.value.count > MOST_EXPORTED) return tooManyRows(MOST_EXPORTED)
    const rates = await loadRates(tx)
    const rows = found.value.rows.flatMap(row => {
      const charges = chargesOf(row, {}, actor.today, rates)
      return charges.lines.map(line => ({ charges, line }))
    })
    return exportTable(`penalites-et-frais-${actor.today}`, COLUMNS, rows, format)
  })
}

/** An invoice as a question for the calculator. Refused: `not-found`. */
export function readChargeQuestion(app: App, actor: Actor, invoice: InvoiceId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const [charged] = await store.loadCharged(tx, [invoice])
    if (!charged) return notFound(invoice)
    const { creditorName, name } = charged.names
    const question = questionOfClaim(claimOf(charged, {}, actor.today))
    return ok({ question, creditorName, customerName: name, invoiceNumber: charged.number })
  })
}

function notFound(invoice: InvoiceId): Result<never> {
  return refuse('not-found', `there is no invoice ${invoice} here that may bear charges`, { invoice })
}
