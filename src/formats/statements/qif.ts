import type { Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { dayIn, dayOrder, type DayOrder } from './day-order.ts'
import { provenMark, readAmount } from './amounts.ts'
import { blankEntry, joined, NO_CURRENCY, reading, Unreadable, warn, type Entry, type Findings } from './model.ts'
import { quotedIban, quotedReference } from './references.ts'
import { linesOf, type Line } from './text.ts'

/** Whether a text is QIF: a `!Type:`, `!Account` or `!Option:` line comes first. */
export function looksLikeQif(text: string): boolean {
  return /^\s*!(type|account|option|clear)\b/i.test(text)
}

type Block = { readonly fields: ReadonlyMap<string, Line>; readonly first: Line; readonly raw: string }
type Account = { name: string | null; type: string | null; blocks: Block[]; line: number }

/**
 * Reads QIF. It has no currency, no balances and no fixed order of dates: the order (day-month, month-day or year
 * first) is the one that makes every date of the file a day; when two orders do, the file order decides, then day
 * first, and `date-order-guessed` says so. `no-balances` is always said: nothing in the file proves that it is whole.
 * Refusals: `record-not-closed` (the last record has no `^`: cut short), `impossible-date`, `impossible-amount`,
 * `not-a-bank-account`.
 */
export function readQif(text: string): ReadOutcome {
  return reading('QIF', null, findings => {
    const accounts = accountsOf(linesOf(text))
    const stamps = accounts.flatMap(account => account.blocks.map(block => block.fields.get('D')?.text ?? ''))
    const order = dayOrder(stamps, findings)
    const marks = accounts.flatMap(account => account.blocks.map(block => provenMark(amountText(block))))
    const context = { order, decimal: marks.find(mark => mark !== null) ?? null, findings }
    for (const account of accounts) {
      const entries = account.blocks.map(block => entryOf(block, context))
      const where = `line ${account.line}`
      findings.statements.push({
        account: account.name,
        currency: NO_CURRENCY,
        number: null,
        opening: null,
        closing: null,
        entries,
        where,
      })
    }
    if (accounts.length > 0)
      warn(findings, 'no-balances', 'QIF has no currency and no balances: nothing proves that the file is whole', null)
  })
}

function accountsOf(lines: Iterable<Line>): Account[] {
  const accounts: Account[] = []
  let section = ''
  let name: string | null = null
  let block: Line[] = []
  for (const line of lines) {
    const text = line.text.trim()
    if (text === '' || text === '\u001a') continue
    if (text.startsWith('!')) {
      if (block.length > 0) throw unclosed(block[0] ?? line)
      section = text.slice(1).toLowerCase()
      const type = /^type:\s*(.*)$/.exec(section)?.[1]?.trim()
      if (type === undefined) continue
      if (type.startsWith('invst'))
        throw new Unreadable('not-a-bank-account', `line ${line.number}: the file lists securities, not a bank account`)
      if (/^(bank|ccard|cash|oth)/.test(type)) accounts.push({ name, type, blocks: [], line: line.number })
      name = null
    } else if (text.startsWith('^')) {
      if (section === 'account') name = joined(block.find(field => field.text.startsWith('N'))?.text.slice(1))
      else if (/^type:\s*(bank|ccard|cash|oth)/.test(section) && block.length > 0)
        accounts.at(-1)?.blocks.push(blockOf(block))
      block = []
    } else block.push(line)
  }
  if (block[0]) throw unclosed(block[0])
  return accounts
}

function unclosed(line: Line): Unreadable {
  return new Unreadable(
    'record-not-closed',
    `line ${line.number}: the record does not end with "^": the file was cut short`,
  )
}

function blockOf(lines: readonly Line[]): Block {
  const fields = new Map<string, Line>()
  for (const line of lines) {
    const key = line.text[0] ?? ''
    if (!fields.has(key)) fields.set(key, { text: line.text.slice(1).trim(), number: line.number })
  }
  return { fields, first: lines[0] ?? { text: '', number: 0 }, raw: lines.map(line => line.text).join('\n') }
}

// The decimal mark is that of the whole file: `1,234` is a thousand where another line has `5.50`.
type Context = { readonly order: DayOrder; readonly decimal: ',' | '.' | null; readonly findings: Findings }

function amountText(block: Block): string {
  return joined(block.fields.get('T')?.text) ?? joined(block.fields.get('U')?.text) ?? ''
}

function amountOf(block: Block, { decimal, findings }: Context): Money {
  const [text, where] = [amountText(block), `line ${block.first.number}`]
  const amount = readAmount(text, NO_CURRENCY, findings, where, decimal)
  if (amount === null) throw new Unreadable('impossible-amount', `${where}: "${text}" is not an amount`)
  return amount
}

function entryOf(block: Block, context: Context): Entry {
  const field = (key: string): string | null => joined(block.fields.get(key)?.text)
  const amount = amountOf(block, context)
  const remittance = field('M') ?? field('P')
  return {
    ...blankEntry(amount, block.raw),
    bookingDate: dayIn(block.fields.get('D')?.text ?? '', context.order),
    name: field('P'),
    iban: quotedIban(remittance, null),
    remittance,
    structuredReference: quotedReference(remittance),
    bankReference: field('N'),
    code: field('L'),
  }
}
