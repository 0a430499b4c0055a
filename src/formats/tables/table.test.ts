import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { money } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { exportTable, MOST_ROWS, type ExportColumn } from '../export.ts'
import type { InvoiceDocument } from '../outcome.ts'
import { readAny } from '../read.ts'
import { shapeOf } from './fields.ts'
import { invoiceRows, type InvoiceRow } from './invoice-list.ts'
import { readTable, type Table, type TableOptions } from './table.ts'
import { readAmount, readDate } from './values.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

async function tableOf(bytes: Uint8Array, options?: TableOptions): Promise<Table> {
  const table = await readTable(bytes, options)
  if (!table.ok) throw new Error(table.refusal.message)
  return table.value
}

async function rowsOf(bytes: Uint8Array, options?: TableOptions): Promise<InvoiceRow[]> {
  return Array.fromAsync(invoiceRows(await tableOf(bytes, options)))
}

const SAGE = [
  'Balance âgée au 31/10/2026;;;;;;',
  'Code client;Intitulé;N° facture;Date;Date d’échéance;Montant TTC;Solde',
  '411DUP;"SARL Dupont; fils";FA-001;15/03/2026;14/04/2026;1\u202f234,50;1 234,50 €',
  '411MAR;Martin & Cie;AV-002;01/02/2026;03/03/2026;-120,00;(120,00)',
  ';;;;;Total;1 114,50',
].join('\r\n')

const cp1252 = (text: string): Uint8Array => {
  const western = text.replaceAll('\u202f', ' ').replaceAll('’', "'").replaceAll('€', '\u0080')
  return Uint8Array.from(western, character => character.charCodeAt(0))
}

const dated = (days: readonly string[]): Uint8Array =>
  utf8(`Invoice number,Invoice date,Amount due\n${days.map((each, i) => `F${i},${each},1.00`).join('\n')}`)

