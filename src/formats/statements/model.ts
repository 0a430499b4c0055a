import type { Day } from '#kernel/day.ts'
import { divideRounded } from '#kernel/rounding.ts'
import { exponent, money, toDecimal, type Currency, type Money } from '#kernel/money.ts'
import type { ReadOutcome, StatementBalance, StatementDocument, StatementEntry, Warning } from '../outcome.ts'

/** ISO 4217 « no currency »: stands where the file names none, and becomes `null` in the answer. */
export const NO_CURRENCY: Currency = 'XXX'

/** A booked balance: positive when the bank owes the account holder. */
export type Balance = { readonly amount: Money; readonly date: Day | null }

/** One transaction as a reader found it; every absent part is null. `pending` lines are not in the balances. */
export type Entry = {
  readonly bookingDate: Day | null
  readonly valueDate: Day | null
  readonly amount: Money
  readonly name: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
  readonly bankReference: string | null
  readonly code: string | null
  readonly returned: string | null
  readonly parent: string | null
  readonly raw: string
  readonly pending: boolean
}

/** One statement as a reader found it; `where` names its place in the file (`line 12`). */
export type Statement = {
  readonly account: string | null
  readonly currency: Currency
  readonly number: string | null
  readonly opening: Balance | null
  readonly closing: Balance | null
  readonly entries: readonly Entry[]
  readonly where: string | null
}

/** An entry with nothing known but its amount and its text. */
export function blankEntry(amount: Money, raw: string): Entry {
  return {
    bookingDate: null,
    valueDate: null,
    amount,
    name: null,
    iban: null,
    remittance: null,
    structuredReference: null,
    endToEndId: null,
    bankReference: null,
    code: null,
    returned: null,
    parent: null,
    raw,
    pending: false,
  }
}

/**
 * Why a file cannot be taken in. Thrown inside a reader and turned into a refused outcome at its door (`reading`), so
 * that the field-by-field code stays readable; nothing outside this folder sees it.
 */
export class Unreadable extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What a reader collects while it reads. */
export type Findings = { readonly statements: Statement[]; readonly warnings: Warning[] }

/** Adds a named warning. */
export function warn(findings: Findings, code: string, message: string, where: string | null): void {
  findings.warnings.push({ code, message, where })
}

/**
 * Runs a reader and turns what it found into the outcome: balances checked, continuity checked, amounts as decimals.
 * When the reader gives up, the statements it had completed are shown in `documents` of the refusal.
 */
