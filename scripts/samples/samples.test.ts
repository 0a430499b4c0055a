import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFacturX } from '#formats/invoices/facturx.ts'
import { readXml } from '#formats/invoices/xml-invoice.ts'
import type { ReadOutcome } from '#formats/outcome.ts'
import { readStatement } from '#formats/statements/index.ts'
import { checkId, type IdKind } from '#law/identifiers/index.ts'
import { CREDITORS } from './creditors.ts'
import { sampleFiles } from './portfolio.ts'
import { stream } from './random.ts'

// What stands in samples/ is read here the way a stranger would: no word of the generator's model.
const SAMPLES = new URL('../../samples/', import.meta.url)
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, SAMPLES)))
const committed = ['bank', 'portfolio'].flatMap(folder =>
  readdirSync(new URL(folder, SAMPLES)).map(name => `${folder}/${name}`),
)

type Row = Readonly<Record<string, string>>
const csv = (name: string, encoding: string): Row[] =>
  parse(new TextDecoder(encoding, { fatal: true }).decode(bytes(name)), { columns: true, delimiter: ';' })

const customers: Record<string, Row[]> = {
  VAUBRISE: csv('portfolio/01-clients-vaubrise.csv', 'utf-8'),
  LINDEVOORT: csv('portfolio/02-clients-lindevoort.csv', 'windows-1252'),
}
const lists: Record<string, Row[]> = {
  VAUBRISE: csv('portfolio/03-factures-vaubrise.csv', 'utf-8'),
  LINDEVOORT: xlsx('portfolio/04-factures-lindevoort.xlsx'),
}