describe('reading a list', () => {
  test.each([
    ['UTF-8', utf8(SAGE), 'utf-8'],
    ['UTF-8 with mark', utf8(`\ufeff${SAGE}`), 'utf-8'],
    ['UTF-16 with mark', Buffer.from(`\ufeff${SAGE}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${SAGE}`, 'utf16le').swap16(), 'utf-16be'],
    ['windows-1252', cp1252(SAGE), 'windows-1252'],
  ])('a French aged balance in %s', async (_, bytes, encoding) => {
    const table = await tableOf(bytes)
    expect([table.encoding, table.separator, table.headerRow, table.rowCount]).toEqual([encoding, ';', 2, 3])
    const rows = await Array.fromAsync(invoiceRows(table))
    expect(rows.map(row => row.document)).toMatchObject([
      {
        number: 'FA-001', typeCode: '380', issueDate: '2026-03-15', dueDate: '2026-04-14', gross: '1234.50',
        payable: '1234.50', buyer: { code: '411DUP', name: 'SARL Dupont; fils' },
      },
      { number: 'AV-002', typeCode: '381', gross: '120.00', payable: '120.00', buyer: { name: 'Martin & Cie' } },
    ]) // prettier-ignore
  })

  test.each([
    [
      'Odoo',
      'Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Tax Excluded,Total in Currency,Amount Due',
      'number customerName issueDate dueDate net gross payable',
    ],
    [
      'QuickBooks',
      'Date,Transaction type,Num,Customer,Due date,Amount,Open balance',
      'issueDate kind number customerName dueDate gross payable',
    ],
    [
      'Pennylane',
      'Numéro de facture,Client,SIREN,Date d’émission,Échéance,Montant HT,TVA,Montant TTC,Restant dû',
      'number customerName siren issueDate dueDate net tax gross payable',
    ],
    [
      'EBP',
      'N° document;Date;Code client;Nom du client;Total HT;Total TTC;Net à payer;Reste à payer;Date d’échéance',
      'number issueDate customerCode customerName net gross - payable dueDate',
    ],
    [
      'Cegid',
      'Compte auxiliaire;Libellé;Référence;Date comptable;Débit;Crédit;Échéance',
      'customerCode label number issueDate debit credit dueDate',
    ],
    [
      'Exact (nl)',
      'Factuurnummer;Klantnaam;Factuurdatum;Vervaldatum;Bedrag incl. btw;Openstaand bedrag',
      'number customerName issueDate dueDate gross payable',
    ],
    [
      'DATEV (de)',
      'Rechnungsnr.;Kundennr.;Kunde;Rechnungsdatum;Fälligkeit;Bruttobetrag;Restbetrag',
      'number customerCode customerName issueDate dueDate gross payable',
    ],
  ])('headers of %s', async (_, header, fields) => {
    const separator = header.includes(';') ? ';' : ','
    const table = await tableOf(
      utf8(
        `${header}\n${header
          .split(separator)
          .map(() => '')
          .join(separator)}x\n`,
      ),
    )
    expect(table.columns.map(column => column.field ?? '-').join(' ')).toBe(fields)
  })

  test('day and month: proven by the column, else named, and correctable', async () => {
    const issued = async (days: readonly string[], options?: TableOptions): Promise<(string | undefined)[]> =>
      (await rowsOf(dated(days), options)).map(row => row.values.issueDate)
    expect(await issued(['03/04/2026', '03/25/2026'])).toEqual(['2026-03-04', '2026-03-25'])
    expect(await issued(['03/04/2026', '25/03/2026'])).toEqual(['2026-04-03', '2026-03-25'])
    expect((await tableOf(dated(['03/04/2026']))).warnings.map(warning => warning.code)).toEqual([
      'date-order-ambiguous',
    ])
    expect(await issued(['03/04/2026'], { dateOrder: 'mdy' })).toEqual(['2026-03-04'])
    expect((await tableOf(dated(['13/04/2026', '04/13/2026']))).warnings.map(warning => warning.code)).toEqual([
      'date-order-mixed',
    ])
  })

  test('a mapping wins over the guess, and a shape is the same whatever the writing', async () => {
    const file = utf8('Colonne A;Colonne B;Colonne C\nF1;12,50;Dupont\n')
    const [row] = await rowsOf(file, {
      mapping: { 'colonne a': 'number', 'Colonne B': 'gross', 'COLONNE C': 'customerName' },
    })
    expect(row?.document).toMatchObject({ number: 'F1', gross: '12.50', buyer: { name: 'Dupont' } })
    expect(shapeOf(['N° Facture', 'Échéance'])).toBe(shapeOf(['n° facture ', 'ECHEANCE']))
    expect(shapeOf(['N° Facture', 'Échéance'])).not.toBe(shapeOf(['Échéance', 'N° Facture']))
  })

  test('each wrong cell says where, what and how to mend it', async () => {
    const rows = await rowsOf(
      utf8(
        'N° facture;Date facture;Échéance;Montant TTC;SIREN\n' +
          'F1;31/02/2026;01/03/2026;12,50;732829321\n;01/02/2026;01/01/2026;douze;\n',
      ),
    )
    expect(
      rows.flatMap(row =>
        row.problems.map(({ row: at, column, value, code, fatal }) => [at, column, value, code, fatal]),
      ),
    ).toEqual([
      [2, 'Date facture', '31/02/2026', 'date-unreadable', true],
      [2, 'SIREN', '732829321', 'siren-key', false],
      [3, 'Montant TTC', 'douze', 'amount-unreadable', true],
      [3, 'N° facture', '', 'number-missing', true],
      [3, 'Échéance', '2026-01-01', 'due-before-issue', false],
    ])
  })

  test.each([
    ['', 'file-empty'],
    [`N facture;Montant\n"${'x;y\n'.repeat(400_000)}`, 'quote-not-closed'],
    ['x'.repeat(3_000_000), 'row-too-long'],
    [`N facture;Montant TTC\n${'1;'.repeat(5000)}`, 'too-many-columns'],
    ['bonjour', 'unknown-format'],
    ['\u00d0\u00cf', 'unknown-format'],
  ])('%.20s is refused', async (text, code) => {
    expect((await readAny(utf8(text), 'x.csv')).error?.code).toBe(code)
  })
})

test.each([
  ['1 234,50', ',', '1234.50'],
  ['1\u202f234,50 €', ',', '1234.50'],
  ['1.234,5', ',', '1234.5'],
  ["1'234.50", '.', '1234.50'],
  ['(12,00)', ',', '-12.00'],
  ['12,00-', ',', '-12.00'],
  ['−5', ',', '-5'],
  ['EUR 1,234.00', '.', '1234.00'],
  ['1.23.4', ',', null],
  ['12,3,4', ',', null],
  ['abc', ',', null],
  ['', ',', null],
] as const)('amount %s with %s is %s', (text, mark, expected) => {
  expect(readAmount(text, mark)).toBe(expected)
})

test.each([
  ['31/03/2026', 'dmy', '2026-03-31'],
  ['3.4.26', 'dmy', '2026-04-03'],
  ['2026-03-31', 'dmy', '2026-03-31'],
  ['2026-03-31T10:00:00', 'dmy', '2026-03-31'],
  ['20260331', 'dmy', '2026-03-31'],
  ['31032026', 'dmy', '2026-03-31'],
  ['31 mars 2026', 'dmy', '2026-03-31'],
  ['15 août 2026', 'dmy', '2026-08-15'],
  ['03/31/2026', 'mdy', '2026-03-31'],
  ['31/02/2026', 'dmy', null],
  ['demain', 'dmy', null],
] as const)('day %s read %s is %s', (text, order, expected) => {
  expect(readDate(text, order)).toBe(expected)
})

/** A zip of stored or deflated parts, so that the tests need no file. */
function zipOf(parts: Readonly<Record<string, string | Buffer>>, claimedSize?: number): Uint8Array {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const body = Buffer.from(content)
    const packed = deflateRawSync(body)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claimedSize ?? body.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claimedSize ?? body.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    local.push(head, Buffer.from(name), packed)
    central.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, ...central, end])
}

