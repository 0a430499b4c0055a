import { exportTable, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { addMonths, endOfMonth, startOfMonth, type Day } from '#kernel/day.ts'
import { money, moneyToJson, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { AGED_SORTS, loadAged, loadAgedTotals, type AgedBy, type AgedFilter, type AgedRow, type Ages } from './store.ts'

/** What is asked of the aged balance. */
export type AgedQuery = AgedFilter & { readonly asOf?: Day | undefined; readonly by: AgedBy; readonly sort: string }

/** The aged balance as the screens, the API, the files and the command line all show it. */
export type AgedBalance = {
  readonly asOf: Day
  readonly by: AgedBy
  readonly totals: readonly Ages[]
  readonly rows: readonly AgedRow[]
}

/**
 * The aged balance at the end of a day, grouped. The totals are the sums of the lines, so that every face of the report
 * agrees to the cent. Refused: `not-a-sort`.
 */
export function agedBalance(app: App, actor: Actor, query: AgedQuery): Promise<Result<AgedBalance>> {
  const { asOf = actor.today, by, sort, ...filter } = query
  if (!AGED_SORTS.includes(sort.replace(/^-/, ''))) {
    const refusal = refuse('not-a-sort', `cannot sort by "${sort}"; there is ${AGED_SORTS.join(', ')}`, { sort })
    return Promise.resolve(refusal)
  }
  return app.db.inTenant(actor.tenant, async tx => {
    const rows = await loadAged(tx, { asOf, today: actor.today, by, sort, filter })
    return ok({ asOf, by, totals: totalsOf(rows), rows })
  })
}

function totalsOf(rows: readonly AgedRow[]): Ages[] {
  const byCurrency = new Map<string, Ages>()
  for (const row of rows) {
    const sum = byCurrency.get(row.currency)
    const { currency, total, not_due, d1_30, d31_60, d61_90, d90 } = row
    byCurrency.set(currency, {
      currency,
      total: total + (sum?.total ?? 0n),
      not_due: not_due + (sum?.not_due ?? 0n),
      d1_30: d1_30 + (sum?.d1_30 ?? 0n),
      d31_60: d31_60 + (sum?.d31_60 ?? 0n),
      d61_90: d61_90 + (sum?.d61_90 ?? 0n),
      d90: d90 + (sum?.d90 ?? 0n),
    })
  }
  return [...byCurrency.values()].sort((a, b) => (a.total < b.total ? 1 : -1))
}

/** The ages as JSON. */
export function agesToJson(ages: Ages) {
  const json = (amount: bigint) => moneyToJson(money(amount, ages.currency))
  return {
    total: json(ages.total),
    notDue: json(ages.not_due),
    days1to30: json(ages.d1_30),
    days31to60: json(ages.d31_60),
    days61to90: json(ages.d61_90),
    over90: json(ages.d90),
    overdue: json(ages.total - ages.not_due),
  }
}

/**
 * The aged balance at the end of each of the twelve months before `asOf`, and on that day, narrowed as the balance
 * itself, in the currency with most of the money.
 */
export function agedTrend(app: App, actor: Actor, asOf: Day, filter: AgedFilter) {
  return app.db.inTenant(actor.tenant, async tx => {
    const days = [...Array(12).keys()].map(back => endOfMonth(addMonths(startOfMonth(asOf), back - 12)))
    const found: { asOf: Day; ages: Ages[] }[] = []
    for (const on of [...days, asOf]) found.push({ asOf: on, ages: await loadAgedTotals(tx, on, actor.today, filter) })
    const currency = found.at(-1)?.ages[0]?.currency ?? 'EUR'
    return found.map(({ asOf: on, ages }) => {
      const main = ages.find(age => age.currency === currency) ?? { ...NOTHING, currency }
      return { asOf: on, ...agesToJson(main) }
    })
  })
}

const NOTHING = { total: 0n, not_due: 0n, d1_30: 0n, d31_60: 0n, d61_90: 0n, d90: 0n }

const amountOf =
  (pick: (row: AgedRow) => bigint) =>
  (row: AgedRow): Money =>
    money(pick(row), row.currency)

const COLUMNS: readonly ExportColumn<AgedRow>[] = [
  { heading: 'Compte', cell: row => row.ref },
  { heading: 'Libellé', cell: row => row.name },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Pièces', cell: row => row.items },
  { heading: 'Encours', cell: amountOf(row => row.total) },
  { heading: 'Non échu', cell: amountOf(row => row.not_due) },
  { heading: '1-30', cell: amountOf(row => row.d1_30) },
  { heading: '31-60', cell: amountOf(row => row.d31_60) },
  { heading: '61-90', cell: amountOf(row => row.d61_90) },
  { heading: '90+', cell: amountOf(row => row.d90) },
  { heading: 'Échu', cell: amountOf(row => row.total - row.not_due) },
]

/** The aged balance as a file, with its totals in the last lines. Refused: `not-a-sort`. */
export async function exportAged(app: App, actor: Actor, query: AgedQuery, format: ExportFormat) {
  const balance = await agedBalance(app, actor, query)
  if (!balance.ok) return balance
  const { rows, totals, asOf } = balance.value
  const sums = totals.map(total => ({
    ...total,
    id: null,
    ref: null,
    name: 'Total',
    items: itemsOf(rows, total.currency),
  }))
  return exportTable(`balance-agee-${asOf}`, COLUMNS, [...rows, ...sums], format)
}

function itemsOf(rows: readonly AgedRow[], currency: string): number {
  return rows.filter(row => row.currency === currency).reduce((sum, row) => sum + row.items, 0)
}
