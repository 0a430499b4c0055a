import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { shown } from '#formats/tables/row.ts'
import { openWorkbook } from '#formats/tables/xlsx.ts'
import { ask, pdfInvoice, plain, useBrowser, visit, type Visit } from './support.ts'

type Money = { readonly amount: string; readonly currency: string }
type Ages = Record<(typeof AGES)[number], Money>
type Balance = { readonly asOf: string; readonly totals: readonly Ages[] }

const AGES = ['total', 'notDue', 'days1to30', 'days31to60', 'days61to90', 'over90'] as const

/** « −1 234,50 € » as the decimal of the API; « – » as zero. */
function decimal(written: string): string {
  const text = written.replace(/[\s\u00A0\u202F€]/g, '')
  return text === '–' ? '0.00' : text.replace('−', '-').replace(',', '.')
}

async function shownTotals(page: Page): Promise<string[]> {
  const table = page.getByRole('table', { name: 'Balance âgée' })
  const cells = await table.getByRole('row').nth(1).getByRole('cell').allTextContents()
  return cells.slice(-AGES.length).map(decimal)
}

async function apiTotals(window: Visit, query = ''): Promise<string[]> {
  const { totals } = await ask<Balance>(window, `/api/reports/aged?limit=1${query}`)
  return AGES.map(age => totals[0]?.[age].amount ?? '')
}

/** The totals row of the exported workbook; the rows above it add up to it, cent by cent. */
async function exportedTotals(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Exporter' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Excel (XLSX)' }).click()
  const workbook = openWorkbook(readFileSync(await (await coming).path()))
  if (!workbook?.ok) throw new Error('the export is no workbook')
  const lines: string[][] = []
  for await (const row of workbook.value[0]?.rows() ?? []) lines.push(row.cells.map(shown))
  const first = lines[0]?.indexOf('Encours') ?? -1
  const figures = lines.slice(1).map(line => AGES.map((_, at) => cents(line[first + at])))
  const totals = figures.pop() ?? []
  expect(AGES.map((_, at) => figures.reduce((sum, line) => sum + (line[at] ?? 0n), 0n))).toEqual(totals)
  return totals.map(fromCents)
}

function cents(text = ''): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return BigInt(`${sign}${whole}${part.padEnd(2, '0').slice(0, 2)}`)
}

function fromCents(sum: bigint): string {
  const text = String(sum < 0n ? -sum : sum).padStart(3, '0')
  return `${sum < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

describe('the books', () => {
  useBrowser()

  test('an invoice is found in the list and shown with its document', async () => {
    const window = await visit('/factures')
    const { page, context, complaints } = window
    const invoice = await pdfInvoice(window)
    await page.getByRole('textbox', { name: 'Numéro, client ou montant' }).fill(invoice.number)
    await page.getByRole('link', { name: invoice.number }).click()
    await page.getByRole('heading', { level: 1, name: `Facture ${invoice.number}` }).waitFor()
    const paper = page.locator('iframe')
    await paper.waitFor()
    const address = (await paper.getAttribute('src'))?.replace(/#.*/, '') ?? ''
    const document = await context.request.get(address)
    expect(document.headers()['content-type']).toBe('application/pdf')
    expect((await document.body()).subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the aged balance is the same on screen, from the API and in the workbook, today and on a past day', async () => {
    const window = await visit('/balance-agee')
    const { page, context, complaints } = window
    await expect.poll(() => shownTotals(page)).toEqual(await apiTotals(window))
    expect(await exportedTotals(page)).toEqual(await apiTotals(window))

    const today = await shownTotals(page)
    await page.getByLabel('Au', { exact: true }).fill('30/06/2026')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).searchParams.get('asOf')).toBe('2026-06-30')
    await expect.poll(() => shownTotals(page)).toEqual(await apiTotals(window, '&asOf=2026-06-30'))
    expect(await shownTotals(page)).not.toEqual(today)
    expect(await exportedTotals(page)).toEqual(await apiTotals(window, '&asOf=2026-06-30'))
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a figure leads to the invoices that add up to it', async () => {
    const window = await visit('/balance-agee?by=segment')
    const { page, context, complaints } = window
    const row = page.getByRole('table', { name: 'Balance âgée' }).getByRole('row').nth(2)
    const cell = row.getByRole('link').last()
    const figure = decimal(await plain(cell))
    await cell.click()
    await page.getByRole('heading', { level: 1, name: 'Factures' }).waitFor()
    const totals = page.getByRole('table', { name: 'Factures' }).getByRole('row').nth(1).getByRole('cell')
    await expect.poll(async () => decimal((await totals.allTextContents()).at(-1) ?? '')).toBe(figure)
    expect(complaints).toEqual([])
    await context.close()
  })
})
