import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { ReadOutcome, StatementDocument, StatementEntry } from '../outcome.ts'
import { camtAnswer, yamlEntries } from './corpus-answers.ts'
import { readStatement } from './index.ts'

// Files of other projects, outside the repository (their licences differ): see ../shared/data/*/SOURCES.md.
const DATA = join(import.meta.dirname, '../../../../shared/data')
const present = existsSync(join(DATA, 'BANK-EXPECTED.json'))
if (!present) process.stderr.write('statements corpus: skipped, ../shared/data/bank-* is not here\n')

type Expected = Readonly<Record<string, unknown>>
const EXPECTED = (present ? JSON.parse(readFileSync(join(DATA, 'BANK-EXPECTED.json'), 'utf8')) : {}) as Expected
const tally = new Map<string, { files: number; read: number; refused: number; entries: number }>()

function files(folder: string): string[] {
  return Object.keys(EXPECTED).filter(file => file.startsWith(`${folder}/`))
}

function read(file: string): ReadOutcome | null {
  const outcome = readStatement(readFileSync(join(DATA, file)), file)
  const folder = file.split('/')[0] ?? ''
  const counted = tally.get(folder) ?? { files: 0, read: 0, refused: 0, entries: 0 }
  counted.files += 1
  if (outcome?.kind === 'statement') counted.read += 1
  else counted.refused += 1
  counted.entries += outcome ? entriesOf(outcome).length : 0
  tally.set(folder, counted)
  return outcome
}

function documentsOf(outcome: ReadOutcome): StatementDocument[] {
  return outcome.documents as StatementDocument[]
}

function entriesOf(outcome: ReadOutcome): StatementEntry[] {
  return documentsOf(outcome).flatMap(document => document.entries)
}

// Corpora write up to five decimals; the product books whole cents, so figures are compared in cents, rounded half up.
function cents(text: string | number | undefined): number {
  const value = Number(text)
  return Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-6)
}

function total(list: readonly StatementEntry[]): number {
  return list.reduce((sum, entry) => sum + cents(entry.amount), 0)
}

/** What disagrees, in words: an empty list is agreement. */
class Differences {
  readonly list: string[] = []
  same(name: string, found: unknown, expected: unknown): void {
    if (!isDeepStrictEqual(found, expected)) {
      this.list.push(`${name}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`)
    }
  }
  holds(name: string, truth: boolean): void {
    if (!truth) this.list.push(name)
  }
}

function has(outcome: ReadOutcome, ...codes: readonly string[]): boolean {
  return outcome.warnings.some(warning => codes.includes(warning.code))
}

function camt(file: string): string[] {
  const differ = new Differences()
  const outcome = read(file)
  const { message, statements } = EXPECTED[file] as { message: string; statements: string[] }
  differ.same('profile', outcome?.profile, message)
  if (!outcome || statements.length === 0) {
    differ.same('refusal', outcome?.error?.code, 'no-statement')
    return differ.list
  }
  differ.same('statements', outcome.documents.length, statements.length)
  for (const [index, line] of statements.entries()) {
    const found = /^id=(\S*) acct=(\S*) Ntry=(\d+) TxDtls=(\d+) net=(\S+)/.exec(line)
    const document = documentsOf(outcome)[index]
    if (!found || !document) return [`${file}: statement ${index} is missing`]
    differ.same('number', document.number, found[1])
    differ.holds('account', found[2] === '' || document.account === found[2])
    differ.same('net', total(document.entries), cents(found[5]))
    const [entries, details] = [Number(found[3]), Number(found[4])]
    differ.holds(
      'entry count',
      document.entries.length >= entries && document.entries.length <= Math.max(entries, details),
    )
    const balances = new Map(Array.from(line.matchAll(/\('(\w+)', '(\S+) \w+'\)/g), match => [match[1], match[2]]))
    for (const [type, balance] of [
      ['OPBD', document.openingBalance],
      ['CLBD', document.closingBalance],
    ] as const) {
      if (balances.has(type)) differ.same(type, cents(balance?.amount), cents(balances.get(type)))
    }
    const balanced = line.includes('balances OK') ? true : line.includes('op+sum!=cl') ? false : null
    differ.same('balanced', document.balanced, balanced)
    differ.holds('named warning', balanced !== false || has(outcome, 'not-balanced', 'currencies-differ'))
  }
  return [...differ.list, ...camtJson(file, outcome)]
}

