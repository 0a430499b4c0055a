import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { ask, plain, useBrowser, visit, type Visit } from './support.ts'

type Customer = { readonly ref: string; readonly name: string; readonly creditor: { readonly code: string } }

const HEADERS = ['N° pièce', 'Date facture', 'Échéance', 'Code client', 'Raison sociale', 'Montant TTC']
/** Numbers that no earlier run has used. */
const piece = (rank: number): string => `E2E-${RUN}-${rank}`
const RUN = crypto.randomUUID().slice(0, 8)
const folder = mkdtempSync(join(tmpdir(), 'quittance-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A list as an accounting program writes it: semicolons, decimal comma, windows-1252. */
function list(name: string, rows: readonly (readonly string[])[]): string {
  const path = join(folder, name)
  writeFileSync(path, [HEADERS, ...rows].map(row => `${row.join(';')}\r\n`).join(''), 'latin1')
  return path
}

async function someCustomer(window: Visit): Promise<Customer> {
  const { items } = await ask<{ items: readonly Customer[] }>(window, '/api/customers?q=V0001&limit=5')
  const [customer] = items
  if (!customer) throw new Error('the demonstration has no customer V0001')
  return customer
}

/** Chooses a file of the French firm, and waits for the report of the dry run. */
async function drop(page: Page, path: string): Promise<void> {
  await page.goto('/import')
  await page.getByLabel('Société').selectOption('Ateliers Vaubrise SAS')
  await page.getByLabel('Déposer des fichiers ici').setInputFiles(path)
  await page.getByRole('heading', { level: 2, name: 'Ce que ce fichier changerait' }).waitFor()
}

/** A figure of the report, by its label. */
async function figure(page: Page, label: string): Promise<string> {
  const stat = page.getByRole('region', { name: /^Ce que ce fichier/ }).locator('.stat', { hasText: label })
  return (await plain(stat)).replace(label, '').trim()
}

const found = async (window: Visit, number: string): Promise<readonly { number: string; amount: unknown }[]> =>
  (await ask<{ items: { number: string; amount: unknown }[] }>(window, `/api/invoices?q=${number}`)).items

describe('files in', () => {
  useBrowser()

  test('a list is read, its columns corrected, tried, applied; a second time nothing changes', async () => {
    const window = await visit('/import')
    const { page, context, complaints } = window
    const { ref, name } = await someCustomer(window)
    const path = list('pieces-janvier.csv', [
      [piece(1), '25/10/2026', '24/11/2026', ref, name, '1 234,56'],
      [piece(2), '26/10/2026', '25/11/2026', ref, name, '12,00'],
    ])
    await drop(page, path)
    expect(await figure(page, 'Créées')).toBe('2')
    const columns = page.getByRole('table', { name: 'Colonnes du fichier' })
    expect(await plain(columns)).toContain('1 234,56')

    // The wrong way round, every due date stands before its invoice, and the report says so.
    for (const [issue, due, errors] of [
      ['Échéance', 'Date de facture', '2'],
      ['Date de facture', 'Échéance', '0'],
    ] as const) {
      await columns.getByLabel('Colonne Date facture lue comme').selectOption(issue)
      await columns.getByLabel('Colonne Échéance lue comme').selectOption(due)
      const before = page.url()
      await page.getByRole('button', { name: 'Relire avec ces colonnes' }).click()
      await expect.poll(() => page.url()).not.toBe(before)
      await expect.poll(() => figure(page, 'En erreur')).toBe(errors)
      const read = columns.getByLabel('Colonne Échéance lue comme').locator('option:checked')
      expect(await plain(read)).toBe(due)
    }
    await page.getByRole('button', { name: 'Appliquer 2 changements' }).waitFor()

    expect(await found(window, piece(1))).toEqual([])
    await page.getByRole('button', { name: 'Appliquer 2 changements' }).click()
    await page.getByRole('heading', { level: 2, name: 'Ce que ce fichier a changé' }).waitFor()
    expect(await found(window, piece(1))).toMatchObject([{ dueOn: '2026-11-24', amount: { amount: '1234.56' } }])

    await drop(page, path)
    expect(await figure(page, 'Créées')).toBe('0')
    expect(await figure(page, 'Modifiées')).toBe('0')
    expect(await figure(page, 'Inchangées')).toBe('2')
    expect(await page.getByRole('button', { name: /^Appliquer/ }).count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('rows in error come back in a file, are mended and imported', async () => {
    const window = await visit('/import')
    const { page, context, complaints } = window
    const { ref, name } = await someCustomer(window)
    await drop(
      page,
      list('pieces-fausses.csv', [
        [piece(10), '05/10/2026', '04/11/2026', ref, name, '100,00'],
        [piece(11), '31/02/2026', '04/11/2026', ref, name, '200,00'],
        [piece(12), '05/10/2026', '04/11/2026', ref, name, 'cent euros'],
      ]),
    )
    expect(await figure(page, 'Créées')).toBe('1')
    expect(await figure(page, 'En erreur')).toBe('2')
    const coming = page.waitForEvent('download')
    await page.getByRole('region', { name: '2 lignes en erreur' }).getByRole('link', { name: 'CSV' }).click()
    const bytes = readFileSync(await (await coming).path())
    const text = new TextDecoder('utf-8').decode(bytes)
    expect(text.split(/\r?\n/)[0]).toMatch(/N° pièce.*Montant TTC.*motif/)
    expect(text).toContain(piece(11))
    expect(text).not.toContain(piece(10))
    await page.getByRole('button', { name: 'Appliquer 1 changement' }).click()
    await page.getByRole('heading', { level: 2, name: 'Ce que ce fichier a changé' }).waitFor()

    const mended = join(folder, 'pieces-corrigees.csv')
    writeFileSync(mended, text.replace('31/02/2026', '28/02/2026').replace('cent euros', '300,00'))
    await drop(page, mended)
    expect(await figure(page, 'Créées')).toBe('2')
    await page.getByRole('button', { name: 'Appliquer 2 changements' }).click()
    await page.getByRole('heading', { level: 2, name: 'Ce que ce fichier a changé' }).waitFor()
    expect(await found(window, piece(12))).toMatchObject([{ amount: { amount: '300.00' } }])
    expect(complaints).toEqual([])
    await context.close()
  })

  test('what is not a list is refused with what to do', async () => {
    const { page, context } = await visit('/import')
    const path = join(folder, 'photo.csv')
    writeFileSync(
      path,
      Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256),
    )
    await page.getByLabel('Déposer des fichiers ici').setInputFiles(path)
    expect(await plain(page.getByRole('alert').first())).toMatch(/n’a pas pu être lu.+/)
    await context.close()
  })
})
