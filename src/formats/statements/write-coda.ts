import type { Money } from '#kernel/money.ts'
import { closingOf, digits, dmy, record, type OutgoingEntry, type OutgoingStatement } from './write.ts'

type Field = readonly [from: number, to: number, text: string]

/**
 * Writes CODA version 2: each statement is a header 0, old balance 1, movements 2.1–2.3 with their information 3.1, new
 * balance 8 and trailer 9 with its counts and totals. A structured reference of twelve digits becomes a structured
 * communication (101).
 */
export function writeCoda(statements: readonly OutgoingStatement[]): Uint8Array {
  const lines = statements.flatMap((statement, index) => one(statement, index === statements.length - 1))
  return new TextEncoder().encode(lines.map(line => `${line}\r\n`).join(''))
}

function one(statement: OutgoingStatement, last: boolean): string[] {
  const sequence = statement.number.replace(/\D/g, '').slice(-3).padStart(3, '0')
  const closing = closingOf(statement)
  const account: Field[] = [
    [6, 36, statement.account.replace(/\s+/g, '')],
    [40, 42, statement.currency],
  ]
  const shifted = account.map(([from, to, text]): Field => [from - 1, to - 1, text])
  const movements = statement.entries.flatMap((entry, index) => movement(entry, index + 1, sequence))
  const total = (negative: boolean): Money => {
    const side = statement.entries.filter(entry => entry.amount.amount < 0n === negative)
    return { amount: side.reduce((sum, entry) => sum + entry.amount.amount, 0n), currency: statement.currency }
  }
  return [
    record(128, [
      [1, 5, '00000'],
      [6, 11, dmy(statement.closedOn)],
      [12, 14, '000'],
      [15, 16, '05'],
      [35, 60, statement.holder],
      [128, 128, '2'],
    ]),
    record(128, [
      [1, 2, statement.account.startsWith('BE') ? '12' : '13'],
      [3, 5, sequence],
      ...account,
      [43, 43, sign(statement.opening)],
      [44, 58, digits(statement.opening, 3, 15)],
      [59, 64, dmy(statement.openedOn)],
      [65, 90, statement.holder],
      [126, 128, sequence],
    ]),
    ...movements,
    record(128, [
      [1, 1, '8'],
      [2, 4, sequence],
      ...shifted,
      [42, 42, sign(closing)],
      [43, 57, digits(closing, 3, 15)],
      [58, 63, dmy(statement.closedOn)],
      [128, 128, '0'],
    ]),
    record(128, [
      [1, 1, '9'],
      [17, 22, String(movements.length + 2).padStart(6, '0')],
      [23, 37, digits(total(true), 3, 15)],
      [38, 52, digits(total(false), 3, 15)],
      [128, 128, last ? '2' : '1'],
    ]),
  ]
}

function sign(amount: Money): string {
  return amount.amount < 0n ? '1' : '0'
}

function movement(entry: OutgoingEntry, number: number, sequence: string): string[] {
  const key: Field = [3, 10, `${String(number % 10_000).padStart(4, '0')}0000`]
  const structured = /^\d{12}$/.test(entry.structuredReference ?? '')
  const zone = structured ? `101${entry.structuredReference}` : (entry.remittance ?? '')
  const further = structured ? (entry.remittance ?? '') : ''
  const code = entry.code ?? (entry.amount.amount < 0n ? '00101000' : '00150000')
  return [
    record(128, [
      [1, 2, '21'],
      key,
      [11, 31, entry.bankReference ?? ''],
      [32, 32, sign(entry.amount)],
      [33, 47, digits(entry.amount, 3, 15)],
      [48, 53, dmy(entry.valueDate ?? entry.bookingDate)],
      [54, 61, code],
      [62, 62, structured ? '1' : '0'],
      [63, 115, zone.slice(0, 53)],
      [116, 121, dmy(entry.bookingDate)],
      [122, 124, sequence],
      [125, 128, `01 ${further === '' ? '0' : '1'}`],
    ]),
    record(128, [
      [1, 2, '22'],
      key,
      [11, 63, zone.slice(53, 106)],
      [64, 98, entry.endToEndId ?? ''],
      [113, 117, entry.returned ? `2${entry.returned}` : ''],
      [126, 128, '1 0'],
    ]),
    record(128, [
      [1, 2, '23'],
      key,
      [11, 44, entry.iban ?? ''],
      [45, 47, entry.iban ? entry.amount.currency : ''],
      [48, 82, entry.name ?? ''],
      [83, 125, zone.slice(106, 149)],
      [126, 128, '0 0'],
    ]),
    ...information(further, number, code, entry.bankReference ?? ''),
  ]
}

// What the zone of a structured communication has no room for goes to an information record.
function information(text: string, number: number, code: string, reference: string): string[] {
  if (text === '') return []
  const key: Field = [3, 10, `${String(number % 10_000).padStart(4, '0')}0001`]
  return [
    record(128, [
      [1, 2, '31'],
      key,
      [11, 31, reference],
      [32, 39, code],
      [40, 40, '0'],
      [41, 113, text.slice(0, 73)],
      [126, 128, '0 0'],
    ]),
  ]
}