function days(list: readonly { bookingDate: string | null; valueDate: string | null }[]): string[] {
  return [...new Set(list.map(entry => `${entry.bookingDate} ${entry.valueDate}`))].toSorted()
}

function camtJson(file: string, outcome: ReadOutcome): string[] {
  const differ = new Differences()
  const stated = camtAnswer(readFileSync(join(DATA, file.replace(/\.xml$/, '.json')), 'utf8'))
  const found = entriesOf(outcome)
  differ.same('dates', days(found), days(stated))
  const amounts = [...new Set(stated.map(entry => entry.cents))]
  if (outcome.documents.length === 1) differ.same('amount', total(found), amounts[0] ?? 0)
  else
    differ.holds(
      'amounts',
      amounts.every(amount => found.some(entry => cents(entry.amount) === amount)),
    )
  const said = found.map(entry => [entry.structuredReference, entry.endToEndId, entry.remittance].join(' ')).join(' ')
  for (const reference of stated.flatMap(entry => [...entry.references, ...entry.endToEndIds])) {
    differ.holds(`reference ${reference}`, said.includes(reference))
  }
  return differ.list
}

function cfonb(file: string): string[] {
  const differ = new Differences()
  const outcome = read(file)
  if (outcome?.kind !== 'statement') {
    differ.holds(`the refusal names a line: ${outcome?.error?.message}`, /line \d+/.test(outcome?.error?.message ?? ''))
    differ.holds('a whole file is refused', !file.includes('example'))
    return differ.list
  }
  const { operations, balances } = EXPECTED[file] as { operations: string[]; balances: string[] }
  const lines = entriesOf(outcome).map(entry => `04 ${entry.amount} ${dmy(entry.bookingDate)} code=${entry.code}`)
  differ.same(
    'operations',
    lines,
    operations.map(line => line.replace(/'[^']*' /, '')),
  )
  const written = documentsOf(outcome).flatMap(({ openingBalance, closingBalance }) => [openingBalance, closingBalance])
  differ.same(
    'balances',
    written.map(balance => `${dmy(balance?.date ?? null)} ${balance?.amount}`),
    balances.map(line => (/date=(\S+) bal=(\S+)/.exec(line) ?? []).slice(1).join(' ')),
  )
  differ.holds(
    'balanced',
    documentsOf(outcome).every(document => document.balanced === true),
  )
  return differ.list
}

function dmy(day: string | null): string {
  const [year, month, dayOfMonth] = (day ?? '').split('-')
  return `${dayOfMonth}${month}${year?.slice(2)}`
}

function coda(file: string): string[] {
  const differ = new Differences()
  const outcome = read(file)
  if (outcome?.kind !== 'statement') return [`${file} is not read`]
  const expected = EXPECTED[file] as Record<string, string> & { header_trailer: string[] }
  const [document] = documentsOf(outcome)
  const [debit, credit] = [Number(expected['sum_movements_debit']), Number(expected['sum_movements_credit'])]
  const [opening, closing, trailer] = expected.header_trailer
  differ.same('net', total(document?.entries ?? []), cents(credit - debit))
  differ.same('opening', cents(document?.openingBalance?.amount), cents(/open=(\S+)/.exec(opening ?? '')?.[1]))
  differ.same('closing', cents(document?.closingBalance?.amount), cents(/new=(\S+)/.exec(closing ?? '')?.[1]))
  const [, totalDebit, totalCredit] = /totdeb=(\S+) totcre=(\S+)/.exec(trailer ?? '') ?? []
  const agrees = Number(totalDebit) === debit && Number(totalCredit) === credit
  differ.same('trailer warning', has(outcome, 'debit-total', 'credit-total'), !agrees)
  differ.same('balanced', document?.balanced, file.includes('sample1'))
  return differ.list
}

function mt940(file: string): string[] {
  const differ = new Differences()
  const outcome = read(file)
  const expected = EXPECTED[file] as { 'entries(:61:)': number; opening: string[]; closing: string[] }
  if (outcome?.kind !== 'statement') {
    const message = outcome?.error?.message ?? 'not recognised'
    differ.holds(`the refusal names a line: ${message}`, /line \d+|not recognised/.test(message))
    if (!outcome || expected['entries(:61:)'] === 0) return differ.list
  }
  const found = entriesOf(outcome)
  differ.same('entries', found.length, expected['entries(:61:)'])
  const balances = (side: 'openingBalance' | 'closingBalance'): number[] =>
    documentsOf(outcome)
      .flatMap(document => document[side] ?? [])
      .map(balance => cents(balance.amount))
  differ.same('opening', balances('openingBalance'), expected.opening.map(swiftCents))
  differ.same('closing', balances('closingBalance'), expected.closing.map(swiftCents))
  const stated = yamlEntries(readFileSync(join(DATA, file.replace(/\.sta$/, '.yml')), 'utf8'))
  // The Python answers give a reversed credit its old sign, so amounts are compared without it; the balances hold the
  // signs.
  differ.same(
    'amounts',
    found.map(entry => Math.abs(cents(entry.amount))),
    stated.map(entry => Math.abs(cents(entry.amount))),
  )
  differ.same(
    'value dates',
    found.map(entry => entry.valueDate),
    stated.map(entry => entry.date),
  )
  for (const [index, entry] of stated.entries()) {
    const mine = found[index]
    if (entry.entryDate !== null) differ.same(`booking date ${index}`, mine?.bookingDate, entry.entryDate)
    if (/^[A-Z]{2}\d{2}/.test(entry.iban ?? '')) differ.same(`IBAN ${index}`, mine?.counterparty.iban, entry.iban)
    if (entry.bankReference !== null && entry.bankReference !== 'NONREF') {
      differ.same(`bank reference ${index}`, mine?.bankReference, entry.bankReference)
    }
    if (entry.endToEnd !== null && !/MTLG:|NONREF/.test(entry.endToEnd)) {
      differ.same(`end-to-end id ${index}`, squeeze(mine?.endToEndId), squeeze(entry.endToEnd))
    }
  }
  return differ.list
}

function squeeze(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, '')
}

