import { describe, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { dayNumber, day } from '#kernel/day.ts'
import { readAny } from '../read.ts'
import { codes, only } from './testing.ts'

type Cell = string | number | { readonly on: string } | null

// Excel counts days from 30 December 1899.
const EXCEL_EPOCH = 25_569

async function workbook(rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const cells = rows.map(row =>
    row.map(cell => {
      if (cell === null) return null
      if (typeof cell === 'string') return { value: cell, type: String }
      if (typeof cell === 'number') return { value: cell, type: Number }
      return { value: dayNumber(day(cell.on)) + EXCEL_EPOCH, type: Number, format: 'dd/mm/yyyy' }
    }),
  )
  return new Uint8Array(await writeXlsx(cells, {}).toBuffer())
}

describe('statements in workbooks', () => {
  test('the lines about the account above the table, and a last line that ends in empty cells', async () => {
    const bytes = await workbook([
      ['COMPTE COURANT n° 00012345678'],
      ['Solde au 02/04/2026', 3250.5],
      [],
      ['Date', 'Libellé', 'Débit euros', 'Crédit euros'],
      [{ on: '2026-04-02' }, 'VIR DUPONT FA2026-0101', null, 1250.5],
      [{ on: '2026-04-01' }, 'CB SNCF', 45, null],
    ])
    const outcome = await readAny(bytes, 'releve.xlsx')
    expect(outcome.format).toBe('XLSX')
    expect(only(outcome)).toMatchObject({
      account: '00012345678',
      currency: 'EUR',
      closingBalance: { amount: '3250.50', date: '2026-04-02' },
      entries: [{ amount: '1250.50', bookingDate: '2026-04-02' }, { amount: '-45.00' }],
    })
    expect(codes(outcome)).toEqual(['no-totals'])
  })

  test('a running balance proves the table, totals below are no entries', async () => {
    const bytes = await workbook([
      ['Date', 'Libellé', 'Débit', 'Crédit', 'Solde'],
      [{ on: '2026-04-01' }, 'VIR', null, 100, 1100],
      [{ on: '2026-04-02' }, 'CB', 50, null, 1050],
      ['Total', null, 50, 100, null],
    ])
    expect(only(await readAny(bytes, 'sg.xlsx'))).toMatchObject({ balanced: true, entries: [{}, { amount: '-50.00' }] })
  })
})
