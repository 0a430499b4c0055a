import { joined } from './model.ts'
import type { Field } from './mt940-fields.ts'
import { asIban, ibanShaped, quotedIban, structuredReference } from './references.ts'

/** What the `:86:` fields of an entry say. */
export type Details = {
  readonly name: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
  readonly code: string | null
  readonly returned: string | null
}

const NOTHING: Details = {
  name: null,
  iban: null,
  remittance: null,
  structuredReference: null,
  endToEndId: null,
  code: null,
  returned: null,
}

/**
 * Reads the information of one entry in whichever dialect it is written. `account` is ours, never the counterparty's;
 * `debit` says on which side of the payment the counterparty stands.
 */
export function detailsOf(fields: readonly Field[], account: string | null, debit: boolean): Details {
  const texts = fields.filter(field => field.tag === '86').map(field => field.text)
  const others = fields.filter(field => field.tag === 'NS').map(field => nonSwift(field.text))
  const [first] = texts
  if (first === undefined) return { ...NOTHING, remittance: joined(...others) }
  const unwrapped = unwrap(texts.join('\n'))
  const german = /^(\d{3})([?<>@~^])(?=\d{2})/.exec(first)
  // German lines are 65 wide with their tag; a shorter one lost the space it ended with.
  if (german) return germanDetails(unwrap(`:86:${first}`).slice(4), german[1] ?? '', german[2] ?? '?')
  if (/(^|\/)(REMI|EREF|TRTP|CNTP|ORDP|BENM|NAME|IBAN|RTRN|MARF)\//.test(unwrapped))
    return slashDetails(unwrapped, debit)
  return plainDetails(texts.join('\n'), account, others)
}

// A line of 65 characters or more was cut by the width of the field, a shorter one ended by itself.
function unwrap(text: string): string {
  return text.split('\n').reduce((whole, line, index, lines) => {
    const before = lines[index - 1]
    return index === 0 ? line : whole + ((before?.length ?? 0) >= 65 ? '' : ' ') + line
  }, '')
}

// :NS: of German banks: two digits and a text per line; 01 to 14 purpose, 15 and 16 name, 17 booking text.
function nonSwift(text: string): string | null {
  const lines = text.split('\n').filter(line => /^(0[1-9]|1[0-7])/.test(line))
  return joined(...lines.map(line => line.slice(2)))
}

// Credit transfer and direct debit returns in the German list of business transaction codes (GVC).
const GERMAN_RETURNS = new Set(['108', '109', '159', '184', '185'])

function germanDetails(text: string, code: string, mark: string): Details {
  const parts = new Map<string, string>()
  const pattern = new RegExp(`\\${mark}(\\d{2})`, 'g')
  const marks = [...text.matchAll(pattern)]
  for (const [index, found] of marks.entries()) {
    const value = text.slice(found.index + 3, marks[index + 1]?.index ?? text.length)
    const key = found[1] ?? ''
    parts.set(key, (parts.get(key) ?? '') + value)
  }
  const range = (from: number, to: number): string[] =>
    [...parts].filter(([key]) => Number(key) >= from && Number(key) <= to).map(([, value]) => value)
  // 60 to 63 go on where 29 is full; without 29 they are a text of their own.
  const further = range(60, 63)
  const purpose = pieced([...range(20, 29), ...(parts.has('29') ? further : [])])
  const tagged = sepaTags(purpose)
  const account = joined(parts.get('31'), parts.get('38'))
  const booking = joined(parts.get('00'))
  return {
    name:
      joined(pieced([parts.get('32') ?? '', parts.get('33') ?? ''])) ??
      tagged.get('ABWA') ??
      tagged.get('ABWE') ??
      null,
    iban: ibanShaped(parts.get('31')) ?? ibanShaped(parts.get('38')) ?? asIban(tagged.get('IBAN')) ?? asIban(account),
    remittance:
      joined(tagged.get('SVWZ') ?? tagged.get(''), tagged.get('MTLG'), parts.has('29') ? null : pieced(further)) ??
      booking,
    structuredReference: null,
    endToEndId: endToEndId(tagged.get('EREF')),
    code,
    returned: GERMAN_RETURNS.has(code) ? (joined(parts.get('34')) ?? booking ?? code) : null,
  }
}

function endToEndId(text: string | undefined): string | null {
  return text === undefined || /^(NOTPROVIDED|NONREF)$/.test(text) ? null : text
}

// Subfields are 27 characters wide: a full one runs on, a shorter one ended by itself.
function pieced(parts: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + ((parts[index - 1]?.length ?? 27) >= 27 ? '' : ' ') + part, '')
}

// SEPA marks in the purpose; the text before the first mark and unmarked purposes are under ''.
function sepaTags(purpose: string): Map<string, string> {
  const found = new Map<string, string>()
  const pieces = purpose.split(
    /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)(?:\+|(?<=EREF|KREF|MREF|CRED|SVWZ|ABWA): ?)|(MTLG):/,
  )
  const put = (key: string, text: string | undefined): void => {
    const said = joined(text)
    if (said !== null && !found.has(key)) found.set(key, said)
  }
  put('', pieces[0])
  for (let index = 1; index < pieces.length; index += 3)
    put(pieces[index] ?? pieces[index + 1] ?? '', pieces[index + 2])
  return found
}

const SLASH_KEYS = new Set(
  (
    'TRTP IBAN BIC NAME REMI EREF MARF CSID ORDP BENM ISDT CNTP RTRN PREF PURP ULTB ULTD ULTC ADDR ACCW SVCL TRCD ' +
    'BUSP CHGS OCMT EXCH RREF IREF CREF INIT SUBM ID MANDAAT INCASSANT'
  ).split(' '),
)

// `/KEY/text/KEY/text`; a slash before a word that is no key belongs to the text.
function slashDetails(text: string, debit: boolean): Details {
  const parts = new Map<string, string>()
  let key: string | null = null
  let value: string[] = []
  const end = (): void => {
    const said = joined(value.join('/').replace(/\/+\s*$/, ''))
    if (key !== null && said !== null && !parts.has(key)) parts.set(key, said)
  }
  for (const piece of text.replace(/^\s*\//, '').split('/')) {
    if (SLASH_KEYS.has(piece.trim())) {
      end()
      key = piece.trim()
      value = []
    } else value.push(piece)
  }
  end()
  const [iban, , name] = (parts.get('CNTP') ?? '').split('/')
  const remi = (parts.get('REMI') ?? '').replace(/^USTD\/+/, '')
  const structured = /^STRD\/(?:CUR|ISO)?\/?([^/]+)/.exec(remi)
  return {
    // Dutch banks write `/ORDP//NAME/Klant`, French and British ones `/ORDP/CLIENT SA`.
    name: parts.get('NAME') ?? joined(name) ?? parts.get(debit ? 'BENM' : 'ORDP') ?? null,
    iban: asIban(parts.get('IBAN')) ?? asIban(iban),
    remittance: joined(structured ? structured[1] : remi),
    structuredReference: structured ? structuredReference(structured[1]) : null,
    endToEndId: endToEndId(parts.get('EREF')),
    code: parts.get('TRCD') ?? null,
    returned: parts.get('RTRN') ?? null,
  }
}

function plainDetails(text: string, account: string | null, others: readonly (string | null)[]): Details {
  const named = /(?:\/|\b)(?:NAAM|NAME|NOM)\s*:\s*([^/\n]+)/i.exec(text)
  return {
    ...NOTHING,
    name: joined(named?.[1]),
    iban: quotedIban(text, account),
    remittance: joined(unwrap(text), ...others),
  }
}
