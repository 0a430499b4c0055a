import type { Day } from '#kernel/day.ts'
import type { ReadOutcome } from '../outcome.ts'
import { codaMovements, type CodaRecord, type Movement } from './coda-movements.ts'
import { dayFromDmy } from './dates.ts'
import { joined, reading, scaled, Unreadable, warn, type Balance, type Findings } from './model.ts'
import { columns, linesOf, type Line } from './text.ts'

const WIDTH = 128

/** Whether a text begins with a CODA header record: `0`, four zeros, the creation date, bank, application code 05. */
export function looksLikeCoda(text: string): boolean {
  return /^\s*00000\d{6}.{3}05/.test(text)
}

type File = {
  header: Line
  old: Line | null
  last: Line | null
  records: CodaRecord[]
  messages: string[]
  counted: number
}

/**
 * Reads CODA (Belgian coded statement of account, versions 1 and 2): header 0, old balance 1, movements 2.1–2.3,
 * information 3.1–3.3, new balance 8, free messages 4, trailer 9; several statements may follow each other in one file.
 * Refusals name the line: `line-length`, `unknown-record`, `impossible-amount`, `impossible-date`,
 * `statement-not-closed` (no new balance or trailer: the file was cut). Warnings: `record-count`, `debit-total`,
 * `credit-total`, `account-differs`, `sequence-gap`, `detail-gap`, `duplicate-copy`, `more-files-announced`. Source:
 * Febelfin, Coded statement of account (CODA), versions 1 and 2.6.
 */
export function readCoda(text: string): ReadOutcome {
  const version = columns(text.trimStart(), WIDTH, WIDTH).trim()
  return reading('CODA', version === '' ? null : `version ${version}`, findings => {
    let file: File | null = null
    let announced: Line | null = null
    for (const line of recordsOf(text)) {
      const kind = line.text[0] ?? ''
      if (kind === '0') {
        if (file)
          throw at(file.header, 'statement-not-closed', 'the statement has no trailer (9): the file was cut short')
        file = { header: line, old: null, last: null, records: [], messages: [], counted: 0 }
        announced = null
        continue
      }
      if (!file) throw at(line, 'statement-not-opened', `a record ${kind} stands before any header (0)`)
      if (kind === '9') {
        close(file, line, findings)
        announced = columns(line.text, 128, 128) === '1' ? line : null
        file = null
      } else take(file, line, kind, findings)
    }
    if (file) {
      throw at(
        file.header,
        'statement-not-closed',
        'the statement has no trailer (9): the file was cut short, ask for it again',
      )
    }
    if (announced) {
      warn(
        findings,
        'more-files-announced',
        'the trailer announces another statement, none follows',
        `line ${announced.number}`,
      )
    }
  })
}

function at(line: Line, code: string, message: string): Unreadable {
  return new Unreadable(code, `line ${line.number}: ${message}`)
}

function* recordsOf(text: string): Generator<Line> {
  for (const line of linesOf(text)) {
    if (line.text.trim() === '' || line.text === '\u001a') continue
    const content =
      line.text.length > WIDTH && line.text.slice(WIDTH).trim() === '' ? line.text.slice(0, WIDTH) : line.text
    if (content.length % WIDTH !== 0) {
      throw at(
        line,
        'line-length',
        `the record has ${content.length} characters, a CODA record has ${WIDTH}: it was cut`,
      )
    }
    for (let from = 0; from < content.length; from += WIDTH) {
      yield { text: content.slice(from, from + WIDTH), number: line.number + from / WIDTH }
    }
  }
}

function take(file: File, line: Line, kind: string, findings: Findings): void {
  if (kind !== '4') file.counted += 1
  switch (kind) {
    case '1':
      if (file.old) throw at(line, 'statement-not-closed', 'a second old balance (1) stands in the statement')
      file.old = line
      return
    case '2':
    case '3': {
      if (!file.old) throw at(line, 'entry-outside-statement', 'a movement stands before the old balance (1)')
      if (file.last) throw at(line, 'entry-outside-statement', 'a movement stands after the new balance (8)')
      const article = columns(line.text, 2, 2)
      if (!/[123]/.test(article)) throw at(line, 'unknown-record', `the record "${kind}${article}" does not exist`)
      file.records.push({ line, kind: `${kind}${article}` })
      return
    }
    case '8':
      if (!file.old) throw at(line, 'statement-not-opened', 'a new balance (8) closes no statement')
      if (file.last)
        warn(findings, 'second-balance', 'a second new balance (8): the last one counts', `line ${line.number}`)
      file.last = line
      return
    case '4':
      file.messages.push(columns(line.text, 33, 112).trim())
      return
    default:
      throw at(line, 'unknown-record', `the record code "${kind}" does not exist in CODA`)
  }
}

