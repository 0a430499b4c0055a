import type { Day } from '#kernel/day.ts'
import { flatten } from './batch.ts'
import { dayFromDmy } from './dates.ts'
import { blankEntry, joined, scaled, Unreadable, warn, type Entry, type Findings } from './model.ts'
import { endToEndReference, ibanShaped, quotedReference, structuredReference } from './references.ts'
import { columns, type Line } from './text.ts'

/** A movement or information record: `kind` is `21`, `22`, `23`, `31`, `32`, `33`. */
export type CodaRecord = { readonly line: Line; readonly kind: string }

/** What the records need to know of their statement. */
export type CodaContext = { readonly currency: string; readonly version1: boolean }

/** One movement with its details flattened; `thousandths` is what the trailer adds up (three decimals, signed). */
export type Movement = { readonly thousandths: bigint; readonly entries: readonly Entry[] }

/** Records of one movement or detail: 2.1, then 2.2 and 2.3 when they exist, then its information records. */
type Group = {
  readonly main: Line
  readonly lines: Line[]
  second: Line | null
  third: Line | null
  information: CodaRecord[]
}

// Reasons of R-transactions (position 113 of record 2.2).
const RETURN_TYPES: Readonly<Record<string, string>> = {
  '1': 'reject',
  '2': 'return',
  '3': 'refund',
  '4': 'reversal',
  '5': 'cancellation',
}

/**
 * Groups the records of one statement into movements. A movement of type 1 or 2 (« globalised ») becomes one entry per
 * detail; a movement of type 3 (one payment explained: gross, costs) stays one entry that quotes its details.
 */
export function codaMovements(records: readonly CodaRecord[], context: CodaContext, findings: Findings): Movement[] {
  const movements: { main: Group; details: Group[] }[] = []
  let group: Group | null = null
  for (const record of records) {
    const { line, kind } = record
    if (kind === '21') {
      group = { main: line, lines: [line], second: null, third: null, information: [] }
      if (columns(line.text, 7, 10) === '0000') movements.push({ main: group, details: [] })
      else (movements.at(-1) ?? orphan(line)).details.push(group)
    } else if (!group) throw orphan(line)
    else attach(group, record)
  }
  checkSequence(
    movements.map(movement => movement.main.main),
    findings,
  )
  for (const movement of movements) checkDetails(movement.main.main, movement.details, findings)
  return movements.map(({ main, details }) => movementOf(main, details, context, findings))
}

function orphan(line: Line): never {
  throw new Unreadable('detail-without-entry', `line ${line.number}: a continuation follows no movement (2.1)`)
}

function attach(group: Group, record: CodaRecord): void {
  const { line, kind } = record
  if (kind.startsWith('3')) {
    group.information.push(record)
    group.lines.push(line)
    return
  }
  if (columns(line.text, 3, 10) !== columns(group.main.text, 3, 10)) {
    throw new Unreadable(
      'detail-without-entry',
      `line ${line.number}: the record 2.${kind[1]} does not continue the movement above it`,
    )
  }
  if (kind === '22') group.second = line
  else group.third = line
  group.lines.push(line)
}

// Movements are numbered 0001, 0002… in one statement; after 9999 the four digits start again.
function checkSequence(mains: readonly Line[], findings: Findings): void {
  let expected = mains[0] ? Number(columns(mains[0].text, 3, 6)) : 0
  for (const line of mains) {
    const number = Number(columns(line.text, 3, 6))
    if (number !== expected && !(expected === 10_000 && number <= 1)) {
      warn(
        findings,
        'sequence-gap',
        `movement ${number} follows movement ${expected - 1}: something is missing between`,
        `line ${line.number}`,
      )
    }
    expected = number + 1
  }
}

// Details and information records of one movement share one numbering, so details alone only have to grow.
function checkDetails(main: Line, details: readonly Group[], findings: Findings): void {
  let before = 0
  for (const detail of details) {
    const [sequence, number] = [columns(detail.main.text, 3, 6), Number(columns(detail.main.text, 7, 10))]
    if (sequence !== columns(main.text, 3, 6) || number <= before) {
      const message = `detail ${sequence}/${number} does not continue movement ${columns(main.text, 3, 6)}`
      warn(findings, 'detail-gap', message, `line ${detail.main.number}`)
    }
    before = number
  }
}

function movementOf(main: Group, details: readonly Group[], context: CodaContext, findings: Findings): Movement {
  const thousandths = thousandthsOf(main.main)
  if (!/[12]/.test(typeOf(main)) || details.length === 0) {
    return { thousandths, entries: [explained(main, details, context, findings)] }
  }
  const whole = entryOf(main, context, findings)
  const parts = leaves(details).map(({ detail, explaining }) => {
    const { amount, ...entry } = explained(detail, explaining, context, findings)
    const kept = {
      ...entry,
      bookingDate: entry.bookingDate ?? whole.bookingDate,
      valueDate: entry.valueDate ?? whole.valueDate,
    }
    return { amount, entry: { ...kept, parent: whole.bankReference } }
  })
  return { thousandths, entries: flatten(whole, parts, findings, `line ${main.main.number}`) }
}

// One payment with what explains it (gross, costs): one entry that quotes its explanation.
function explained(main: Group, details: readonly Group[], context: CodaContext, findings: Findings): Entry {
  const whole = entryOf(main, context, findings)
  const quoted = details.map(detail => entryOf(detail, context, findings))
  const structured = quoted.map(entry => entry.structuredReference).find(reference => reference !== null)
  return {
    ...whole,
    remittance: joined(whole.remittance, ...quoted.map(detail => detail.remittance)),
    structuredReference: whole.structuredReference ?? structured ?? null,
    raw: [whole.raw, ...quoted.map(detail => detail.raw)].join('\n'),
  }
}

