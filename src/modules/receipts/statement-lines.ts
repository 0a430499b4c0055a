import { hash } from 'node:crypto'
import type { StatementDocument, StatementEntry, Warning } from '#formats/outcome.ts'
import type { Day } from '#kernel/day.ts'
import { fromDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import { newId } from '#platform/ids.ts'
import type { NewLine, NewStatement } from './statement-store.ts'

/**
 * A statement document as rows. A line's key is what the bank said of it and its rank among lines of which the bank
 * said the same, so that two equal movements of one day stay two and the same line in another file stays one. Refused:
 * `date-missing`, and what `fromDecimal` refuses.
 */
export function statementRows(
  document: StatementDocument,
  currency: string,
  format: string,
  warnings: readonly Warning[],
): Result<NewStatement> {
  const around = document.closingBalance?.date ?? document.openingBalance?.date ?? null
  const ranks = new Map<string, number>()
  const lines: NewLine[] = []
  for (const entry of document.entries) {
    // What is only announced comes again once it is booked, often with other words: taken now, it would be there twice.
    if (entry.pending) continue
    const line = lineRow(entry, currency, around, ranks)
    if (!line.ok) return line
    if (line.value.amount !== 0n) lines.push(line.value)
  }
  const opening = balance(document.openingBalance, currency)
  const closing = balance(document.closingBalance, currency)
  const days = lines.map(line => line.bookedOn).sort()
  const period = { from: days[0] ?? opening?.on ?? null, to: days.at(-1) ?? closing?.on ?? null }
  const sum = lines.reduce((total, line) => total + line.amount, 0n)
  // With both balances a statement is known by its figures, in whatever format the bank sends it again.
  const figures = opening && closing ? [opening, closing] : lines.map(line => line.key)
  const key = keyOf([figures, period, lines.length, sum])
  const money = {
    opening: opening?.amount ?? null,
    openingOn: opening?.on ?? null,
    closing: closing?.amount ?? null,
    closingOn: closing?.on ?? null,
  }
  const { number, balanced } = document
  return ok({ id: newId<'statement'>(), key, number, format, ...money, ...period, balanced, warnings, lines })
}

function lineRow(
  entry: StatementEntry,
  fallback: string,
  around: string | null,
  ranks: Map<string, number>,
): Result<NewLine> {
  const currency = entry.currency ?? fallback
  const amount = fromDecimal(entry.amount, currency)
  if (!amount.ok) return amount
  const booked = entry.bookingDate ?? entry.valueDate ?? around
  if (booked === null) {
    return refuse('date-missing', `the movement of ${entry.amount} has no date: ask the bank for a dated statement`)
  }
  const { remittance, structuredReference, endToEndId, bankReference, code, returned, parent, raw, counterparty } =
    entry
  const said = [counterparty.name, counterparty.iban, remittance, structuredReference, endToEndId, bankReference]
  const content = keyOf([booked, amount.value.amount, currency, said.map(text => squeezed(text))])
  const rank = (ranks.get(content) ?? 0) + 1
  ranks.set(content, rank)
  return ok({
    id: newId<'bank-line'>(),
    key: keyOf([content, rank]),
    bookedOn: booked as Day,
    valueOn: entry.valueDate as Day | null,
    amount: amount.value.amount,
    currency,
    name: counterparty.name,
    namePlain: counterparty.name === null ? null : plainName(counterparty.name),
    iban: counterparty.iban?.replace(/\s+/g, '') ?? null,
    remittance,
    structuredReference,
    endToEndId,
    bankReference,
    code,
    returned,
    parent,
    raw,
  })
}

function squeezed(text: string | null): string {
  return (text ?? '').replace(/\s+/g, '').toUpperCase()
}

function balance(
  given: StatementDocument['openingBalance'],
  currency: string,
): { readonly amount: bigint; readonly on: Day | null } | null {
  const amount = given && fromDecimal(given.amount, currency)
  return given && amount?.ok ? { amount: amount.value.amount, on: given.date as Day | null } : null
}

function keyOf(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each))
  return hash('sha256', text, 'hex')
}
