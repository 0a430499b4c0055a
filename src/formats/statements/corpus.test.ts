import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReadOutcome, StatementDocument, StatementEntry } from '../outcome.ts'
import { readStatement } from './index.ts'

// Files of other projects, outside the repository (their licences differ): see ../shared/data/*/SOURCES.md.
const DATA = join(import.meta.dirname, '../../../../shared/data')
const present = existsSync(join(DATA, 'BANK-EXPECTED.json'))
if (!present) process.stderr.write('statements corpus: skipped, ../shared/data/bank-* is not here\n')

type Expected = Readonly<Record<string, Readonly<Record<string, unknown>>>>
const EXPECTED = (present ? JSON.parse(readFileSync(join(DATA, 'BANK-EXPECTED.json'), 'utf8')) : {}) as Expected

function read(file: string): ReadOutcome {
  const outcome = readStatement(readFileSync(join(DATA, file)), file)
  if (!outcome) throw new Error(`${file} is not recognised`)
  return outcome
}

function statements(outcome: ReadOutcome): StatementDocument[] {
  return outcome.documents as StatementDocument[]
}

function entries(outcome: ReadOutcome): StatementEntry[] {
  return statements(outcome).flatMap(document => document.entries)
}

// Corpora write up to five decimals; the product books whole cents, so figures are compared in cents, rounded half up.
function cents(text: string): number {
  const value = Number(text)
  return Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-6)
}

function total(list: readonly StatementEntry[]): number {
  return list.reduce((sum, entry) => sum + cents(entry.amount), 0)
}

const files = (folder: string): string[] => Object.keys(EXPECTED).filter(file => file.startsWith(`${folder}/`))

describe.skipIf(!present)('CAMT corpus', () => {
  test.each(files('bank-camt'))('%s agrees with BANK-EXPECTED.json', file => {
    const outcome = read(file)
    const { message, statements: lines } = EXPECTED[file] as { message: string; statements: string[] }
    expect(outcome.profile).toBe(message)
    if (lines.length === 0) {
      expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'no-statement' } })
      return
    }
    expect(outcome.kind).toBe('statement')
    expect(outcome.documents).toHaveLength(lines.length)
    for (const [index, line] of lines.entries()) {
      const found = /^id=(\S*) acct=(\S*) Ntry=(\d+) TxDtls=(\d+) net=(\S+)/.exec(line) as RegExpExecArray
      const document = statements(outcome)[index] as StatementDocument
      expect(document.number).toBe(found[1])
      if (found[2] !== '') expect(document.account).toBe(found[2])
      expect(total(document.entries)).toBe(cents(found[5] as string))
      expect(document.entries.length).toBeGreaterThanOrEqual(Number(found[3]))
      expect(document.entries.length).toBeLessThanOrEqual(Math.max(Number(found[3]), Number(found[4])))
      const balances = new Map(
        Array.from(line.matchAll(/\('(\w+)', '(\S+) (\w+)'\)/g), match => [match[1], match[2] as string]),
      )
      if (balances.has('OPBD'))
        expect(cents(document.openingBalance?.amount ?? '')).toBe(cents(balances.get('OPBD') as string))
      if (balances.has('CLBD'))
        expect(cents(document.closingBalance?.amount ?? '')).toBe(cents(balances.get('CLBD') as string))
      expect(document.balanced).toBe(line.includes('balances OK') ? true : line.includes('op+sum!=cl') ? false : null)
      if (document.balanced === false)
        expect(codes(outcome)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^(not-balanced|currencies-differ)$/)]),
        )
    }
  })

  test.each(files('bank-camt').filter(file => !file.includes('wrong')))('%s agrees with its JSON answer', file => {
    const answer = JSON.parse(readFileSync(join(DATA, file.replace(/\.xml$/, '.json')), 'utf8')) as {
      getRecords?: unknown
    }
    const stated = camtAnswer(answer)
    const found = entries(read(file))
    const wholes = new Set(found.map(entry => `${entry.bookingDate} ${entry.valueDate}`))
    expect(wholes).toEqual(new Set(stated.map(entry => `${entry.bookingDate} ${entry.valueDate}`)))
    const amounts = new Set(stated.map(entry => entry.cents))
    if (read(file).documents.length === 1) expect([total(found)]).toEqual([...amounts].slice(0, 1))
    else expect(found.map(entry => cents(entry.amount))).toEqual(expect.arrayContaining([...amounts]))
    const references = stated.flatMap(entry => entry.endToEndIds)
    if (found.length === stated.length && references.length === found.length) {
      expect(found.map(entry => entry.endToEndId)).toEqual(references)
    }
    for (const reference of stated.flatMap(entry => entry.references)) {
      expect(found.map(entry => `${entry.structuredReference} ${entry.remittance}`).join(' ')).toContain(reference)
    }
  })
})