function unescape(xml: string): string {
  return xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** The first sheet as the CSV would have it. */
function xlsx(name: string): Row[] {
  const files = unzipSync(bytes(name))
  const part = (path: string): string => strFromU8(files[path] ?? new Uint8Array())
  const texts = [...part('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = '']) => unescape(si))
  const rows = [...part('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
    const cells = row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)
    return new Map(
      Array.from(cells, ([, column = '', attributes = '', inner = '']) => {
        const value = /<v>(.*?)<\/v>/.exec(inner)?.[1] ?? ''
        return [column, attributes.includes('t="s"') ? (texts[Number(value)] ?? '') : value]
      }),
    )
  })
  const [header = new Map<string, string>(), ...body] = rows
  return body.map(row =>
    Object.fromEntries([...header].map(([column, title]) => [title, plainCell(title, row.get(column))])),
  )
}

function plainCell(title: string, value = ''): string {
  if (value === '') return ''
  if (title.startsWith('Date')) {
    const on = Temporal.PlainDate.from('1899-12-30').add({ days: Number(value) })
    return on.toLocaleString('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric' })
  }
  return /^(Montant|Reste)/.test(title) ? Number(value).toFixed(2).replace('.', ',') : value
}

// Adding zero turns -0 into 0.
const cents = (text = ''): number => Math.round(Number(text.replace(',', '.')) * 100) + 0
const iso = (text = ''): string => text.split('/').toReversed().join('-')
const euros = (amount: number): string => (amount / 100).toFixed(2)

type Aged = Record<'open' | 'notDue' | 'd1to30' | 'd31to60' | 'd61to90' | 'over90', string> & { openItems: number }
type Expected = {
  creditors: Record<
    string,
    {
      customers: number
      gross: string
      open: string
      aged: Record<string, Aged>
      unbookedReceipts: { amount: string }[]
    }
  >
  statements: { name: string; entries: number; credits: string; debits: string }[]
  eInvoices: { file: string; number: string; typeCode: string; net: string; tax: string; gross: string }[]
}
const expected = JSON.parse(strFromU8(bytes('expected.json'))) as Expected

function age(rows: readonly Row[], on: string): Aged {
  const columns = { open: 0, notDue: 0, d1to30: 0, d31to60: 0, d61to90: 0, over90: 0 }
  let openItems = 0
  for (const row of rows) {
    if (iso(row['Date de facture']) > on) continue
    const paidOn = iso(row['Date de règlement'])
    const open = cents(row['Montant TTC']) - (paidOn !== '' && paidOn <= on ? cents(row['Montant réglé']) : 0)
    if (open === 0) continue
    const late = Temporal.PlainDate.from(iso(row['Date d’échéance'])).until(on).days
    const column =
      late <= 0 ? 'notDue' : late <= 30 ? 'd1to30' : late <= 60 ? 'd31to60' : late <= 90 ? 'd61to90' : 'over90'
    columns[column] += open
    columns.open += open
    openItems += 1
  }
  const text = Object.entries(columns).map(([name, amount]) => [name, euros(amount)])
  return { ...(Object.fromEntries(text) as Omit<Aged, 'openItems'>), openItems }
}

describe('the committed portfolio', () => {
  it('is what the generator writes, byte for byte, in less than 3 MB', async () => {
    const files = await sampleFiles()
    const different = [...files].filter(([name, made]) => !Buffer.from(made).equals(bytes(name))).map(([name]) => name)
    expect(different).toEqual([])
    expect(committed.toSorted()).toEqual([...files.keys()].filter(name => name.includes('/')).toSorted())
    expect([...files.values()].reduce((sum, made) => sum + made.length, 0)).toBeLessThan(3_000_000)
  })

  it.each(Object.keys(lists))('%s: the lists add up to expected.json, today and as of two past days', code => {
    const told = expected.creditors[code]
    const rows = lists[code] ?? []
    expect(customers[code]?.length).toBe(told?.customers)
    expect(euros(rows.reduce((sum, row) => sum + cents(row['Montant TTC']), 0))).toBe(told?.gross)
    expect(euros(rows.reduce((sum, row) => sum + cents(row['Reste dû']), 0))).toBe(told?.open)
    expect(Object.keys(told?.aged ?? {})).toHaveLength(3)
    for (const [on, aged] of Object.entries(told?.aged ?? {})) expect(age(rows, on)).toEqual(aged)
  })

  it.each(Object.keys(lists))('%s: every row holds together', code => {
    const rows = lists[code] ?? []
    const refs = new Set(customers[code]?.map(row => row['Code client']))
    const numbers = new Set(rows.map(row => row['N° facture']))
    expect(numbers.size).toBe(rows.length)
    const sound = (row: Row): boolean =>
      refs.has(row['Code client']) &&
      cents(row['Montant HT']) + cents(row['Montant TVA']) === cents(row['Montant TTC']) &&
      cents(row['Montant TTC']) - cents(row['Montant réglé']) === cents(row['Reste dû']) &&
      (row['Date de règlement'] === '') === (cents(row['Montant réglé']) === 0) &&
      Math.sign(cents(row['Montant TTC'])) === (row['Type'] === 'Avoir' ? -1 : 1) &&
      (row['Facture d’origine'] === '' || numbers.has(row['Facture d’origine']))
    expect(rows.filter(row => !sound(row))).toEqual([])
  })

  it('has every kind of customer, and numbers whose check digits are right', () => {
    const all = Object.values(customers).flat()
    expect(new Set(all.map(row => row['Type']))).toEqual(new Set(['Société', 'Organisme public', 'Particulier', '']))
    expect(new Set(all.map(row => row['Langue']))).toEqual(new Set(['fr', 'nl', 'de', 'en']))
    const columns: [string, (row: Row) => IdKind][] = [
      ['SIREN', () => 'siren'],
      ['SIRET', () => 'siret'],
      ['N° entreprise', () => 'be-number'],
      ['N° TVA', row => (row['Pays'] === 'FR' ? 'fr-vat' : 'be-vat')],
    ]
    for (const [title, kind] of columns) {
      const wrong = all.filter(row => row[title] && !checkId(kind(row), row[title]).valid)
      expect(wrong).toEqual([])
    }
    const communications = (lists['LINDEVOORT'] ?? [])
      .map(row => row['Communication'] ?? '')
      .filter(text => text !== '')
    expect(communications.length).toBe(850)
    expect(communications.filter(text => !checkId('ogm', text).valid)).toEqual([])
    for (const each of CREDITORS) {
      expect(checkId('iban', each.iban).valid).toBe(true)
      expect(checkId('bic', each.bic).valid).toBe(true)
      expect(checkId(each.country === 'FR' ? 'fr-vat' : 'be-vat', each.vat).valid).toBe(true)
      expect(each.siret === null || checkId('siret', each.siret).valid).toBe(true)
    }
  })
})

function readEInvoice(name: string, content: Uint8Array): ReadOutcome {
  if (name.endsWith('.pdf')) return readFacturX(content)
  const read = readXml(content)
  if (!('outcome' in read)) throw new Error(`${name} is no invoice: ${read.root}`)
  return read.outcome
}

describe('the e-invoices', () => {
  const inLists = new Map(Object.values(lists).flatMap(rows => rows.map(row => [row['N° facture'], row])))

  it.each(expected.eInvoices)('$file is in the lists, with the same amounts', told => {
    const row = inLists.get(told.number)
    const sign = told.typeCode === '381' ? -1 : 1
    expect(
      [row?.['Montant HT'], row?.['Montant TVA'], row?.['Montant TTC']].map(text => sign * cents(text) + 0),
    ).toEqual([told.net, told.tax, told.gross].map(text => cents(text)))
    const content = bytes(`portfolio/${told.file}`)
    expect(content.length).toBeLessThan(60_000)
    const read = readEInvoice(told.file, content)
    expect(read).toMatchObject({ kind: 'invoice', warnings: [] })
    const { number, typeCode, gross } = told
    expect(read.documents).toMatchObject([{ number, typeCode, gross, payable: gross }])
  })
})

describe('the bank files', () => {
  it('hold the receipts that the lists do not show yet', () => {
    const entries = expected.statements.flatMap(({ name }) => {
      const read = readStatement(bytes(`bank/${name}`), name)
      return read?.kind === 'statement' ? read.documents.flatMap(each => each.entries) : []
    })
    const booked = Object.values(lists).flatMap(rows => rows.map(row => iso(row['Date de règlement'])))
    const last = booked.reduce((a, b) => (a > b ? a : b))
    const later = entries
      .filter(entry => (entry.bookingDate ?? '') > last)
      .reduce((sum, each) => sum + cents(each.amount), 0)
    const waiting = Object.values(expected.creditors).flatMap(each => each.unbookedReceipts)
    expect(euros(later)).toBe(euros(waiting.reduce((sum, each) => sum + cents(each.amount), 0)))
    expect(waiting.length).toBeGreaterThan(10)
  })

  it.each(expected.statements)('$name adds up', told => {
    const read = readStatement(bytes(`bank/${told.name}`), told.name)
    expect(read?.kind).toBe('statement')
    expect(read?.warnings).toEqual([])
    const [statement] = read?.kind === 'statement' ? read.documents : []
    const amounts = (statement?.entries ?? []).map(entry => cents(entry.amount))
    const total = (sign: number): string => euros(amounts.filter(each => each * sign > 0).reduce((a, b) => a + b, 0))
    expect([statement?.balanced, amounts.length, total(1), total(-1)]).toEqual([
      true,
      told.entries,
      told.credits,
      told.debits,
    ])
  })
})

/** Throws of a die. */
const draw = (seed: number, path: string): number[] => {
  const random = stream(seed, path)
  return Array.from({ length: 6000 }, () => random.between(1, 6))
}

describe('the random streams', () => {
  it('repeat for one seed and path, differ for another, and are spread evenly', () => {
    expect(draw(1, 'a')).toEqual(draw(1, 'a'))
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'))
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'))
    // Six faces, 6,000 throws: chi-square under 25 (5 degrees of freedom, one chance in 7,000) for each of 100 streams.
    const unfair = Array.from({ length: 100 }, (_, path) => draw(7, String(path))).filter(throws => {
      const faces = [1, 2, 3, 4, 5, 6].map(face => throws.filter(each => each === face).length)
      return faces.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0) > 25
    })
    expect(unfair).toEqual([])
  })
})