function close(file: File, trailer: Line, findings: Findings): void {
  const { header, old, last } = file
  if (!old || !last) {
    const missing = old ? 'new balance (8)' : 'old balance (1)'
    throw at(
      trailer,
      'statement-not-closed',
      `the statement of line ${header.number} has no ${missing}: the file was cut short`,
    )
  }
  const version1 = columns(header.text, 128, 128) === '1'
  const { account, currency } = accountOf(old, version1)
  const closing = closingOf(last, currency, findings)
  const stated = columns(last.text, 5, 41)
  if (compact(stated) !== compact(columns(old.text, 6, 42))) {
    warn(
      findings,
      'account-differs',
      `the new balance names "${stated.trim()}", the old one ${account}`,
      `line ${last.number}`,
    )
  }
  if (columns(header.text, 17, 17) === 'D') {
    warn(findings, 'duplicate-copy', 'the bank marks this statement as a duplicate', `line ${header.number}`)
  }
  const movements = codaMovements(file.records, { currency, version1 }, findings)
  checkTrailer(file, trailer, movements, findings)
  for (const message of file.messages) if (message !== '') warn(findings, 'bank-message', message, null)
  findings.statements.push({
    account,
    currency,
    number: joined(columns(old.text, 126, 128)) ?? joined(columns(old.text, 3, 5)),
    opening: openingOf(old, currency, findings),
    closing,
    entries: movements.flatMap(movement => movement.entries),
    where: `line ${header.number}`,
  })
}

function compact(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

// Account structure (position 2): 0 Belgian number, 1 foreign number, 2 Belgian IBAN, 3 foreign IBAN. Version 1 knows
// only the first.
function accountOf(old: Line, version1: boolean): { account: string; currency: string } {
  const structure = version1 ? '0' : columns(old.text, 2, 2)
  const belgian = structure === '0' || structure === ' '
  const account = (
    belgian ? columns(old.text, 6, 17) : structure === '2' ? columns(old.text, 6, 36) : columns(old.text, 6, 39)
  ).trim()
  const currency = belgian ? columns(old.text, 19, 21) : columns(old.text, 40, 42)
  if (!/^[A-Z]{3}$/.test(currency)) throw at(old, 'unknown-currency', `"${currency}" is not a currency`)
  return { account, currency }
}

function openingOf(line: Line, currency: string, findings: Findings): Balance {
  return balance(
    line,
    columns(line.text, 43, 43),
    columns(line.text, 44, 58),
    columns(line.text, 59, 64),
    currency,
    findings,
  )
}

function closingOf(line: Line, currency: string, findings: Findings): Balance {
  return balance(
    line,
    columns(line.text, 42, 42),
    columns(line.text, 43, 57),
    columns(line.text, 58, 63),
    currency,
    findings,
  )
}

function balance(
  line: Line,
  sign: string,
  amount: string,
  date: string,
  currency: string,
  findings: Findings,
): Balance {
  if (!/^[01]$/.test(sign) || !/^\d{15}$/.test(amount))
    throw at(line, 'impossible-amount', `"${sign}${amount}" is not a balance`)
  const units = sign === '1' ? -BigInt(amount) : BigInt(amount)
  return { amount: scaled(units, 3, currency, findings, `line ${line.number}`), date: dateOf(line, date) }
}

function dateOf(line: Line, text: string): Day | null {
  if (text === '000000' || text.trim() === '') return null
  const date = dayFromDmy(text)
  if (date === null) throw at(line, 'impossible-date', `"${text}" is not a date (DDMMYY)`)
  return date
}

// The trailer counts the records 1, 2, 3 and 8 and adds up the movements that are not details of another one.
function checkTrailer(file: File, trailer: Line, movements: readonly Movement[], findings: Findings): void {
  const where = `line ${trailer.number}`
  const field = (from: number, to: number): bigint => {
    const text = columns(trailer.text, from, to)
    if (!/^\d+$/.test(text)) throw at(trailer, 'impossible-amount', `"${text}" is not a total`)
    return BigInt(text)
  }
  const counted = BigInt(file.counted)
  const records = field(17, 22)
  if (records !== counted) {
    warn(findings, 'record-count', `the trailer counts ${records} records, the file has ${counted}`, where)
  }
  const total = (negative: boolean): bigint =>
    movements
      .filter(movement => movement.thousandths < 0n === negative)
      .reduce((sum, movement) => sum + movement.thousandths, 0n)
  for (const [name, stated, found] of [
    ['debit-total', field(23, 37), -total(true)],
    ['credit-total', field(38, 52), total(false)],
  ] as const) {
    if (stated === found) continue
    warn(findings, name, `the trailer adds up ${decimals(stated)}, the movements make ${decimals(found)}`, where)
  }
}

function decimals(thousandths: bigint): string {
  const digits = thousandths.toString().padStart(4, '0')
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`
}