type CamtEntry = {
  bookingDate: string | null
  valueDate: string | null
  cents: number
  endToEndIds: string[]
  references: string[]
}

// The JSON beside a CAMT file is a dump of the objects of genkgo/camt: amounts in minor units, instants in UTC, the same
// entry shown from several sides.
function camtAnswer(dump: unknown): CamtEntry[] {
  const found: CamtEntry[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    const node = value as Record<string, unknown>
    if (node['__CLASS__'] === 'Genkgo\\Camt\\DTO\\Entry') found.push(camtEntry(node))
    else Object.values(node).forEach(visit)
  }
  visit(dump)
  return found
}

function camtEntry(node: Record<string, unknown>): CamtEntry {
  const amount = node['getAmount'] as { getAmount: string }
  const details = (node['getTransactionDetails'] ?? []) as Record<string, unknown>[]
  const all = details.map(detail =>
    typeof detail === 'string' ? (node['getTransactionDetail'] as Record<string, unknown>) : detail,
  )
  return {
    bookingDate: dayOfDump(node['getBookingDate']),
    valueDate: dayOfDump(node['getValueDate']),
    cents: Number(amount.getAmount),
    endToEndIds: all.flatMap(detail => stringsOf(detail?.['getReference'], 'getEndToEndId')),
    references: all.flatMap(detail => stringsOf(detail?.['getRemittanceInformation'], 'getRef')),
  }
}

function dayOfDump(value: unknown): string | null {
  const stamp = (value as Record<string, string> | null)?.['0']
  return stamp === undefined ? null : stamp.slice(0, 10)
}

function stringsOf(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : stringsOf(inner, key),
  )
}

function codes(outcome: ReadOutcome): string[] {
  return outcome.warnings.map(warning => warning.code)
}

