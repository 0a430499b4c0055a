import type { Day } from '#kernel/day.ts'
import { money, type Money } from '#kernel/money.ts'
import { plain } from '#kernel/text.ts'
import type { ReadOutcome } from '../outcome.ts'
import { provenMark, readAmount } from './amounts.ts'
import { dayIn, dayOrder, type DayOrder } from './day-order.ts'
import {
  blankEntry,
  joined,
  NO_CURRENCY,
  reading,
  Unreadable,
  warn,
  type Entry,
  type Findings,
  type Statement,
} from './model.ts'
import { asIban, ibanShaped, quotedIban, quotedReference, structuredReference } from './references.ts'
import { chained, metadataOf, type Metadata } from './table-balances.ts'
import { isForeign, namesCounterparty, roleOf, type Role } from './table-roles.ts'

/** One row of a table with its number in the file, counted from 1. */
export type Row = { readonly cells: readonly string[]; readonly number: number }

/** What is known of a table once its header row is found. */
type Shape = { readonly header: number; readonly columns: ReadonlyMap<Role, readonly number[]>; readonly width: number }

/** A row read: its own account and running balance beside the entry. */
export type TableEntry = {
  readonly entry: Entry
  readonly account: string | null
  readonly balance: Money | null
  readonly row: number
}

/**
 * Reads the export of a bank in rows (CSV or XLSX): one signed column, debit and credit columns or an amount with a
 * debit or credit mark; lines about the account may stand above and below the table. Null when the rows are not a
 * bank's table. `known` maps plain headers to roles and wins over the built-in list (a mapping that a person
 * corrected). Refusals: `impossible-date`, `impossible-amount`, `record-not-closed` (the last row is cut). Warnings:
 * `no-totals` (nothing proves that the table is whole), `row-left-out`, `balance-gap`, `date-order-guessed`,
 * `no-currency`.
 */
export function readTable(
  rows: readonly Row[],
  format: string,
  known: ReadonlyMap<string, Role> = new Map(),
): ReadOutcome | null {
  const shape = shapeOf(rows, known)
  if (shape === null) return null
  return reading(format, null, findings => {
    const body = rows.slice(shape.header + 1)
    const used = body.filter(row => dateCells(row, shape).some(isDateLike))
    if (used.length === 0) throw new Unreadable('no-statement', 'the table has a header and no line with a date')
    // A workbook leaves out the empty cells that end a line; cut, it is a broken zip.
    if (format === 'CSV') refuseCut(rows, shape)
    const stamps = used.flatMap(row => dateCells(row, shape).filter(isDateLike))
    const order = dayOrder(stamps, findings, dayFirst(rows[shape.header], stamps) ? 'dmy' : null)
    const above = rows.slice(0, shape.header)
    const below = body.filter(row => !used.includes(row))
    const metadata = metadataOf(above, below, rows[shape.header], order)
    const context = { shape, order, metadata, decimal: decimalMark(used, shape), findings }
    const entries = readRows(body, context)
    for (const statement of byAccount(entries, metadata, findings)) findings.statements.push(statement)
    if (findings.statements.every(statement => statement.currency === NO_CURRENCY)) {
      warn(findings, 'no-currency', 'the table names no currency', null)
    }
    const checked = metadata.closing !== null && findings.statements.every(({ opening, closing }) => opening && closing)
    if (!checked)
      warn(findings, 'no-totals', 'no balance around the table can be checked: nothing proves that it is whole', null)
  })
}

type Context = {
  readonly shape: Shape
  readonly order: DayOrder
  readonly metadata: Metadata
  readonly decimal: ',' | '.' | null
  readonly findings: Findings
}

// The header is the first row that names a date, an amount and something that only a bank's table has.
function shapeOf(rows: readonly Row[], known: ReadonlyMap<string, Role>): Shape | null {
  for (const [index, row] of rows.slice(0, 40).entries()) {
    const columns = columnsOf(row, known)
    const dated = columns.has('bookingDate') || columns.has('valueDate')
    const amounts = columns.has('amount') || (columns.has('debit') && columns.has('credit'))
    const banking = (['valueDate', 'balance', 'text', 'iban', 'structured', 'side', 'name'] as const).some(role =>
      columns.has(role),
    )
    if (!dated || !amounts || !banking) continue
    if (known.size === 0 && row.cells.some(isForeign) && !namesCounterparty(row.cells)) return null
    return { header: index, columns, width: row.cells.length }
  }
  return null
}

