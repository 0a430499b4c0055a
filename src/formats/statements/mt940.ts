import type { Day } from '#kernel/day.ts'
import { endOfMonth, yearOf } from '#kernel/day.ts'
import { money, type Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { dayFromYmd, orNull } from './dates.ts'
import {
  blankEntry,
  decimalAmount,
  joined,
  NO_CURRENCY,
  reading,
  Unreadable,
  warn,
  type Balance,
  type Entry,
  type Findings,
} from './model.ts'
import { detailsOf } from './mt940-details.ts'
import { messagesOf, type Field, type Message } from './mt940-fields.ts'
import { ibanShaped, quotedReference } from './references.ts'

export { looksLikeMt940 } from './mt940-fields.ts'

/**
 * Reads SWIFT MT940 statements and MT942 interim reports, in the dialects that banks really send: block headers or
 * none, missing dashes, several `:86:` per entry, German `?20`, Dutch `/REMI/`, plain text, `:60M:`/`:62M:` pages.
 * Refusals: `statement-not-closed` (an opening balance without its closing one: the file was cut short),
 * `field-too-long` (more lines than a field ever has), `statement-incomplete` (neither balances nor entries),
 * `impossible-entry`, `impossible-amount`, `impossible-date` of a balance or value. Warnings: `no-header` (entries
 * without `:20:` and account), `impossible-date` (30 February of banks that count 30 days a month: taken as the month's
 * last day; an entry date that is none), `pages-missing`, `misplaced-field`, `no-currency`, `no-totals` (MT942),
 * `entry-count`, `entry-total`. Source: SWIFT Standards MT, category 9.
 */
export function readMt940(text: string): ReadOutcome {
  const interim = /^:(34F|90[CD]):/m.test(text)
  return reading(interim ? 'MT942' : 'MT940', null, findings => {
    const messages = messagesOf(text)
    for (const message of messages) readMessage(message, findings)
    checkPages(messages, findings)
    if (interim && !messages.some(({ fields }) => fields.some(field => /^(62[FM]|90[CD])$/.test(field.tag)))) {
      warn(findings, 'no-totals', 'the report states no totals (:90D:, :90C:): nothing proves that it is whole', null)
    }
  })
}

// :60M: and :62M: are the balances between the pages of one statement: the page before or after has to be there.
function checkPages(messages: readonly Message[], findings: Findings): void {
  const open = new Map<string, number>()
  const missing = (which: string, line: number): void =>
    warn(findings, 'pages-missing', `the page ${which} this one is not in the file`, `line ${line}`)
  for (const { fields, line } of messages) {
    const account = joined(fields.find(field => /^25P?$/.test(field.tag))?.text) ?? ''
    const first = fields.find(field => /^60[FM]$/.test(field.tag))
    const last = fields.findLast(field => /^62[FM]$/.test(field.tag))
    const before = open.get(account)
    if (first?.tag === '60M' && before === undefined) missing('before', line)
    if (first?.tag === '60F' && before !== undefined) missing('after', before)
    if (last?.tag === '62M') open.set(account, line)
    else open.delete(account)
  }
  for (const line of open.values()) missing('after', line)
}

type Draft = {
  account: string | null
  currency: string
  number: string | null
  opening: Balance | null
  closing: Balance | null
  entries: Entry[]
}

function readMessage(message: Message, findings: Findings): void {
  const { fields, line } = message
  const find = (pattern: RegExp): Field | undefined => fields.find(field => pattern.test(field.tag))
  const [opening, closing] = [find(/^60[FM]$/), fields.findLast(field => /^62[FM]$/.test(field.tag))]
  const [stated, currency] = accountAndCurrency(find(/^25P?$/)?.text ?? null, fields)
  const draft: Draft = {
    account: stated,
    currency,
    number: joined(find(/^28C?$/)?.text),
    opening: opening ? balanceOf(opening, currency, findings) : null,
    closing: closing ? balanceOf(closing, currency, findings) : null,
    entries: entriesOf(fields, currency, stated, findings),
  }
  const where = `line ${line}`
  const interim = find(/^(34F|13D?|90[CD])$/) !== undefined
  if (opening && !closing) {
    findings.statements.push({ ...draft, where })
    throw new Unreadable(
      'statement-not-closed',
      `line ${opening.line}: the statement has no closing balance (:62F:): the file was cut short`,
    )
  }
  if (!opening && !closing && !interim && (draft.entries.length === 0 || find(/^20$/))) {
    const why = `line ${line}: the statement has no balances and no end: it was cut short, ask for it again`
    if (draft.entries.length > 0) findings.statements.push({ ...draft, where })
    throw new Unreadable('statement-incomplete', why)
  }
  if (!find(/^20$/)) {
    if (draft.entries.length === 0)
      throw new Unreadable('statement-incomplete', `line ${line}: a balance stands without its statement (:20:)`)
    warn(findings, 'no-header', 'entries stand outside any statement (:20:, :25:): their account is unknown', where)
  }
  if (currency === NO_CURRENCY) warn(findings, 'no-currency', 'the statement names no currency', where)
  checkTotals(fields, draft.entries, findings)
  findings.statements.push({ ...draft, where })
}

// Some banks glue the currency to the account number (`51210600/9223382012EUR`).
function accountAndCurrency(text: string | null, fields: readonly Field[]): [string | null, string] {
  const account = joined(text)
  const named = fields
    .filter(field => /^(60[FM]|62[FM]|34F|90[CD])$/.test(field.tag))
    .map(field => /^[CD]\d{6}([A-Z]{3})|^\d*([A-Z]{3})[CD]?[\d,]/.exec(field.text))
    .map(match => match?.[1] ?? match?.[2])
    .find(currency => currency !== undefined)
  const glued = /^(.*\d)\s?([A-Z]{3})$/.exec(account ?? '')
  if (glued && (named === undefined || named === glued[2])) return [glued[1] ?? account, glued[2] ?? NO_CURRENCY]
  return [account, named ?? NO_CURRENCY]
}

function balanceOf(field: Field, currency: string, findings: Findings): Balance {
  const match = /^([CD])(\d{6})([A-Z]{3})?\s*(\d[\d.]*,\d*|\d+\.\d{2})\s*$/.exec(field.text)
  if (!match)
    throw new Unreadable('impossible-amount', `line ${field.line}: "${field.text.slice(0, 40)}" is not a balance`)
  const where = `line ${field.line}`
  const amount = swiftAmount(match[4] ?? '', match[3] ?? currency, findings, where)
  if (amount === null) throw new Unreadable('impossible-amount', `line ${field.line}: "${match[4]}" is not an amount`)
  const date = swiftDay(match[2] ?? '', where, findings)
  if (date === null) throw new Unreadable('impossible-date', `line ${field.line}: "${match[2]}" is not a date (YYMMDD)`)
  return { amount: match[1] === 'D' ? money(-amount.amount, amount.currency) : amount, date }
}

// SWIFT writes a comma and no thousands; some exports group by points, others write `1234.50` for `1234,50`.
function swiftAmount(text: string, currency: string, findings: Findings, where: string): Money | null {
  return decimalAmount(/^\d+\.\d{1,2}$/.test(text) ? text : text.replaceAll('.', ''), currency, findings, where)
}

// German banks count thirty days a month: 30 February is the last day of February.
function swiftDay(text: string, where: string, findings: Findings): Day | null {
  const date = dayFromYmd(text)
  if (date !== null || !/^\d{4}(29|30|31)$/.test(text)) return date
  const first = dayFromYmd(`${text.slice(0, 4)}01`)
  if (first === null) return null
  const last = endOfMonth(first)
  warn(findings, 'impossible-date', `"${text}" is not in the calendar: taken as ${last}`, where)
  return last
}

function entriesOf(fields: readonly Field[], currency: string, account: string | null, findings: Findings): Entry[] {
  const entries: Entry[] = []
  let current: { field: Field; texts: Field[] } | null = null
  const end = (): void => {
    if (current) entries.push(entryOf(current.field, current.texts, currency, account, findings))
    current = null
  }
  let started = false
  for (const field of fields) {
    if (field.tag === '61') {
      end()
      current = { field, texts: [] }
      started = true
    } else if ((field.tag === '86' || field.tag === 'NS') && current) current.texts.push(field)
    else {
      if (started && /^(20|21|25P?|28C?|60[FM])$/.test(field.tag)) {
        warn(findings, 'misplaced-field', `:${field.tag}: stands among the entries: left out`, `line ${field.line}`)
      }
      end()
    }
  }
  end()
  return entries
}

// 6!n[4!n]2a[1!a]15d1!a3!c16x[//23x] and a second line of 34x. The entry date has no year; R before C or D is a
// reversal, E (MT942) an entry that is only expected.
const ENTRY = new RegExp(
  String.raw`^(?<value>\d{6})(?<entry>\d{4})?(?<mark>R[CD]|E[CD]|[CD])(?<funds>[A-Z])?\s*(?<amount>\d[\d.]*(?:,\d*)?)` +
    String.raw`(?<type>[A-Z][A-Z0-9 ]{3})?(?<rest>[\s\S]*)$`,
)

function entryOf(
  field: Field,
  texts: readonly Field[],
  currency: string,
  account: string | null,
  findings: Findings,
): Entry {
  const where = `line ${field.line}`
  const groups = ENTRY.exec(field.text)?.groups
  const amount = groups && swiftAmount(groups['amount'] ?? '', currency, findings, where)
  if (!groups || !amount)
    throw new Unreadable('impossible-entry', `${where}: ":61:${field.text.slice(0, 40)}" is not an entry`)
  const valueDate = swiftDay(groups['value'] ?? '', where, findings)
  if (valueDate === null)
    throw new Unreadable('impossible-date', `${where}: "${groups['value']}" is not a date (YYMMDD)`)
  const mark = groups['mark'] ?? 'C'
  const [head = '', ...tail] = (groups['rest'] ?? '').split('\n')
  const [customer, bank] = splitOnce(head, '//')
  const extra = joined(customer.slice(16), ...tail)
  const details = detailsOf(texts, account, negative(mark))
  const reference = own(customer.slice(0, 16))
  const counter = ibanShaped(extra)
  const type = groups['type'] ?? null
  const remittance = details.remittance ?? (counter === null ? extra : null)
  return {
    ...blankEntry(signed(amount, mark), [field, ...texts].map(part => part.raw).join('\n')),
    bookingDate: entryDay(groups['entry'], valueDate, where, findings),
    valueDate,
    name: details.name,
    iban: details.iban ?? counter,
    remittance,
    structuredReference: details.structuredReference ?? quotedReference(remittance),
    // The reference for the account owner is where payers' own references and invoice numbers arrive.
    endToEndId: details.endToEndId ?? reference,
    bankReference: own(bank) ?? reference,
    code: joined(type, details.code),
    returned:
      details.returned ?? (mark.startsWith('R') ? 'reversal' : type?.endsWith('RTI') === true ? 'returned item' : null),
    pending: mark.startsWith('E'),
  }
}

// Marks that only say where the real reference stands, or that there is none.
function own(text: string | null): string | null {
  const reference = joined(text)
  return reference !== null && /^(NONREF|NOREF|NOTPROVIDED|EREF\+?|KREF\+?|MARF|PREF|0+)$/.test(reference)
    ? null
    : reference
}

function splitOnce(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + mark.length)]
}

