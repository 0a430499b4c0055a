import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { ask, plain, useBrowser, visit, violations, type Visit } from './support.ts'

type Told = {
  readonly story: string
  readonly account: string
  readonly amount: string
  readonly number: string | null
}
type Expected = {
  readonly creditors: {
    readonly VAUBRISE: { readonly unbookedReceipts: readonly { number: string; amount: string }[] }
  }
  readonly unplaced: readonly Told[]
}
type Money = { readonly amount: string; readonly currency: string }
type Invoice = {
  readonly id: string
  readonly number: string
  readonly open: Money
  readonly customer: { readonly id: string; readonly name: string }
}
type Accounts = { readonly items: readonly { readonly id: string; readonly number: string }[] }

const cents = (value: Money | string): bigint =>
  BigInt((typeof value === 'string' ? value : value.amount).replace('.', ''))

let month: readonly string[]
let expected: Expected

/** The invoice of a number, as the API has it. */
async function invoice(window: Visit, number: string): Promise<Invoice> {
  const { items } = await ask<{ items: readonly Invoice[] }>(window, `/api/invoices?q=${encodeURIComponent(number)}`)
  const found = items.find(one => one.number === number)
  if (!found) throw new Error(`the demonstration has no invoice ${number}`)
  return found
}

/** What a customer owes in all, in cents. */
async function owed(window: Visit, customer: string): Promise<bigint> {
  const { ages } = await ask<{ ages: readonly { outstanding: Money }[] }>(window, `/api/customers/${customer}/balance`)
  return ages.reduce((sum, age) => sum + cents(age.outstanding), 0n)
}

const queue = (page: Page): Locator => page.getByRole('region', { name: 'Lignes de banque' }).getByRole('listitem')
const row = (page: Page, name: string): Locator => queue(page).filter({ hasText: name })
const detail = (page: Page): Locator => page.getByRole('region', { name: 'Ligne choisie' })

/** Opens the lines of the French accounts in one tab, and waits for them. */
async function open(page: Page, tab: string, account: string): Promise<void> {
  await page.goto(`/encaissements?tab=${tab}&account=${account}`)
  await queue(page).first().waitFor()
}

/** The count that stands in a tab. */
async function count(page: Page, tab: string): Promise<number> {
  return Number(/\d+$/.exec(await plain(page.getByRole('button', { name: new RegExp(`^${tab}`) })))?.[0])
}

async function choose(page: Page, name: string): Promise<void> {
  await row(page, name).getByRole('button').click()
  await detail(page).getByRole('heading', { name }).waitFor()
}