function columnsOf(row: Row, known: ReadonlyMap<string, Role>): Map<Role, readonly number[]> {
  const columns = new Map<Role, readonly number[]>()
  for (const [column, cell] of row.cells.entries()) {
    // Beside a payee, N26's « Account number » is the payee's.
    const payees = plain(cell) === 'account number' && plain(row.cells[column - 1] ?? '') === 'payee'
    const role = payees && !known.has(plain(cell)) ? 'iban' : roleOf(cell, known)
    if (role !== null) columns.set(role, [...(columns.get(role) ?? []), column])
  }
  // With and without the bank's fee: what moved on the account is the total.
  const amounts = columns.get('amount') ?? []
  const total = amounts.filter(column => /\btotal\b/.test(plain(row.cells[column] ?? '')))
  if (amounts.length > 1 && total.length > 0) columns.set('amount', total)
  // When it began stands in for when it was carried out, where that is still empty.
  const started = (column: number): boolean => /\bstarted\b/.test(plain(row.cells[column] ?? ''))
  const booked = columns.get('bookingDate') ?? []
  if (booked.some(started))
    columns.set('bookingDate', [...booked.filter(at => !started(at)), ...booked.filter(started)])
  // Banks without a column of text put what the payer wrote into the reference.
  const reference = columns.get('reference')
  if (reference && !columns.has('text')) {
    columns.set('text', reference)
    columns.delete('reference')
  }
  // In English exports a « Reference » beside the « Description » is the payer's.
  const quoted = row.cells.findIndex(cell => plain(cell) === 'reference')
  const text = columns.get('text') ?? []
  if (quoted >= 0 && text.some(column => plain(row.cells[column] ?? '') === 'description')) {
    columns.set('text', [...new Set([...text, quoted])])
  }
  return columns
}

function isDateLike(cell: string): boolean {
  return (
    (['dmy', 'mdy'] as const).some(order => dayIn(cell, order) !== null) ||
    /^\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}/.test(cell)
  )
}

// Headers in French, Dutch or German, and dates with points or dashes, are never month first.
function dayFirst(header: Row | undefined, stamps: readonly string[]): boolean {
  const words = plain(header?.cells.join(' ') ?? '')
  const european =
    /\b(montant|libelles?|solde|valeur|devise|communications?|bedrag|datum|saldo|munt|betrag|buchungstag|wae?hrung)\b/
  return european.test(words) || stamps.every(stamp => /\.|^\s*\d{1,2}-\d{1,2}-\d{4}/.test(stamp))
}

function dateCells(row: Row, shape: Shape): string[] {
  return [...(shape.columns.get('bookingDate') ?? []), ...(shape.columns.get('valueDate') ?? [])].map(
    column => row.cells[column] ?? '',
  )
}

// Every other row has all its cells and the last one has not: the file was cut in the middle of a line.
function refuseCut(rows: readonly Row[], shape: Shape): void {
  const full = rows
    .slice(shape.header + 1)
    .filter(row => row.cells.some(cell => cell.trim() !== ''))
    .filter(row => !aboutBalance(row) || isDateLike(dateCells(row, shape)[0] ?? ''))
  const last = full.at(-1)
  if (!last || full.length < 2 || last.cells.length >= shape.width) return
  if (full.slice(0, -1).some(row => row.cells.length < shape.width)) return
  throw new Unreadable(
    'record-not-closed',
    `line ${last.number}: the last line has ${last.cells.length} cells of ${shape.width}: the file was cut short`,
  )
}

function decimalMark(rows: readonly Row[], shape: Shape): ',' | '.' | null {
  const roles = ['amount', 'debit', 'credit', 'balance'] as const
  const cells = rows.flatMap(row =>
    roles.flatMap(role => (shape.columns.get(role) ?? []).map(column => row.cells[column] ?? '')),
  )
  return cells.map(provenMark).find(mark => mark !== null) ?? null
}

// States in which no money moved.
const VOID =
  /^(declined|failed|reverted|cancell?ed|rejected|refusee?|rejetee?|annulee?|echouee?|geweigerd|geannuleerd|abgelehnt)$/

function readRows(body: readonly Row[], context: Context): TableEntry[] {
  const entries: TableEntry[] = []
  for (const row of body) {
    if (row.cells.every(cell => cell.trim() === '')) continue
    const cell = cellsOf(row, context.shape)
    const dated = dateCells(row, context.shape).some(isDateLike)
    if (VOID.test(plain(cell('status') ?? ''))) {
      const message = `the line is left out: it was not carried out (${cell('status')})`
      warn(context.findings, 'row-left-out', message, `line ${row.number}`)
      continue
    }
    const amount = amountOf(cell, row, context)
    if (dated && amount) entries.push(entryOf(row, cell, amount, context))
    else if (!dated && amount === null && cell('text') !== null && entries.length > 0 && !aboutBalance(row))
      continueText(entries, row, cell('text'))
    else if (!aboutBalance(row)) {
      const why = dated ? 'it has a date and no amount' : 'it has no date'
      warn(
        context.findings,
        'row-left-out',
        `the line is left out: ${why} ("${row.cells.join(' ').trim().slice(0, 60)}")`,
        `line ${row.number}`,
      )
    }
  }
  return entries
}

function aboutBalance(row: Row): boolean {
  return /\b(solde|saldo|balance|total|totaux|totaal|summe|kontostand)\b/.test(plain(row.cells.join(' ')))
}

// A line with nothing but text goes on with the description above it.
function continueText(entries: TableEntry[], row: Row, text: string | null): void {
  const last = entries.pop()
  if (!last) return
  const remittance = joined(last.entry.remittance, text)
  const raw = `${last.entry.raw}\n${row.cells.join(';')}`
  entries.push({
    ...last,
    entry: {
      ...last.entry,
      remittance,
      structuredReference: last.entry.structuredReference ?? quotedReference(remittance),
      raw,
    },
  })
}