type Parts = Readonly<Record<string, string | Buffer>>

function workbook(sheet: string | Buffer, extra: Parts = {}, date1904 = false): Parts {
  const properties = `<workbookPr date1904="${date1904 ? 1 : 0}"/>`
  const sheets = '<sheets><sheet name="Factures" r:id="r1"/></sheets>'
  return {
    'xl/workbook.xml': `<workbook xmlns:r="r">${properties}${sheets}</workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...extra,
  }
}

describe('XLSX', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf ' +
    'numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
  const strings = '<sst><si><t>N° facture</t></si><si><r><t>Montant </t></r><r><t>TTC</t></r></si></sst>'
  const sheet =
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" ' +
    't="inlineStr"><is><t>Date facture</t></is></c></row>' +
    '<row r="2"><c r="A2" t="str"><v>F&amp;1</v></c><c r="B2"><v>1234.5599999999999</v></c><c r="D2" ' +
    's="1"><v>46112</v></c></row></sheetData></worksheet>'

  test.each([
    [false, '2026-03-31'],
    [true, '2030-04-01'],
  ])('shared and inline texts, numbers as shown, days by style (1904: %s)', async (is1904, expected) => {
    const [row] = await rowsOf(
      zipOf(workbook(sheet, { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings }, is1904)),
    )
    expect(row?.values).toEqual({ number: 'F&1', gross: '1234.56', issueDate: expected })
  })

  test('bombs are refused, also when the directory lies about sizes', async () => {
    const bomb = Buffer.alloc(60_000_000, 32)
    expect((await readAny(zipOf(workbook(bomb)), 'x')).error?.code).toBe('zip-bomb')
    expect((await readAny(zipOf(workbook(bomb), 1000), 'x')).error?.code).toMatch(/zip-bomb|row-too-long/)
    expect(
      (await readAny(zipOf(workbook('<!DOCTYPE a><worksheet><row><c><v>1</v></c></row></worksheet>')), 'x')).error
        ?.code,
    ).toBe('xml-doctype')
    const slow = `<worksheet><sheetData><row>${'<c a="x">'.repeat(90_000)}</row></sheetData></worksheet>`
    expect((await readAny(zipOf(workbook(slow)), 'x')).kind).toBe('refused')
  })
})

describe('what our exports write, our reader reads', () => {
  type Sold = { readonly number: string; readonly on: string; readonly cents: bigint }
  const columns: readonly ExportColumn<Sold>[] = [
    { heading: 'N° facture', cell: sold => sold.number },
    { heading: 'Date facture', cell: sold => ({ day: day(sold.on) }) },
    { heading: 'Montant TTC', cell: sold => money(sold.cents, 'EUR') },
  ]
  const rows: readonly Sold[] = [
    { number: '=F1', on: '2026-03-31', cents: 123450n },
    { number: 'F2; "b"', on: '2026-04-25', cents: -10n },
  ]

  test.each(['csv', 'xlsx'] as const)('%s', async format => {
    const back = await rowsOf(unwrap(await exportTable('essai', columns, rows, format)).bytes)
    expect(back.map(row => [row.values.number, row.values.issueDate, Number(row.values.gross)])).toEqual([
      ['=F1', '2026-03-31', 1234.5],
      ['F2; "b"', '2026-04-25', -0.1],
    ])
  })

  test('a list that is too long for a file is refused, not cut', async () => {
    const [row] = rows
    const file = await exportTable('essai', columns, Array<Sold>(MOST_ROWS + 1).fill(row as Sold), 'csv')
    expect(file).toMatchObject({ ok: false, refusal: { code: 'too-many-rows', data: { most: MOST_ROWS } } })
  })

  test('any text survives', async () => {
    const text = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter(each => each.trim() !== '' && !each.includes('\0'))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async numbers => {
        const sold = numbers.map(number => ({ number, on: '2026-01-31', cents: 1n }))
        const { bytes } = unwrap(await exportTable('essai', columns, sold, 'csv'))
        expect((await tableOf(bytes)).rowCount).toBe(numbers.length)
      }),
      { numRuns: 100 },
    )
  })
})

test('100,000 lines stream one at a time', { tags: ['slow'] }, async () => {
  const header = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC;Solde\n'
  async function* open(): AsyncGenerator<Uint8Array> {
    yield utf8(header)
    for (let i = 0; i < 100; i += 1) {
      yield utf8(
        Array.from(
          { length: 1000 },
          (_, n) => `C${n};Société ${n};F${i * 1000 + n};15/03/2026;14/04/2026;1 234,50;10,00\n`,
        ).join(''),
      )
    }
  }
  const table = await readTable({ open })
  if (!table.ok) throw new Error(table.refusal.message)
  let count = 0
  let last: InvoiceDocument | null = null
  for await (const row of invoiceRows(table.value)) {
    count += 1
    last = row.document
  }
  expect([count, last?.number, last?.payable]).toEqual([100_000, 'F99999', '10.00'])
})