function swiftCents(text: string): number {
  const found = /^([CD])\d{6}(?:[A-Z]{3})?([\d,]+)$/.exec(text)
  return (found?.[1] === 'D' ? -1 : 1) * cents(found?.[2]?.replace(/,$/, '').replace(',', '.'))
}

function ofx(file: string): string[] {
  const differ = new Differences()
  const outcome = read(file)
  if (!outcome) return [`${file} is not recognised`]
  const expected = EXPECTED[file] as { amounts: string[]; ledger?: string[] }
  differ.same(
    'amounts',
    entriesOf(outcome).map(entry => cents(entry.amount)),
    expected.amounts.map(cents),
  )
  const ledgers = (expected.ledger ?? []).filter(text => text !== '').map(cents)
  const closing = documentsOf(outcome).flatMap(document => document.closingBalance ?? [])
  differ.same(
    'ledger',
    closing.map(balance => cents(balance.amount)),
    ledgers,
  )
  differ.same('kind', outcome.kind, /small|error_message|signon/.test(file) ? 'refused' : 'statement')
  return differ.list
}

const CORPORA = [
  ['bank-camt', camt],
  ['bank-cfonb', cfonb],
  ['bank-coda', coda],
  ['bank-mt940', mt940],
  ['bank-ofx-qif', ofx],
] as const

describe.skipIf(!present)('corpora of other projects', () => {
  test.each(CORPORA)('%s agrees with BANK-EXPECTED.json and the answers beside the files', (folder, differences) => {
    const all = files(folder)
    const disagreeing = all.flatMap(file => differences(file).map(difference => `${file}: ${difference}`))
    const { read: whole = 0, refused = 0, entries = 0 } = tally.get(folder) ?? {}
    const agree = all.length - new Set(disagreeing.map(line => line.split(':')[0])).size
    process.stderr.write(
      `${folder}: ${agree} of ${all.length} files agree (${whole} read, ${refused} refused, ${entries} entries)\n`,
    )
    expect(all.length).toBeGreaterThan(5)
    expect(disagreeing).toEqual([])
  })

  test('no invoice, identifier, accounting or hostile file is taken for a statement', () => {
    const folders = readdirSync(DATA).filter(folder => /^(einvoice|identifiers|hostile|accounting|late)/.test(folder))
    const taken = folders.flatMap(folder =>
      readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .filter(path => readStatement(readFileSync(path), path)?.kind === 'statement'),
    )
    expect(taken).toEqual([])
  })
})