describe('a newcomer reconciles the month of the bank', () => {
  useBrowser()
  beforeAll(() => {
    const samples = join(inject('demo').folder, 'samples')
    month = readdirSync(join(samples, 'bank'))
      .filter(name => name.startsWith('vaubrise'))
      .map(name => join(samples, 'bank', name))
    expected = JSON.parse(readFileSync(join(samples, 'expected.json'), 'utf8')) as Expected
  })

  test('drops the CAMT and the CFONB file: what is certain is settled, and only once', async () => {
    const window = await visit('/encaissements')
    const { page, context, complaints } = window
    const unbooked = expected.creditors.VAUBRISE.unbookedReceipts
    const before = new Map<string, bigint>()
    for (const { number } of unbooked) before.set(number, cents((await invoice(window, number)).open))
    await page.keyboard.press('d')
    await page.getByLabel('Déposer les relevés ici').setInputFiles([...month])
    await expect.poll(() => page.getByText('Terminé').count()).toBe(2)
    expect(await page.getByText('soldes justes').count()).toBe(2)
    expect(await violations(page)).toEqual([])
    for (const { number, amount } of unbooked) {
      const { open: left } = await invoice(window, number)
      expect([number, (before.get(number) ?? 0n) - cents(left)]).toEqual([number, cents(amount)])
    }

    // The same files again bring nothing.
    await page.reload()
    await page.getByLabel('Déposer les relevés ici').setInputFiles([...month])
    await expect.poll(() => page.getByText('Tout était déjà connu').count()).toBe(2)
    await page.getByRole('button', { name: /^Trier les \d+ lignes qui attendent/ }).click()
    await queue(page).first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('accepts the likely ones from the keyboard: the next line is there at once, balances follow', async () => {
    const window = await visit('/encaissements')
    const { page, context, complaints } = window
    const { items } = await ask<Accounts>(window, '/api/bank-accounts')
    for (const { number, id } of items.filter(one => one.number.startsWith('FR'))) {
      const mistyped = expected.unplaced.find(one => one.story === 'number-mistyped' && one.account === number)
      const about = await invoice(window, mistyped?.number ?? '')
      const before = await owed(window, about.customer.id)
      await open(page, 'likely', id)
      const waiting = await count(page, 'Probables')
      const lines = await queue(page).count()
      expect(await plain(detail(page))).toContain('Proposition')
      for (let left = lines; left > 0; left -= 1) {
        await page.keyboard.press('Enter')
        await expect.poll(() => queue(page).count()).toBe(left - 1)
      }
      await expect.poll(() => count(page, 'Probables')).toBe(waiting - lines)
      await expect.poll(async () => cents((await invoice(window, about.number)).open)).toBe(0n)
      expect(before - (await owed(window, about.customer.id))).toBeGreaterThanOrEqual(cents(mistyped?.amount ?? '0'))
    }
    expect(await plain(page.locator('.sitting'))).toMatch(/traitées aujourd’hui/)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('accepts the credit of a slip and undoes it: its cheques are credited, then at the bank again', async () => {
    const window = await visit('/encaissements?q=AFGIFTE')
    const { page, context, complaints } = window
    await detail(page).getByText('Montant exact de ce qui attend sur la remise').waitFor()
    const number = /Remise n° (\d{4}-\d{4})/.exec(await plain(detail(page)))?.[1] ?? ''
    expect(await plain(detail(page))).toContain('3 chèques')
    const state = async (): Promise<string[]> => {
      const query = `/api/cheques?q=${number}&kind=cheque&limit=50`
      const { items } = await ask<{ items: readonly { state: string; number: string }[] }>(window, query)
      return items.filter(one => one.number.startsWith('431')).map(one => one.state)
    }
    await page.keyboard.press('Enter')
    await expect.poll(() => queue(page).count()).toBe(0)
    await expect.poll(state).toEqual(['cleared', 'cleared', 'cleared'])
    await page.keyboard.press('u')
    await expect.poll(state).toEqual(['deposited', 'deposited', 'deposited'])
    await row(page, `Remise n° ${number}`).waitFor()
    await detail(page)
      .getByRole('link', { name: `Remise n° ${number}` })
      .click()
    await page.getByRole('table', { name: 'Remises' }).getByRole('link', { name: number }).first().waitFor()
    expect(await page.getByRole('table', { name: 'Remises' }).getByRole('row').count()).toBe(2)
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  test('sorts the others: not ours, on account, split by hand; undoes one', async () => {
    const window = await visit('/encaissements')
    const { page, context, complaints } = window
    const { items } = await ask<Accounts>(window, '/api/bank-accounts')
    const named = (end: string): string => items.find(one => one.number.endsWith(end))?.id ?? ''
    const first = named(expected.unplaced.find(one => one.story === 'not-ours')?.account.slice(-6) ?? '')
    await open(page, 'to-sort', first)
    for (const name of ['DGFIP', 'Ateliers Vaubrise SAS']) {
      await choose(page, name)
      await page.keyboard.press('x')
      await expect.poll(() => row(page, name).count()).toBe(0)
    }

    const { customer } = await invoice(window, expected.unplaced.find(one => one.story === 'part')?.number ?? '')
    const owing = await owed(window, customer.id)
    await choose(page, 'Mme Louise Durand')
    await page.keyboard.press('c')
    await page.getByRole('combobox', { name: 'Client' }).fill(customer.name)
    await page.getByRole('option', { name: customer.name }).first().waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => plain(page.locator('.last-gesture'))).toContain('gardé en compte')
    await page.goto(`/clients/${customer.id}`)
    const payments = page.getByRole('region', { name: 'Paiements' })
    await expect.poll(() => plain(payments)).toContain('350,00 €')
    expect(await owed(window, customer.id)).toBe(owing)

    const second = expected.unplaced.find(
      one =>
        one.account !== (items.find(each => each.id === first)?.number ?? '') &&
        one.story === 'unknown-payer' &&
        one.account.startsWith('FR'),
    )
    await open(page, 'to-sort', items.find(one => one.number === second?.account)?.id ?? '')
    await choose(page, 'Comptoir du Levant')
    const targets = await twoOpen(window)
    await page.keyboard.press('r')
    for (const { number } of targets) {
      await page.getByRole('combobox', { name: 'Facture, client ou référence' }).fill(number)
      await page.getByRole('option', { name: number }).waitFor()
      await page.keyboard.press('Enter')
    }
    const [large, small] = targets
    await page.getByLabel(new RegExp(`^${large.number}`)).fill('700')
    await page.getByLabel(new RegExp(`^${small.number}`)).fill('500')
    await expect.poll(() => plain(detail(page))).toContain('Reste à placer 0,00 €')
    await page.keyboard.press('Control+Enter')
    const left = async (): Promise<readonly bigint[]> =>
      Promise.all(targets.map(async one => cents(one.open) - cents((await invoice(window, one.number)).open)))
    await expect.poll(left).toEqual([70_000n, 50_000n])

    await page.keyboard.press('u')
    await expect.poll(left).toEqual([0n, 0n])
    await row(page, 'Comptoir du Levant').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('ties a return to its receipt: the invoice is owed again, and leads to what happened', async () => {
    const window = await visit('/encaissements')
    const { page, context, complaints } = window
    const taken = expected.unplaced.find(one => one.story === 'return' && one.account.startsWith('FR'))
    const about = await invoice(window, taken?.number ?? '')
    expect(cents(about.open)).toBe(0n)
    const { items } = await ask<Accounts>(window, '/api/bank-accounts')
    await open(page, 'back', items.find(one => one.number === taken?.account)?.id ?? '')
    await detail(page).getByText('même payeur').waitFor()
    await page.keyboard.press('1')
    await expect.poll(async () => cents((await invoice(window, about.number)).open)).toBe(-cents(taken?.amount ?? '0'))
    await page.goto(`/factures/${about.id}`)
    await page.getByRole('link', { name: 'Encaissement', exact: true }).first().click()
    await detail(page).getByRole('heading', { name: about.customer.name }).waitFor()
    expect(await violations(page)).toEqual([])

    const coming = page.waitForEvent('download')
    await page.goto('/encaissements?tab=done')
    await page.getByRole('button', { name: 'Exporter' }).click()
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const text = new TextDecoder('utf-8').decode(readFileSync(await (await coming).path()))
    expect(text.split(/\r?\n/)[0]).toContain('Verdict')
    expect(text).toContain('DGFIP')
    expect(complaints).toEqual([])
    await context.close()
  })
})

/** Two open invoices of the French firm that can each bear some hundreds of euros. */
async function twoOpen(window: Visit): Promise<readonly [Invoice, Invoice]> {
  const { items } = await ask<{ items: readonly Invoice[] }>(window, '/api/invoices?q=FA-2026&state=overdue&limit=200')
  const [large, small] = items.filter(one => cents(one.open) > 100_000n)
  if (!large || !small) throw new Error('the demonstration has no two large invoices')
  return [large, small]
}