// A reversed credit takes money back, a reversed debit gives it back.
function signed(amount: Money, mark: string): Money {
  return negative(mark) ? money(-amount.amount, amount.currency) : amount
}

function negative(mark: string): boolean {
  return mark === 'D' || mark === 'RC' || mark === 'ED'
}

// The entry date takes the year that puts it nearest to the value date: 0102 beside 31 December is next January.
function entryDay(text: string | undefined, value: Day, where: string, findings: Findings): Day | null {
  if (text === undefined) return null
  const [month, dayOfMonth] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  const distance = month - Number(value.slice(5, 7))
  const year = yearOf(value) + (distance > 6 ? -1 : distance < -6 ? 1 : 0)
  const date = orNull(year, month, dayOfMonth) ?? swiftDay(`${String(year).slice(2)}${text}`, where, findings)
  if (date === null) warn(findings, 'impossible-date', `the entry date "${text}" is not a day: left out`, where)
  return date
}

// MT942 gives the number and sum of debits and credits; ING repeats them for MT940 in the last :86:, by itself or
// as `/SUM/1/2/10,00/30,00/`.
function checkTotals(fields: readonly Field[], entries: readonly Entry[], findings: Findings): void {
  for (const field of fields) {
    const where = `line ${field.line}`
    const interim = /^90[CD]$/.test(field.tag) ? /^(\d+)[A-Z]{3}([\d,]+)/.exec(field.text) : null
    if (interim) checkTotal(field.tag.endsWith('D'), interim[1], interim[2], entries, where, findings)
    if (field.tag !== '86') continue
    const ing =
      /^D(\d{6})C(\d{6})D([\d,]+)C([\d,]+)\s*$/.exec(field.text) ??
      /^\/SUM\/(\d+)\/(\d+)\/([\d,]+)\/([\d,]+)\/?\s*$/.exec(field.text)
    if (!ing) continue
    checkTotal(true, ing[1], ing[3], entries, where, findings)
    checkTotal(false, ing[2], ing[4], entries, where, findings)
  }
}

function checkTotal(
  debit: boolean,
  count: string | undefined,
  sum: string | undefined,
  entries: readonly Entry[],
  where: string,
  findings: Findings,
): void {
  const side = entries.filter(entry => entry.amount.amount < 0n === debit)
  const name = debit ? 'debits' : 'credits'
  if (Number(count) !== side.length) {
    warn(findings, 'entry-count', `the file counts ${Number(count)} ${name}, it holds ${side.length}`, where)
  }
  const currency = entries[0]?.amount.currency ?? NO_CURRENCY
  const stated = decimalAmount(sum ?? '', currency, findings, where)
  const total = side.reduce((all, entry) => all + entry.amount.amount, 0n)
  if (stated && stated.amount !== (debit ? -total : total)) {
    warn(findings, 'entry-total', `the ${name} do not add up to the ${sum} that the file states`, where)
  }
}
