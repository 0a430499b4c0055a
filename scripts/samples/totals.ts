import { addMonths, dayNumber, endOfMonth, type Day } from '#kernel/day.ts'
import type { SampleDocument } from './invoices.ts'

/** The aged balance of one day: what is open by days late, credit notes negative, each by its own due date. */
export type Aged = {
  open: bigint
  notDue: bigint
  d1to30: bigint
  d31to60: bigint
  d61to90: bigint
  over90: bigint
  openItems: number
}

export type Totals = {
  customers: number
  invoices: number
  creditNotes: number
  net: bigint
  tax: bigint
  gross: bigint
  open: bigint
  readonly aged: ReadonlyMap<Day, Aged>
}

/** The reference day, and two month ends before it. */
export function agedDays(today: Day): readonly Day[] {
  return [today, endOfMonth(addMonths(today, -5)), endOfMonth(addMonths(today, -11))]
}

export function emptyTotals(customers: number, days: readonly Day[]): Totals {
  const aged = new Map(
    days.map((on): [Day, Aged] => [
      on,
      { open: 0n, notDue: 0n, d1to30: 0n, d31to60: 0n, d61to90: 0n, over90: 0n, openItems: 0 },
    ]),
  )
  return { customers, invoices: 0, creditNotes: 0, net: 0n, tax: 0n, gross: 0n, open: 0n, aged }
}

/** Adds one document, credit notes with a minus sign. */
export function addDocument(totals: Totals, document: SampleDocument): void {
  const sign = document.kind === 'invoice' ? 1n : -1n
  if (document.kind === 'invoice') totals.invoices += 1
  else totals.creditNotes += 1
  totals.net += sign * document.net
  totals.tax += sign * document.tax
  totals.gross += sign * document.gross
  totals.open += sign * (document.gross - document.paid)
  for (const [on, aged] of totals.aged) {
    if (document.issueOn > on) continue
    const paid = document.paidOn !== null && document.paidOn <= on ? document.paid : 0n
    const open = sign * (document.gross - paid)
    if (open === 0n) continue
    aged.open += open
    aged.openItems += 1
    aged[columnOf(dayNumber(on) - dayNumber(document.dueOn))] += open
  }
}

/** An invoice is late from the day after its due date. */
function columnOf(late: number): 'notDue' | 'd1to30' | 'd31to60' | 'd61to90' | 'over90' {
  if (late <= 0) return 'notDue'
  if (late <= 30) return 'd1to30'
  if (late <= 60) return 'd31to60'
  return late <= 90 ? 'd61to90' : 'over90'
}

/** Totals as `expected.json` writes them: amounts are decimal strings. */
export function totalsToJson(totals: Totals): Record<string, unknown> {
  const { aged, ...rest } = totals
  const days = Object.fromEntries([...aged].map(([on, columns]) => [on, plainAmounts(columns)]))
  return { ...plainAmounts(rest), aged: days }
}

const plainAmounts = (row: Record<string, bigint | number>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? decimal(value) : value]),
  )

/** Cents → `1234.56`; by hand, since the benches write it by the million. */
export function decimal(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
