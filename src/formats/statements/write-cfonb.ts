import { exponent, type Money } from '#kernel/money.ts'
import { closingOf, digits, dmy, record, type OutgoingEntry, type OutgoingStatement } from './write.ts'

type Field = readonly [from: number, to: number, text: string]

/**
 * Writes CFONB 120: one statement after the other, complements NPY or NBE (name), LCC and LC2 (remittance, 140
 * characters), RCN (end-to-end id), LCS (structured reference), REF (bank reference). The account is a French IBAN;
 * throws otherwise.
 */
export function writeCfonb120(statements: readonly OutgoingStatement[]): Uint8Array {
  const lines = statements.flatMap(statement => {
    const account = accountFields(statement)
    const balance = (code: string, on: typeof statement.openedOn, amount: Money): string =>
      record(120, [[1, 2, code], ...account, [35, 40, dmy(on)], [91, 104, overpunched(amount)]])
    return [
      balance('01', statement.openedOn, statement.opening),
      ...statement.entries.flatMap(entry => operation(entry, account)),
      balance('07', statement.closedOn, closingOf(statement)),
    ]
  })
  return new TextEncoder().encode(lines.map(line => `${line}\r\n`).join(''))
}

function accountFields(statement: OutgoingStatement): Field[] {
  const parts = /^FR\d{2}([0-9]{5})([0-9]{5})([0-9A-Z]{11})\d{2}$/.exec(statement.account.replace(/\s+/g, ''))
  if (!parts) throw new RangeError('a CFONB statement needs a French IBAN')
  const [, bank = '', branch = '', account = ''] = parts
  return [
    [3, 7, bank],
    [12, 16, branch],
    [17, 19, statement.currency],
    [20, 20, String(exponent(statement.currency))],
    [22, 32, account],
  ]
}

function operation(entry: OutgoingEntry, account: readonly Field[]): string[] {
  const code = entry.code ?? (entry.amount.amount < 0n ? '21' : '18')
  const common: Field[] = [...account, [33, 34, code], [35, 40, dmy(entry.bookingDate)]]
  const label = entry.name ?? entry.remittance ?? 'OPERATION'
  const main = record(120, [
    [1, 2, '04'],
    ...common,
    [41, 42, entry.returned ?? ''],
    [43, 48, dmy(entry.valueDate ?? entry.bookingDate)],
    [49, 79, `${entry.amount.amount < 0n ? 'VIR ' : 'VIR RECU '}${label}`],
    [91, 104, overpunched(entry.amount)],
    [105, 120, entry.bankReference ?? ''],
  ])
  const complement = (qualifier: string, text: string | undefined): string[] =>
    text === undefined || text === ''
      ? []
      : [record(120, [[1, 2, '05'], ...common, [46, 48, qualifier], [49, 118, text]])]
  return [
    main,
    ...complement(entry.amount.amount < 0n ? 'NBE' : 'NPY', entry.name),
    ...complement(entry.amount.amount < 0n ? 'CBE' : 'CPY', entry.iban),
    ...complement('LCC', entry.remittance?.slice(0, 70)),
    ...complement('LC2', entry.remittance?.slice(70, 140)),
    ...complement('LCS', entry.structuredReference),
    ...complement('RCN', entry.endToEndId?.slice(0, 35)),
    ...complement('REF', entry.bankReference),
  ]
}

// The sign rides on the last digit: { A–I are +0 to +9, } J–R are -0 to -9.
function overpunched(amount: Money): string {
  const text = digits(amount, exponent(amount.currency), 14)
  const last = Number(text.at(-1))
  return text.slice(0, -1) + (amount.amount < 0n ? '}JKLMNOPQR' : '{ABCDEFGHI').charAt(last)
}