describe.skipIf(!present)('CFONB corpus', () => {
  test('example.txt: two statements, six operations, all balances', () => {
    const outcome = read('bank-cfonb/example.txt')
    const operations = (EXPECTED['bank-cfonb/example.txt'] as { operations: string[] }).operations
    expect(outcome.kind).toBe('statement')
    expect(
      statements(outcome).map(document => [
        document.account,
        document.openingBalance?.amount,
        document.closingBalance?.amount,
        document.balanced,
      ]),
    ).toEqual([
      ['15589-00000-98765432100', '-190.40', '-241.21', true],
      ['18706-00000-00123456789', '-241.21', '-163.72', true],
    ])
    const lines = entries(outcome).map(entry => {
      const [year, month, dayOfMonth] = (entry.bookingDate ?? '').split('-')
      return `04 ${entry.amount} ${dayOfMonth}${month}${year?.slice(2)} code=${entry.code}`
    })
    expect(lines).toEqual(operations.map(line => line.replace(/'[^']*' /, '')))
  })

  test.each(files('bank-cfonb').filter(file => !file.includes('example')))('%s is refused and names the line', file => {
    const outcome = read(file)
    expect(outcome.kind).toBe('refused')
    expect(outcome.error?.message).toMatch(/line \d+/)
  })
})

describe.skipIf(!present)('CODA corpus', () => {
  test.each(files('bank-coda'))('%s agrees with BANK-EXPECTED.json', file => {
    const outcome = read(file)
    const expected = EXPECTED[file] as Record<string, string> & {
      header_trailer: string[]
      movements_with_structured_communication: number
    }
    expect(outcome.kind).toBe('statement')
    const [document] = statements(outcome)
    const found = document?.entries ?? []
    expect(total(found)).toBe(
      cents(String(Number(expected['sum_movements_credit']) - Number(expected['sum_movements_debit']))),
    )
    const [opening, closing, trailer] = expected.header_trailer
    expect(cents(document?.openingBalance?.amount ?? '')).toBe(cents(/open=(\S+)/.exec(opening ?? '')?.[1] ?? ''))
    expect(cents(document?.closingBalance?.amount ?? '')).toBe(cents(/new=(\S+)/.exec(closing ?? '')?.[1] ?? ''))
    const agrees = trailer?.includes(
      `totdeb=${three(expected['sum_movements_debit'])} totcre=${three(expected['sum_movements_credit'])}`,
    )
    expect(codes(outcome).some(code => code === 'debit-total' || code === 'credit-total')).toBe(agrees === false)
    expect(document?.balanced).toBe(file.includes('sample1'))
  })
})

function three(text: string | undefined): string {
  return Number(text).toFixed(3)
}

const MT940 = files('bank-mt940')

describe.skipIf(!present)('MT940 corpus', () => {
  test.each(MT940)('%s agrees with BANK-EXPECTED.json and its YAML answer', file => {
    if (file.endsWith('invalid_statement.sta') || file.endsWith('empty_non_swift.sta')) {
      const outcome = readStatement(readFileSync(join(DATA, file)), file)
      expect(outcome?.kind ?? null).not.toBe('statement')
      return
    }
    const outcome = read(file)
    const expected = EXPECTED[file] as { 'entries(:61:)': number; opening: string[]; closing: string[] }
    if (outcome.kind === 'refused') {
      expect(outcome.error?.message).toMatch(/line \d+/)
      if (expected['entries(:61:)'] === 0) return
    }
    const found = entries(outcome)
    expect(found).toHaveLength(expected['entries(:61:)'])
    expect(
      statements(outcome)
        .flatMap(document => document.openingBalance ?? [])
        .map(swift),
    ).toEqual(expected.opening.map(swiftCents))
    expect(
      statements(outcome)
        .flatMap(document => document.closingBalance ?? [])
        .map(swift),
    ).toEqual(expected.closing.map(swiftCents))
    const stated = yamlEntries(file)
    expect(found.map(entry => Math.abs(cents(entry.amount)))).toEqual(
      stated.map(entry => Math.abs(cents(entry.amount))),
    )
    expect(found.map(entry => entry.valueDate)).toEqual(stated.map(entry => entry.date))
    const dated = stated.filter(entry => entry.entryDate !== null)
    if (dated.length === found.length)
      expect(found.map(entry => entry.bookingDate)).toEqual(dated.map(entry => entry.entryDate))
    for (const [index, entry] of stated.entries()) {
      if (entry.iban !== null && /^[A-Z]{2}\d{2}/.test(entry.iban))
        expect(found[index]?.counterparty.iban).toBe(entry.iban)
      if (entry.bankReference !== null && entry.bankReference !== 'NONREF')
        expect(found[index]?.bankReference).toContain(entry.bankReference.slice(0, 16))
    }
  })
})

function swift(balance: { amount: string }): number {
  return cents(balance.amount)
}

function swiftCents(text: string): number {
  const found = /^([CD])\d{6}(?:[A-Z]{3})?([\d,]+)$/.exec(text)
  return (found?.[1] === 'D' ? -1 : 1) * cents((found?.[2] ?? '').replace(/,$/, '').replace(',', '.'))
}

type YamlEntry = {
  amount: string
  date: string | null
  entryDate: string | null
  iban: string | null
  bankReference: string | null
}

// The YAML is a dump of Python objects: each date is four bytes (year high and low, month, day) in base64.
function yamlEntries(file: string): YamlEntry[] {
  const text = readFileSync(join(DATA, file.replace(/\.sta$/, '.yml')), 'utf8')
  return text
    .split(/^- (?:&id\d+ )?!!python\/object:mt940\.models\.Transaction$/m)
    .slice(1)
    .map(block => ({
      amount: /apply:decimal\.Decimal\n\s+- '([^']+)'/.exec(block)?.[1] ?? '',
      date: yamlDay(/^ {4}date: .*\n\s+- !!binary \|\n\s+(\S+)/m.exec(block)?.[1]),
      entryDate: yamlDay(/^ {4}entry_date: .*\n\s+- !!binary \|\n\s+(\S+)/m.exec(block)?.[1]),
      iban: /^ {4}applicant_iban: (\S+)/m.exec(block)?.[1]?.replace(/^null$/, '') ?? null,
      bankReference: /^ {4}bank_reference: '?([^'\n]+)/m.exec(block)?.[1]?.replace(/^null$/, '') || null,
    }))
}

function yamlDay(base64: string | undefined): string | null {
  if (base64 === undefined) return null
  const [high = 0, low = 0, month = 0, dayOfMonth = 0] = Buffer.from(base64, 'base64')
  return `${high * 256 + low}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

describe.skipIf(!present)('OFX and QIF corpus', () => {
  test.each(files('bank-ofx-qif'))('%s agrees with BANK-EXPECTED.json', file => {
    const outcome = read(file)
    const expected = EXPECTED[file] as { amounts: string[]; ledger?: string[] }
    expect(entries(outcome).map(entry => cents(entry.amount))).toEqual(expected.amounts.map(cents))
    const ledgers = (expected.ledger ?? []).filter(text => text !== '').map(cents)
    expect(
      statements(outcome)
        .flatMap(document => document.closingBalance ?? [])
        .map(swift),
    ).toEqual(ledgers)
    expect(outcome.kind).toBe(/small|error_message|signon/.test(file) ? 'refused' : 'statement')
  })
})

describe.skipIf(!present)('other corpora', () => {
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
