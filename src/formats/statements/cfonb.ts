import type { Day } from '#kernel/day.ts'
import type { Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { dayFromDmy } from './dates.ts'
import {
  blankEntry,
  joined,
  reading,
  scaled,
  Unreadable,
  warn,
  type Balance,
  type Entry,
  type Findings,
} from './model.ts'
import { endToEndReference, ibanShaped, quotedReference, structuredReference } from './references.ts'
import { columns, linesOf, type Line } from './text.ts'

const WIDTH = 120

// Interbank operation codes that say « unpaid » or « returned » by themselves, for banks that leave the reject motive
// blank. Source: CFONB, Relevé de compte sur support informatique (July 2004) and its SEPA additions.
const RETURN_CODES: Readonly<Record<string, string>> = {
  '03': 'Chèque impayé',
  '10': 'Prélèvement rejeté ou impayé',
  '12': 'Rejet ou retour de virement',
  '26': 'TIP rejeté ou impayé',
  '27': 'Prélèvement rejeté ou impayé',
  '33': 'Effet impayé',
  '34': 'Incident sur effet',
  '38': 'Facture CB impayée ou rejetée',
  '98': 'Télérèglement rejeté ou impayé',
  A3: 'Prélèvement SEPA rejeté ou impayé',
  A4: 'Prélèvement SEPA interentreprises rejeté ou impayé',
  B3: 'Prélèvement SEPA rejeté ou impayé reçu',
  B4: 'Prélèvement SEPA interentreprises rejeté ou impayé reçu',
  C3: 'Retour de fonds sur virement instantané émis',
  C4: 'Retour de fonds sur virement instantané reçu',
  C5: 'Recrédit du donneur d’ordre',
}

/** Whether a text begins like a CFONB 120 record: code 01, 04, 05 or 07, bank, branch, currency and its decimals. */
export function looksLikeCfonb120(text: string): boolean {
  return (
    /^\s*0[1457][0-9A-Z]{5}[0-9A-Z ]{4}[0-9A-Z]{5}[A-Z]{3}[0-9 ]/.test(text) ||
    /^\s*0[1457]\d{5} {4}\d{5} {5}/.test(text)
  )
}

/**
 * Whether a text is CFONB 240: records of 240 characters with codes 31 (header), 34 (operation), 35 to 38, 39 (total).
 */
export function looksLikeCfonb240(text: string): boolean {
  const [first] = linesOf(text.trimStart())
  if (!first || !/^3[1-9]\d{2}/.test(first.text)) return false
  return first.text.length === 240 || (first.text.length > 240 && first.text.length % 240 === 0)
}

/** CFONB 240 is no statement of account: it is named as what it is and refused with `not-a-statement`. */
export function refuseCfonb240(): ReadOutcome {
  return reading('CFONB 240', null, () => {
    const what = 'a list of operations such as rejected direct debits and unpaid bills (CFONB 240), without balances'
    throw new Unreadable('not-a-statement', `this is ${what}: send the statement of account (CFONB 120) instead`)
  })
}

/**
 * The records of one statement: old balance, operations with their complements, new balance (null when the file ends
 * first).
 */
type Group = {
  readonly first: Line
  readonly operations: { readonly line: Line; readonly details: Line[] }[]
  readonly last: Line | null
}

/**
 * Reads CFONB 120 statements of account, with or without line ends: records 01 (old balance), 04 (operation), 05
 * (complement), 07 (new balance). Amounts carry their sign on the last character. Every fault of structure refuses the
 * file and names the line: `entry-outside-statement`, `detail-without-entry`, `statement-not-opened`,
 * `statement-not-closed`, `impossible-date`, `impossible-amount`, `unknown-record`, `line-length`. Source: CFONB,
 * brochure of July 2004; complements of August 2007.
 */
export function readCfonb120(text: string): ReadOutcome {
  return reading('CFONB 120', null, findings => {
    for (const group of groupsOf(text)) {
      readGroup(group, findings)
      if (!group.last) {
        throw at(
          group.first,
          'statement-not-closed',
          'the statement has no new balance (07): the file was cut short, ask for it again',
        )
      }
    }
  })
}

function* groupsOf(text: string): Generator<Group> {
  let group: Group | null = null
  for (const line of recordsOf(text)) {
    const record = columns(line.text, 1, 2)
    if (record === '01') {
      if (group) {
        const first: Line = group.first
        throw at(
          line,
          'statement-not-closed',
          `a statement starts before the one of line ${first.number} has its new balance (07)`,
        )
      }
      group = { first: line, operations: [], last: null }
    } else if (record === '05') {
      const operation = group?.operations.at(-1)
      if (!operation) throw at(line, 'detail-without-entry', 'a complement (05) follows no operation (04)')
      operation.details.push(line)
    } else if (record === '04') {
      if (!group)
        throw at(
          line,
          'entry-outside-statement',
          'an operation (04) stands outside any statement: the old balance (01) is missing',
        )
      group.operations.push({ line, details: [] })
    } else if (record === '07') {
      if (!group)
        throw at(
          line,
          'statement-not-opened',
          'a new balance (07) closes no statement: its old balance (01) is missing',
        )
      yield { ...group, last: line }
      group = null
    } else throw at(line, 'unknown-record', `the record code "${record}" is none of 01, 04, 05, 07`)
  }
  if (group) yield group
}

function at(line: Line, code: string, message: string): Unreadable {
  return new Unreadable(code, `line ${line.number}: ${message}`)
}

function* recordsOf(text: string): Generator<Line> {
  for (const line of linesOf(text)) {
    if (line.text.trim() === '' || line.text === '\u001a') continue
    const content =
      line.text.length > WIDTH && line.text.slice(WIDTH).trim() === '' ? line.text.slice(0, WIDTH) : line.text
    for (let from = 0; from < content.length; from += WIDTH) {
      const record = { text: content.slice(from, from + WIDTH), number: line.number + from / WIDTH }
      const needed = record.text.startsWith('05') ? 48 : 104
      if (record.text.length < needed) {
        throw at(
          record,
          'line-length',
          `the record has ${record.text.length} characters, less than its fields need: it was cut`,
        )
      }
      yield { text: record.text.padEnd(WIDTH), number: record.number }
    }
  }
}

function readGroup(group: Group, findings: Findings): void {
  const { first, operations, last } = group
  const currency = columns(first.text, 17, 19)
  if (!/^[A-Z]{3}$/.test(currency)) throw at(first, 'unknown-currency', `"${currency}" is not a currency`)
  const account = accountOf(first)
  findings.statements.push({
    account,
    currency,
    number: null,
    opening: { amount: amountOf(first, currency, findings), date: dateOf(first, 35, 40) },
    entries: operations.map(({ line, details }) => entryOf(line, details, { account, currency }, findings)),
    closing: last && closingOf(last, { account, currency }, findings),
    where: `line ${first.number}`,
  })
}

function closingOf(line: Line, statement: { account: string; currency: string }, findings: Findings): Balance {
  const account = accountOf(line)
  if (account !== statement.account) {
    warn(
      findings,
      'account-differs',
      `the new balance names account ${account}, the statement is of ${statement.account}`,
      `line ${line.number}`,
    )
  }
  const currency = columns(line.text, 17, 19)
  if (currency !== statement.currency) {
    throw at(line, 'currencies-differ', `the new balance is in ${currency}, the old one in ${statement.currency}`)
  }
  return { amount: amountOf(line, currency, findings), date: dateOf(line, 35, 40) }
}

function accountOf(line: Line): string {
  return [columns(line.text, 3, 7), columns(line.text, 12, 16), columns(line.text, 22, 32)]
    .map(part => part.trim())
    .join('-')
}

function decimalsOf(line: Line): number {
  const digit = columns(line.text, 20, 20)
  if (digit === ' ') return 2
  if (!/^\d$/.test(digit)) throw at(line, 'impossible-amount', `"${digit}" is not a number of decimals`)
  return Number(digit)
}

function dateOf(line: Line, from: number, to: number): Day {
  const text = columns(line.text, from, to)
  const date = dayFromDmy(text)
  if (date === null) throw at(line, 'impossible-date', `"${text}" is not a date (DDMMYY)`)
  return date
}

// Thirteen digits and a last one that carries the sign: { A–I are +0 to +9, } J–R are -0 to -9. In the French variant
// of ISO 646 the braces are é and è, and files that passed through it keep them.
function amountOf(line: Line, currency: string, findings: Findings): Money {
  const text = columns(line.text, 91, 104).trim()
  const match = /^(\d{0,13})([0-9{}éèA-R])$/.exec(text)
  if (!match) throw at(line, 'impossible-amount', `"${text}" is not an amount`)
  const sign = (match[2] ?? '0').replace('é', '{').replace('è', '}')
  const plus = '{ABCDEFGHI'.indexOf(sign)
  const minus = '}JKLMNOPQR'.indexOf(sign)
  const last = plus >= 0 ? plus : minus >= 0 ? minus : Number(sign)
  const units = BigInt(`${match[1] ?? ''}${last}`)
  return scaled(minus >= 0 ? -units : units, decimalsOf(line), currency, findings, `line ${line.number}`)
}

function entryOf(
  line: Line,
  details: readonly Line[],
  statement: { account: string; currency: string },
  findings: Findings,
): Entry {
  const where = `line ${line.number}`
  const currency = columns(line.text, 17, 19)
  if (currency !== statement.currency)
    throw at(line, 'currencies-differ', `the operation is in ${currency}, the statement in ${statement.currency}`)
  if (accountOf(line).split('-').at(-1) !== statement.account.split('-').at(-1)) {
    warn(
      findings,
      'account-differs',
      `the operation names account ${accountOf(line)}, the statement is of ${statement.account}`,
      where,
    )
  }
  const amount = amountOf(line, currency, findings)
  const complement = complementsOf(details)
  const code = columns(line.text, 33, 34).trim()
  const remittance = joined(columns(line.text, 49, 79), complement.text)
  const [payer, payee] = [
    complement.first('NPY') ?? complement.first('NPO'),
    complement.first('NBE') ?? complement.first('NBU'),
  ]
  const credit = amount.amount >= 0n
  const account = credit ? complement.first('CPY') : complement.first('CBE')
  return {
    ...blankEntry(amount, [line, ...details].map(record => record.text.trimEnd()).join('\n')),
    bookingDate: dateOf(line, 35, 40),
    valueDate: optionalDate(line, 43, 48, findings),
    name: credit ? (payer ?? payee) : (payee ?? payer),
    iban: ibanShaped(account?.split(' ')[0]),
    remittance,
    structuredReference: structuredReference(complement.first('LCS')) ?? quotedReference(remittance),
    endToEndId: endToEndReference(complement.part('RCN', 0, 35)),
    bankReference: complement.part('REF', 0, 70) ?? joined(columns(line.text, 105, 120)) ?? entryNumber(line),
    code: code === '' ? null : code,
    returned: joined(columns(line.text, 41, 42)) ?? complement.part('RET', 0, 70) ?? RETURN_CODES[code] ?? null,
  }
}

function optionalDate(line: Line, from: number, to: number, findings: Findings): Day | null {
  const text = columns(line.text, from, to)
  if (/^[ 0]*$/.test(text)) return null
  const date = dayFromDmy(text)
  if (date === null)
    warn(findings, 'impossible-date', `the value date "${text}" is not a date: left out`, `line ${line.number}`)
  return date
}

function entryNumber(line: Line): string | null {
  const number = columns(line.text, 82, 88).trim()
  return /^0*$/.test(number) ? null : number
}

type Complements = {
  readonly text: string | null
  readonly first: (qualifier: string) => string | null
  readonly part: (qualifier: string, from: number, to: number) => string | null
}

// LCC and LC2 are two halves of one text of 140 characters; LIB lines are separate; the second half of RCN is the
// nature of the payment.
function complementsOf(details: readonly Line[]): Complements {
  const all = details.map(line => ({ qualifier: columns(line.text, 46, 48), text: columns(line.text, 49, 118) }))
  const texts = (qualifier: string): string[] =>
    all.filter(detail => detail.qualifier === qualifier).map(detail => detail.text)
  const part = (qualifier: string, from: number, to: number): string | null =>
    joined(texts(qualifier)[0]?.slice(from, to))
  const named = new Set([
    'LCC',
    'LC2',
    'LIB',
    'RCN',
    'NPY',
    'NPO',
    'NBE',
    'NBU',
    'CPY',
    'CBE',
    'IPY',
    'IBE',
    'REF',
    'LCS',
    'RET',
    'MMO',
    'FEE',
    'RUM',
  ])
  const others = all.filter(detail => !named.has(detail.qualifier)).map(detail => detail.text)
  const purpose = texts('RCN')[0]?.slice(35)
  const halves = [texts('LCC').join(''), texts('LC2').join('')].join('')
  return { text: joined(...texts('LIB'), halves, purpose, ...others), first: qualifier => part(qualifier, 0, 70), part }
}
