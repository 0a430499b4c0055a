import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { plain, useBrowser, visit } from './support.ts'

const current = (page: Page): Locator => page.locator('[aria-current="true"]')
const detail = (page: Page): Locator => page.getByRole('region', { name: 'La tâche' })
const tab = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Travail du jour' }).getByRole('button', { name })
const count = async (page: Page, name: string): Promise<number> =>
  Number((await plain(tab(page, name))).replace(/\D/g, ''))

describe('the day of a collector', () => {
  useBrowser()

  test('through the queue by keys, a call noted, and undone', async () => {
    const { page, context, complaints } = await visit('/aujourdhui')
    await detail(page).getByRole('heading', { level: 2 }).first().waitFor()
    const first = await plain(current(page))
    await page.keyboard.press('j')
    await expect.poll(() => plain(current(page))).not.toBe(first)
    const second = await plain(current(page))
    await page.keyboard.press('k')
    await expect.poll(() => plain(current(page))).toBe(first)
    await page.keyboard.press('j')
    await expect.poll(() => plain(current(page))).toBe(second)

    const before = await count(page, 'À appeler')
    const name = await plain(detail(page).getByRole('heading', { level: 2 }).first())
    expect(second).toContain(name)
    await detail(page).getByRole('button', { name: 'Pas de réponse' }).waitFor()
    await page.keyboard.press('n')
    await page.getByLabel('Note', { exact: true }).fill('Répondeur, rappeler demain matin.')
    await page.keyboard.press('Control+Enter')
    await page.getByText(`${name} : noté.`).waitFor()
    await expect.poll(() => count(page, 'À appeler')).toBe(before - 1)
    await expect.poll(() => plain(current(page))).not.toBe(second)

    await page.getByRole('status').getByRole('button', { name: 'Annuler' }).click()
    await page.getByText('C’est annulé.').waitFor()
    await expect.poll(() => count(page, 'À appeler')).toBe(before)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('messages are approved together, leave, and are read as they left', async () => {
    const { page, context, complaints } = await visit('/aujourdhui?tab=approve')
    const rows = page.getByRole('region', { name: 'Messages à valider' }).getByRole('listitem')
    await rows.first().waitFor()
    const toApprove = await rows.count()
    const sent = await count(page, 'Envoyés')
    const customer = (await plain(rows.last().getByRole('button'))).split(/ \d/)[0] ?? ''
    for (let row = 0; row < toApprove; row++) {
      await page.keyboard.press('x')
      await page.keyboard.press('j')
    }
    await page.getByRole('button', { name: `Valider ${toApprove} messages` }).waitFor()
    await page.keyboard.press('Shift+V')
    await page.getByText(`${toApprove} messages validés : ils partent.`).waitFor()
    await expect.poll(() => count(page, 'Envoyés'), { timeout: 40_000 }).toBe(sent + toApprove)

    await tab(page, 'Envoyés').click()
    const list = page.getByRole('region', { name: 'Messages partis aujourd’hui' })
    await list
      .getByRole('button', { name: new RegExp(`^${customer.slice(0, 12)}`) })
      .first()
      .click()
    await page.getByText('Tel qu’il est parti').waitFor()
    await wroteWhatIsShown(page)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('who is held back says why, and where to mend it', async () => {
    const { page, context } = await visit('/aujourdhui?tab=held')
    await page.getByRole('button', { name: 'Pourquoi ?' }).first().click()
    const why = page.getByRole('dialog', { name: 'Pourquoi cette décision' })
    await why.getByText('Scénario', { exact: true }).waitFor()
    expect(await plain(why)).toMatch(/Pourquoi cette décision.{20,}/)
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'detached' })
    await page.getByRole('table', { name: 'Clients retenus' }).getByRole('link').first().click()
    await page.getByRole('heading', { level: 2, name: 'Prochaine étape' }).waitFor()
    await context.close()
  })
})

/** The mail on the screen, the one downloaded and the one in the folder of the mail server are the same bytes. */
async function wroteWhatIsShown(page: Page): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger l’e-mail (.eml)' }).click()
  const download = await coming
  const bytes = readFileSync(await download.path())
  const mail = await PostalMime.parse(bytes)
  const shown = await page.frameLocator('iframe').locator('body').innerText()
  for (const line of shown.split('\n').filter(one => one.trim() !== '')) expect(flat(mail.html)).toContain(flat(line))
  const folder = join(inject('demo').folder, 'mail')
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.eml'))
  expect(kept.some(name => bytes.equals(readFileSync(join(folder, name))))).toBe(true)
}

function flat(text = ''): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|&#160;|&#8239;|&#xA0;|&#x202F;/gi, '')
    .replace(/&amp;/g, '&')
    .replace(/[\s\u00A0\u202F]+/g, '')
}
