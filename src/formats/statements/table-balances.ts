import type { Day } from '#kernel/day.ts'
import { money, toDecimal, type Currency } from '#kernel/money.ts'
import { plain } from '#kernel/text.ts'
import { readAmount } from './amounts.ts'
import { dayIn, type DayOrder } from './day-order.ts'
import { NO_CURRENCY, warn, type Balance, type Findings } from './model.ts'
import { ibanShaped } from './references.ts'
import type { Row, TableEntry } from './table.ts'

/** What the lines above and below a bank's table say of the account. Balances wait for their currency as text. */
export type Metadata = {
  readonly account: string | null
  readonly currency: Currency | null
  readonly opening: { readonly text: string; readonly date: Day | null } | null
  readonly closing: { readonly text: string; readonly date: Day | null } | null
}

const OPENING = /\b(initial|debut|ancien|ouverture|precedent|depart|anfang|alter|begin|vorig|oud|opening|previous)\b/
const ACCOUNT = /\b(compte|konto|rekening|account|iban)\b/

/**
 * Reads account, currency and balances from the lines around the table; the header may name the currency (`Débit
 * euros`).
 */
export function metadataOf(
  above: readonly Row[],
  below: readonly Row[],
  header: Row | undefined,
  order: DayOrder,
): Metadata {
  let account: string | null = null
  let opening: Metadata['opening'] = null
  let closing: Metadata['closing'] = null
  for (const row of [...above, ...below]) {
    const text = row.cells.join(' ')
    const words = plain(text)
    if (above.includes(row)) account ??= accountIn(row, words)
    if (!/\b(solde|saldo|balance|kontostand)\b/.test(words)) continue
    const found = balanceIn(row, order)
    if (!found) continue
    if (OPENING.test(words)) opening ??= found
    else closing ??= found
  }
  const named = plain([header, ...above].map(row => row?.cells.join(' ') ?? '').join(' '))
  const currency =
    /\b(eur|euro|euros)\b/.test(named) || /€/.test(header?.cells.join('') ?? '') ? 'EUR' : otherCurrency(named)
  return { account, currency, opening, closing }
}

function otherCurrency(named: string): Currency | null {
  return /\b(usd|gbp|chf|sek|dkk|nok|pln|czk|cad|jpy|mad|tnd|xof)\b/.exec(named)?.[1]?.toUpperCase() ?? null
}

function accountIn(row: Row, words: string): string | null {
  const cells = row.cells.flatMap(cell => [cell, ...cell.split(/[:=]/)]).map(cell => cell.replace(/["'=]/g, '').trim())
  const iban = cells.map(ibanShaped).find(found => found !== null)
  if (iban !== undefined) return iban
  if (!ACCOUNT.test(words)) return null
  return (
    cells.map(cell => /\d{7,}[A-Z]?\d{0,4}/.exec(cell.replace(/[\s-]/g, ''))?.[0]).find(found => found !== undefined) ??
    null
  )
}

function balanceIn(row: Row, order: DayOrder): { text: string; date: Day | null } | null {
  const cells = row.cells.flatMap(cell => [cell, ...cell.split(/[:=]/).slice(1)])
  const quiet: Findings = { statements: [], warnings: [] }
  const amounts = (texts: readonly string[]): string | undefined =>
    texts
      .filter(cell => /\d/.test(cell) && dayIn(cell, order) === null)
      .findLast(cell => readAmount(cell, NO_CURRENCY, quiet, null) !== null)
  // « Solde au 02/04/2026 3 250,50 € » may stand in one cell.
  const text = amounts(cells) ?? amounts(row.cells.flatMap(cell => ENDING_AMOUNT.exec(cell)?.[1] ?? []))
  const stamp = /\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}/.exec(row.cells.join(' '))?.[0]
  return text === undefined ? null : { text, date: stamp === undefined ? null : dayIn(stamp, order) }
}

const ENDING_AMOUNT = /\s([+-]?\d{1,3}(?:[ .\u00a0\u202f]?\d{3})*,\d{2})\s*(?:€|EUR)?\s*$/

/**
 * Opening and closing balances: from the running balance of each line (checked line by line, `balance-gap`), else from
 * the lines around the table.
 */
export function chained(
  group: readonly TableEntry[],
  metadata: Metadata | null,
  currency: Currency,
  findings: Findings,
): { opening: Balance | null; closing: Balance | null } {
  const stated = (found: Metadata['opening'] | undefined): Balance | null => {
    const amount = found ? readAmount(found.text, currency, findings, null) : null
    return found && amount ? { amount, date: found.date } : null
  }
  const [opens, closes] = [stated(metadata?.opening), stated(metadata?.closing)]
  const booked = group.filter(member => !member.entry.pending)
  const [first, last] = [booked[0], booked.at(-1)]
  if (!first || !last || booked.some(member => member.balance === null)) return { opening: opens, closing: closes }
  const forward = gaps(booked)
  const backward = gaps(booked.toReversed())
  const [ordered, found] = backward.length < forward.length ? [booked.toReversed(), backward] : [booked, forward]
  for (const member of found) {
    const balance = toDecimal(member.balance ?? money(0n, currency))
    const message = `the running balance ${balance} does not follow from the line before it`
    warn(findings, 'balance-gap', message, `line ${member.row}`)
  }
  const [oldest, newest] = [ordered[0] ?? first, ordered.at(-1) ?? last]
  const opening = money((oldest.balance?.amount ?? 0n) - oldest.entry.amount.amount, currency)
  return {
    opening: { amount: opening, date: null },
    closing: closes ?? { amount: newest.balance ?? opening, date: newest.entry.bookingDate ?? newest.entry.valueDate },
  }
}

function gaps(members: readonly TableEntry[]): TableEntry[] {
  return members.filter((member, index) => {
    const before = members[index - 1]
    return (
      before !== undefined && (before.balance?.amount ?? 0n) + member.entry.amount.amount !== member.balance?.amount
    )
  })
}
