import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { ask, heading, pickOption, plain, useBrowser, visit, type Visit } from './support.ts'

const PDF = {
  name: 'conditions.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj'),
}
const TITLE = 'CGV d’essai'

describe('terms of sale', () => {
  useBrowser()

  test('a newcomer registers terms, a variant, an acceptance and a review; an invoice says what governs it', async () => {
    const window = await visit('/conditions')
    const { page } = window
    const invoice = await anInvoice(window)
    await writeTerms(page)
    await agreeVariant(page, invoice.customer.name)
    await recordAcceptance(page, invoice.customer.id)
    await reviewTerms(page)
    await sayOrdered(page, invoice.id, await today(window))
    const section = page.getByRole('region', { name: 'Conditions de vente' })
    await section.getByRole('link', { name: TITLE }).waitFor()
    await section.getByText('Avec une variante').waitFor()
    await section.getByRole('button', { name: 'Quelles conditions ?' }).click()
    const why = await plain(page.getByRole('dialog').last())
    expect(why).toContain(`${TITLE} acceptées le`)
    expect(why).toContain('par Mme Essai (commande signée)')
    expect(why).toContain('Variante de ce client')
    expect(window.complaints).toEqual([])
    await window.context.close()
  })

  test('a rate under the floor and a term of seventy-five days are said while they are typed', async () => {
    const { page, context } = await visit('/conditions')
    await startDraft(page, 'CGV hors la loi')
    await page.getByLabel('Jours', { exact: true }).fill('75')
    await page.getByText('Au-dessus du plafond').waitFor()
    await page.getByRole('combobox', { name: 'Pénalités de retard' }).selectOption({ label: 'Taux convenu' })
    await page.getByLabel('Taux annuel').fill('5')
    await page.getByText(/Sous le plancher dans \d+ semestre/).waitFor()
    const law = page.getByRole('region', { name: 'Ce que dit la loi' })
    await law.getByText('C. com. L441-10 II').first().waitFor()
    await page.getByRole('button', { name: 'Enregistrer et publier' }).click()
    const panel = page.getByRole('dialog', { name: /Publier/ })
    await panel.getByRole('checkbox').nth(1).waitFor()
    // What the law says has to be read: the browser keeps the form until every point is ticked.
    await panel.getByRole('button', { name: 'Publier' }).click()
    expect(await panel.getByRole('checkbox').evaluateAll(all => all.every(box => box.matches(':invalid')))).toBe(true)
    await panel.getByRole('button', { name: 'Annuler' }).click()
    await page.getByRole('button', { name: 'Jeter le brouillon' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Jeter le brouillon' }).click()
    await page.waitForURL(/\/conditions$/)
    await context.close()
  })

  test('a rate is added with its source, once', async () => {
    const { page, context } = await visit('/reglages/taux')
    await page.getByText('Complet', { exact: true }).waitFor()
    await page.keyboard.press('n')
    const panel = page.getByRole('dialog', { name: 'Ajouter un taux' })
    await panel.getByLabel('Série').selectOption({ label: 'Pays-Bas, matière civile' })
    await panel.getByLabel('Du', { exact: true }).fill('01/01/2031')
    await panel.getByLabel('Taux', { exact: true }).fill('6,00')
    await panel.getByLabel('Source').fill('Staatsblad, essai de bout en bout')
    await panel.getByRole('button', { name: 'Ajouter un taux' }).click()
    await page.getByText('Taux ajouté.').waitFor()
    await page.goto('/reglages/taux?origin=added')
    await page.getByRole('row', { name: /Pays-Bas.*6,00 %.*Camille Renard/ }).waitFor()
    await page.keyboard.press('n')
    await panel.getByLabel('Série').selectOption({ label: 'Pays-Bas, matière civile' })
    await panel.getByLabel('Du', { exact: true }).fill('01/02/2031')
    await panel.getByLabel('Taux', { exact: true }).fill('7')
    await panel.getByLabel('Source').fill('Une autre page')
    await panel.getByRole('button', { name: 'Ajouter un taux' }).click()
    await panel.getByText(/Un taux est déjà connu/).waitFor()
    await context.close()
  })
})

async function startDraft(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Nouvelle version' }).click()
  const panel = page.getByRole('dialog', { name: 'Nouvelle version' })
  await panel.getByLabel('Société').selectOption({ label: 'Ateliers Vaubrise SAS' })
  await panel.getByLabel('Intitulé').fill(title)
  await panel.getByRole('button', { name: 'Écrire le brouillon' }).click()
  await page.waitForURL(/\/conditions\/[0-9a-f-]+$/)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function writeTerms(page: Page): Promise<void> {
  await startDraft(page, TITLE)
  await page.getByLabel('Jours', { exact: true }).fill('45')
  await page.getByText('Dans le plafond').waitFor()
  await page.locator('input[type=file]').setInputFiles(PDF)
  await page.getByRole('link', { name: 'conditions.pdf' }).waitFor()
  await page.getByRole('button', { name: 'Enregistrer et publier' }).click()
  const panel = page.getByRole('dialog', { name: /Publier/ })
  await panel.getByText(/prendront fin le/).waitFor()
  await panel.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('En vigueur', { exact: true }).waitFor()
}

async function agreeVariant(page: Page, customer: string): Promise<void> {
  await page.getByRole('link', { name: 'Conditions de vente' }).click()
  await page.getByRole('button', { name: 'Variantes' }).click()
  await page.getByRole('button', { name: 'Convenir d’une variante' }).click()
  const panel = page.getByRole('dialog', { name: 'Convenir d’une variante' })
  await pickOption(panel, 'Client', customer)
  await panel.getByRole('checkbox', { name: 'Délai de paiement' }).check()
  await panel.getByLabel('Jours', { exact: true }).fill('50')
  await panel.getByLabel('Motif').fill('Contrat annuel signé')
  await panel.getByRole('button', { name: 'Convenir' }).click()
  await page.getByText('Variante convenue.').waitFor()
  await page.getByRole('button', { name: customer }).waitFor()
}

async function recordAcceptance(page: Page, customer: string): Promise<void> {
  await page.goto(`/clients/${customer}`)
  await heading(page).waitFor()
  await page.getByRole('button', { name: 'Noter une acceptation' }).click()
  const panel = page.getByRole('dialog', { name: 'Noter une acceptation' })
  await panel.getByLabel('Version').selectOption({ label: `${TITLE} · VAUBRISE` })
  await panel.getByLabel('Acceptées par').fill('Mme Essai')
  await page.locator('input[type=file]').setInputFiles(PDF)
  await panel.getByRole('button', { name: 'Noter' }).click()
  const section = page.getByRole('region', { name: 'Conditions de vente' })
  await section.getByRole('cell', { name: 'Mme Essai' }).waitFor()
  await section.getByRole('link', { name: 'conditions.pdf' }).waitFor()
}

async function reviewTerms(page: Page): Promise<void> {
  await page.goto('/conditions')
  await page.getByRole('link', { name: TITLE }).click()
  await page.getByRole('button', { name: 'Prévoir une revue' }).click()
  const plan = page.getByRole('dialog', { name: /Prévoir une revue/ })
  await plan.getByLabel('Motif').fill('Un client conteste la clause de pénalités')
  await plan.getByRole('button', { name: 'Prévoir une revue' }).click()
  await page.getByText('Revue prévue.').waitFor()
  await page.goto('/conditions?tab=reviews&cause=dispute')
  await page.getByRole('button', { name: `Faire la revue ${TITLE}` }).click()
  const end = page.getByRole('dialog', { name: /Revue de/ })
  await end.getByLabel('Ce qui est confirmé ou change').fill('Clause relue avec l’avocat, rien ne change')
  await end.getByRole('button', { name: 'Faire la revue' }).click()
  await page.getByRole('row', { name: /Litige.*Confirmées/ }).waitFor()
}

async function sayOrdered(page: Page, invoice: string, day: string): Promise<void> {
  await page.goto(`/factures/${invoice}`)
  await heading(page).waitFor()
  await page.getByRole('button', { name: 'Dire les dates' }).click()
  const panel = page.getByRole('dialog', { name: 'Dire les dates' })
  await panel.getByLabel('Commandée le').fill(day.split('-').toReversed().join('/'))
  await panel.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Dates notées.').waitFor()
}

type Invoice = { readonly id: string; readonly customer: { readonly id: string; readonly name: string } }

/** An open invoice of the French creditor, of a customer who accepted nothing yet. */
async function anInvoice(window: Visit): Promise<Invoice> {
  const { items: creditors } = await ask<{ items: { id: string; code: string }[] }>(window, '/api/creditors')
  const creditor = creditors.find(one => one.code === 'VAUBRISE')?.id
  const proofs = await ask<{ items: { customer: { id: string } }[] }>(window, '/api/terms-acceptances')
  const { items } = await ask<{ items: Invoice[] }>(
    window,
    `/api/invoices?state=overdue&limit=200&creditor=${creditor}`,
  )
  const found = items.find(one => !proofs.items.some(proof => proof.customer.id === one.customer.id))
  if (!found) throw new Error('every customer of the demonstration has accepted terms')
  return found
}

async function today(window: Visit): Promise<string> {
  return (await ask<{ today: string }>(window, '/api/desk/today')).today
}