export function reading(format: string, profile: string | null, read: (findings: Findings) => void): ReadOutcome {
  const findings: Findings = { statements: [], warnings: [] }
  try {
    read(findings)
    if (findings.statements.length === 0) {
      throw new Unreadable('no-statement', `the file is ${format} but holds no account statement`)
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const documents = findings.statements.map(statement => finish(statement, { statements: [], warnings: [] }))
    const refusal = { code: error.code, message: error.message }
    return { kind: 'refused', format, profile, documents, warnings: findings.warnings, error: refusal }
  }
  const documents = findings.statements.map(statement => finish(statement, findings))
  checkContinuity(findings)
  return { kind: 'statement', format, profile, documents, warnings: findings.warnings, error: null }
}

function finish(statement: Statement, findings: Findings): StatementDocument {
  return {
    account: statement.account,
    currency: orNull(statement.currency),
    number: statement.number,
    openingBalance: balanceOf(statement.opening),
    closingBalance: balanceOf(statement.closing),
    balanced: isBalanced(statement, findings),
    entries: statement.entries.map(entryOf),
  }
}

function entryOf(entry: Entry): StatementEntry {
  const { name, iban, amount, pending, ...rest } = entry
  const said = { ...rest, amount: toDecimal(amount), currency: orNull(amount.currency), counterparty: { name, iban } }
  return pending ? { ...said, pending } : said
}

function balanceOf(balance: Balance | null): StatementBalance | null {
  return balance && { amount: toDecimal(balance.amount), date: balance.date }
}

function orNull(currency: Currency): Currency | null {
  return currency === NO_CURRENCY ? null : currency
}

function isBalanced(statement: Statement, findings: Findings): boolean | null {
  const { opening, closing, where, currency } = statement
  const booked = statement.entries.filter(entry => !entry.pending)
  if (booked.length < statement.entries.length) {
    const pending = statement.entries.length - booked.length
    warn(findings, 'pending-entries', `${pending} entries are announced but not booked yet`, where)
  }
  const currencies = new Set(booked.map(entry => entry.amount.currency))
  for (const balance of [opening, closing]) if (balance) currencies.add(balance.amount.currency)
  if (currencies.size > 1 || (currencies.size === 1 && currency !== NO_CURRENCY && !currencies.has(currency))) {
    const named = [...new Set([currency, ...currencies])].filter(code => code !== NO_CURRENCY).join(', ')
    warn(findings, 'currencies-differ', `one statement mixes currencies (${named}): its total means nothing`, where)
    return opening && closing ? false : null
  }
  if (!opening || !closing) return null
  const movements = booked.reduce((total, entry) => total + entry.amount.amount, 0n)
  const expected = money(opening.amount.amount + movements, opening.amount.currency)
  if (expected.amount === closing.amount.amount) return true
  const sum = `${toDecimal(opening.amount)} + ${toDecimal(money(movements, expected.currency))}`
  const stated = `${toDecimal(expected)}, not ${toDecimal(closing.amount)} as the file says`
  warn(
    findings,
    'not-balanced',
    `opening balance and entries (${sum}) make ${stated}: an entry is missing or wrong`,
    where,
  )
  return false
}

// Within one file, the next statement of an account opens where the one before it closed.
function checkContinuity(findings: Findings): void {
  const last = new Map<string, Statement>()
  for (const statement of findings.statements) {
    const account = `${statement.account} ${statement.currency}`
    const before = last.get(account)
    last.set(account, statement)
    if (!before?.closing || !statement.opening || statement.account === null) continue
    const [closed, opened] = [before.closing, statement.opening]
    if (closed.amount.currency !== opened.amount.currency || closed.amount.amount === opened.amount.amount) continue
    const jump = `closed at ${toDecimal(closed.amount)}, then opens at ${toDecimal(opened.amount)}`
    const message = `account ${statement.account}: ${jump}: a statement between them is missing`
    warn(findings, 'balance-gap', message, statement.where)
  }
}

/**
 * An amount given as an integer with `decimals` decimals, in the minor units of `currency`. Fractions that the currency
 * does not have are rounded half up and said with `rounded-amount`, never dropped silently.
 */
export function scaled(
  units: bigint,
  decimals: number,
  currency: Currency,
  findings: Findings,
  where: string | null,
): Money {
  const shift = exponent(currency) - decimals
  if (shift >= 0) return money(units * 10n ** BigInt(shift), currency)
  const divisor = 10n ** BigInt(-shift)
  const rounded = money(divideRounded(units, divisor, 'half-up'), currency)
  if (units % divisor !== 0n) {
    const more = `the amount has ${decimals} decimals, ${currency} has ${exponent(currency)}`
    const message = `${more}: rounded to ${toDecimal(rounded)}`
    warn(findings, 'rounded-amount', message, where)
  }
  return rounded
}

/**
 * A plain decimal (`-12.5`, `+3,10`, `00042,`), comma or point, no thousands separator. `null` when it is not one.
 */
export function decimalAmount(
  text: string,
  currency: Currency,
  findings: Findings,
  where: string | null,
): Money | null {
  const match = /^\s*([+-]?)(\d{1,24})(?:[.,](\d{0,12}))?\s*$/.exec(text)
  if (!match) return null
  const fraction = match[3] ?? ''
  const units = BigInt((match[2] ?? '0') + fraction)
  return scaled(match[1] === '-' ? -units : units, fraction.length, currency, findings, where)
}

/** Parts that say something, joined by a space; null when none does. */
export function joined(...parts: readonly (string | null | undefined)[]): string | null {
  const said = parts.map(part => part?.replace(/\s+/g, ' ').trim() ?? '').filter(part => part !== '')
  return said.length === 0 ? null : said.join(' ')
}