function typeOf(group: Group): string {
  return columns(group.main.text, 54, 54)
}

// A detail of type 7 is « a simple amount with detailed data »: those of type 9 behind it explain it, as 8 explains 3.
function leaves(details: readonly Group[]): { readonly detail: Group; readonly explaining: Group[] }[] {
  const found: { detail: Group; explaining: Group[] }[] = []
  for (const detail of details) {
    const last = found.at(-1)
    if (typeOf(detail) === '9' && last && typeOf(last.detail) === '7') last.explaining.push(detail)
    else found.push({ detail, explaining: [] })
  }
  return found
}

function thousandthsOf(line: Line): bigint {
  const [sign, amount] = [columns(line.text, 32, 32), columns(line.text, 33, 47)]
  if (!/^[01]$/.test(sign) || !/^\d{15}$/.test(amount)) {
    throw new Unreadable('impossible-amount', `line ${line.number}: "${sign}${amount}" is not an amount`)
  }
  return sign === '1' ? -BigInt(amount) : BigInt(amount)
}

function dateOf(line: Line, from: number, to: number): Day | null {
  const text = columns(line.text, from, to)
  if (/^[ 0]*$/.test(text)) return null
  const date = dayFromDmy(text)
  if (date === null) throw new Unreadable('impossible-date', `line ${line.number}: "${text}" is not a date (DDMMYY)`)
  return date
}

function entryOf(group: Group, context: CodaContext, findings: Findings): Entry {
  const { main, second, third } = group
  const amount = scaled(thousandthsOf(main), 3, context.currency, findings, `line ${main.number}`)
  const communication = communicationOf(group, context)
  const party = partyOf(third, context)
  const information = informationOf(group.information)
  const remittance = joined(communication.text, information.text)
  return {
    ...blankEntry(amount, group.lines.map(line => line.text.trimEnd()).join('\n')),
    bookingDate: dateOf(main, 116, 121),
    valueDate: dateOf(main, 48, 53),
    name: information.name ?? party.name,
    iban: party.iban,
    remittance,
    structuredReference: communication.reference ?? quotedReference(remittance),
    endToEndId: context.version1 || !second ? null : endToEndReference(joined(columns(second.text, 64, 98))),
    bankReference: joined(columns(main.text, 11, context.version1 ? 23 : 31)),
    code: joined(columns(main.text, 54, 61)),
    returned: communication.returned ?? returnedOf(second, context),
  }
}

function returnedOf(second: Line | null, context: CodaContext): string | null {
  if (!second || context.version1) return null
  const type = RETURN_TYPES[columns(second.text, 113, 113)]
  return type === undefined ? null : joined(type, columns(second.text, 114, 117))
}

type Communication = {
  readonly text: string | null
  readonly reference: string | null
  readonly returned: string | null
}

// Position 62 of record 2.1: 0 free text, 1 structured, then a type of three digits. The zone runs on in 2.2 and 2.3.
function communicationOf(group: Group, context: CodaContext): Communication {
  const zone =
    columns(group.main.text, 63, 115) +
    (group.second ? columns(group.second.text, 11, 63) : '') +
    (group.third && !context.version1 ? columns(group.third.text, 83, 125) : '')
  if (columns(group.main.text, 62, 62) !== '1') return { text: joined(zone), reference: null, returned: null }
  const [type, rest] = [zone.slice(0, 3), zone.slice(3)]
  switch (type) {
    case '100':
      return { text: joined(rest.slice(25)), reference: structuredReference(rest.slice(0, 25)), returned: null }
    case '101':
    case '102':
      return { text: joined(rest.slice(12)), reference: structuredReference(rest.slice(0, 12)), returned: null }
    case '127':
      return directDebit(rest)
    default:
      return { text: joined(rest), reference: null, returned: null }
  }
}

// Structured communication 127, European direct debit: settlement date, type, scheme, paid or reason, creditor,
// mandate, communication, type of R-transaction, ISO reason.
function directDebit(rest: string): Communication {
  const type = RETURN_TYPES[rest.slice(141, 142)]
  return {
    text: joined(rest.slice(44, 79), rest.slice(79, 141)),
    reference: quotedReference(rest.slice(79, 141)),
    returned: type === undefined ? null : joined(type, rest.slice(142, 146)),
  }
}

function partyOf(third: Line | null, context: CodaContext): { name: string | null; iban: string | null } {
  if (!third) return { name: null, iban: null }
  if (context.version1) return { name: joined(columns(third.text, 48, 73)), iban: null }
  return { name: joined(columns(third.text, 48, 82)), iban: ibanShaped(columns(third.text, 11, 44).split(' ')[0]) }
}

// Information records: structured type 001 is the counterparty's name and address; the rest is one text cut at the
// record's width.
function informationOf(records: readonly CodaRecord[]): { name: string | null; text: string } {
  let name: string | null = null
  let address = false
  const texts: string[] = []
  for (const { line, kind } of records) {
    if (kind === '31') {
      const structured = columns(line.text, 40, 40) === '1'
      address = structured && columns(line.text, 41, 43) === '001'
      if (address) name ??= joined(columns(line.text, 44, 113))
      else texts.push(columns(line.text, structured ? 44 : 41, 113))
    } else if (!address) texts.push(columns(line.text, 11, kind === '32' ? 115 : 100))
  }
  return { name, text: texts.join('') }
}