type Cell = (role: Role) => string | null

function cellsOf(row: Row, shape: Shape): Cell {
  return role => joined(...new Set((shape.columns.get(role) ?? []).map(column => row.cells[column] ?? '')))
}

function amountOf(cell: Cell, row: Row, context: Context): Money | null {
  const where = `line ${row.number}`
  const currency = currencyOf(cell, context)
  const read = (text: string | null): Money | null => {
    if (text === null) return null
    const amount = readAmount(text, currency, context.findings, where, context.decimal)
    if (amount === null && dateCells(row, context.shape).some(isDateLike)) {
      throw new Unreadable('impossible-amount', `${where}: "${text.slice(0, 40)}" is not an amount`)
    }
    return amount
  }
  if (context.shape.columns.has('amount')) {
    const amount = read(cell('amount'))
    return amount && sided(amount, cell('side') ?? (amount.amount > 0n ? worded(cell('code')) : null))
  }
  const [debit, credit] = [read(cell('debit')), read(cell('credit'))]
  if (!debit && !credit) return null
  const out = debit ? (debit.amount < 0n ? -debit.amount : debit.amount) : 0n
  return money((credit?.amount ?? 0n) - out, currency)
}

// A column of types may say the side in words (« Debit ») over amounts without sign.
function worded(type: string | null): string | null {
  return /^(debit|debet|credit)$/.test(plain(type ?? '')) ? type : null
}

// A mark decides only over amounts without sign: « -12,00 D » is a debit of twelve, not a credit.
function sided(amount: Money, side: string | null): Money {
  const mark = plain(side ?? '')
  if (mark === '' && side?.trim() !== '-') return amount
  const magnitude = amount.amount < 0n ? -amount.amount : amount.amount
  if (side?.trim() === '-' || /^(d|db|debit|debet|af|s|soll|out|dbit|debitor)$/.test(mark))
    return money(-magnitude, amount.currency)
  if (/^(c|cr|credit|bij|h|haben|in|crdt)$/.test(mark)) return money(magnitude, amount.currency)
  return amount
}

function currencyOf(cell: Cell, context: Context): string {
  const stated = cell('currency')
    ?.toUpperCase()
    .replace(/^EUROS?$|^€$/, 'EUR')
  return stated !== undefined && /^[A-Z]{3}$/.test(stated) ? stated : (context.metadata.currency ?? NO_CURRENCY)
}

function dateOf(cell: Cell, role: 'bookingDate' | 'valueDate', row: Row, context: Context): Day | null {
  const text = context.shape.columns
    .get(role)
    ?.map(column => row.cells[column] ?? '')
    .find(value => value.trim() !== '')
  if (text === undefined) return null
  const date = dayIn(text, context.order)
  if (date === null) throw new Unreadable('impossible-date', `line ${row.number}: "${text.slice(0, 20)}" is not a date`)
  return date
}

function entryOf(row: Row, cell: Cell, amount: Money, context: Context): TableEntry {
  const account = cell('account') ?? context.metadata.account
  const own = ibanShaped(account)
  const remittance = cell('text')
  const party = cell('counterparty')
  const iban = ibanShaped(cell('iban')) ?? asIban(party) ?? quotedIban(remittance, own)
  const structured = cell('structured')
  const status = plain(cell('status') ?? '')
  const entry: Entry = {
    ...blankEntry(amount, row.cells.join(';')),
    bookingDate: dateOf(cell, 'bookingDate', row, context),
    valueDate: dateOf(cell, 'valueDate', row, context),
    name: cell('name') ?? (asIban(party) === null ? party : null),
    iban,
    remittance: joined(remittance, structured),
    structuredReference: structuredReference(structured) ?? quotedReference(remittance),
    endToEndId: cell('endToEnd'),
    bankReference: cell('reference'),
    code: cell('code'),
    returned: cell('returned'),
    pending: /^(en attente|pending|in behandeling|vorgemerkt|en cours|a venir)$/.test(status),
  }
  const balance = cell('balance')
  const running =
    balance === null
      ? null
      : readAmount(balance, amount.currency, context.findings, `line ${row.number}`, context.decimal)
  return { entry, account: account?.replace(/\s+/g, '') ?? null, balance: running, row: row.number }
}

function byAccount(entries: readonly TableEntry[], metadata: Metadata, findings: Findings): Statement[] {
  const groups = Map.groupBy(entries, entry => `${entry.account ?? ''} ${entry.entry.amount.currency}`)
  return [...groups.values()].map(group => {
    const currency = group[0]?.entry.amount.currency ?? NO_CURRENCY
    const alone = groups.size === 1
    const { opening, closing } = chained(group, alone ? metadata : null, currency, findings)
    return {
      account: group[0]?.account ?? metadata.account,
      currency,
      number: null,
      opening,
      closing,
      entries: group.map(member => member.entry),
      where: `line ${group[0]?.row ?? 1}`,
    }
  })
}
