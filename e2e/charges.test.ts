import { describe, expect, test } from 'vitest'
import { ask, PHONE, overflow, pickOption, plain, useBrowser, violations, visit, type Visit } from './support.ts'

type Money = { readonly amount: string }
type Ledger = Record<'kind' | 'id', string> & Record<'computed' | 'claimed' | 'waived' | 'remaining' | 'toClaim', Money>
type Charges = { readonly lines: readonly Ledger[] }
type Told = { readonly items: readonly { readonly message: { readonly state: string } | null }[] }
type Listed = { readonly items: readonly { readonly invoice: { readonly id: string; readonly number: string } }[] }

/** « 1 234,50 € » as the decimal of the API. */
function decimal(written: string): string {
  return written
    .replace(/[\s\u00A0\u202F€]/g, '')
    .replace('−', '-')
    .replace(',', '.')
}

function cents(amount: string): number {
  return Math.round(Number(amount) * 100)
}

async function interestOf(window: Visit, invoice: string): Promise<Ledger> {
  const { lines } = await ask<Charges>(window, `/api/invoices/${invoice}/charges`)
  const line = lines.find(one => one.kind === 'interest')
  if (!line) throw new Error('no line of interest')
  return line
}

describe('charges', () => {
  useBrowser()

  test('any debt is calculated as one types, shared by its address and printed', async () => {
    const window = await visit('/penalites')
    const { page, context, complaints } = window
    await page.getByRole('button', { name: 'Calculer des pénalités' }).click()
    await page.getByText('Le décompte apparaît ici.').waitFor()
    await page.getByLabel('Montant dû, TTC').fill('10000')
    await page.getByLabel('Échéance').fill('20/06/2026')
    await page.keyboard.press('Tab')
    await page.getByLabel('Prix payé en entier le').fill('10/07/2026')
    await page.keyboard.press('Tab')
    // Nobody said what the customer is: a private person, until somebody does.
    await page.getByText('Le type de client est inconnu').waitFor()
    await page.getByLabel('Le client est').selectOption('business')
    const periods = page.getByRole('table', { name: 'Périodes' })
    await periods.getByText('12,40').waitFor()
    const rows = await periods.getByRole('row').allTextContents()
    // Worked example FR-02: two semesters, 67.26.
    expect(decimal(rows[1] ?? '')).toBe('67.26')
    expect(rows).toHaveLength(4)
    await page.getByText('Les autres lectures possibles').first().waitFor()
    await page.getByRole('button', { name: /Retenir : de l.échéance incluse/ }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('convention')).toBe('A')

    const again = await context.newPage()
    await again.goto(page.url())
    await again.getByRole('table', { name: 'Périodes' }).getByText('12,40').waitFor()
    const pdf = await page.getByRole('link', { name: 'Décompte en PDF' }).getAttribute('href')
    const printed = await context.request.get(pdf ?? '')
    expect(printed.headers()['content-type']).toBe('application/pdf')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a missing rate and a rate below the floor are said, with what to do', async () => {
    const window = await visit('/penalites/calcul?principal=1000.00&due=2026-05-20&asOf=2027-08-01&customer=business')
    const { page, context } = window
    await page.getByText(/2027-S1 n.est pas connu/).waitFor()
    await page.getByText(/Ajouter ce taux avec sa source/).waitFor()
    await page.goto(
      '/penalites/calcul?principal=1000.00&due=2026-05-20&asOf=2026-08-01&customer=business&contractRate=3',
    )
    await page.getByText(/sous trois fois l.intérêt légal/).waitFor()
    await context.close()
  })

  test('an invoice: how it is computed, claim, give up half, and every balance is right', async () => {
    const window = await visit('/penalites')
    const { page, context, complaints } = window
    const listed = await ask<Listed>(window, '/api/charges?state=open&sort=-amount&limit=50')
    let chosen = listed.items[0]?.invoice
    for (const { invoice } of listed.items) {
      chosen = invoice
      if (cents((await interestOf(window, invoice.id)).toClaim.amount) >= 200) break
    }
    const { id = '', number = '' } = chosen ?? {}
    const before = await interestOf(window, id)
    await page.getByRole('textbox', { name: 'Client ou numéro' }).fill(number)
    await page.getByRole('link', { name: number }).click()
    await page.getByRole('heading', { level: 1, name: `Facture ${number}` }).waitFor()
    await page.getByRole('button', { name: 'Comment est-ce calculé ?' }).click()
    await page.getByRole('table', { name: 'Périodes' }).waitFor()

    await page.getByRole('button', { name: 'Réclamer' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Indemnité forfaitaire').uncheck()
    await panel.getByRole('button', { name: 'Réclamer' }).click()
    await page.getByRole('heading', { level: 1, name: /^Facture\sD/ }).waitFor()
    const open = decimal(await plain(page.locator('.stat-value').first()))
    expect(open).toBe(before.toClaim.amount)

    await page.goto(`/factures/${id}`)
    await page.getByRole('table', { name: 'Réclamations' }).waitFor()
    const claimed = await interestOf(window, id)
    expect(claimed.claimed.amount).toBe(before.toClaim.amount)
    const half = (Math.floor(cents(before.toClaim.amount) / 2) / 100).toFixed(2)
    await page.getByRole('button', { name: 'Accorder une remise' }).click()
    await page.getByRole('dialog').getByLabel('Montant').fill(half)
    await page.getByRole('dialog').getByRole('button', { name: 'Accorder une remise' }).click()
    await page.getByRole('table', { name: 'Remises' }).waitFor()
    const after = await interestOf(window, id)
    expect(after.waived.amount).toBe(half)
    expect(cents(after.remaining.amount)).toBe(cents(before.toClaim.amount) - cents(half))

    await page.getByRole('button', { name: 'Annuler la remise' }).click()
    await page.getByRole('dialog').getByLabel('Motif').fill('Essai')
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler la remise' }).click()
    await page.getByText('annulée').waitFor()
    expect((await interestOf(window, id)).waived.amount).toBe('0.00')

    // In writing: taken back at once, the customer hears nothing; else one message, which leaves.
    const tell = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Accorder une remise' }).click()
      await page.getByRole('dialog').getByLabel('Montant').fill('0.50')
      await page.getByRole('dialog').getByLabel('L’écrire au client').check()
      await page.getByRole('dialog').getByRole('button', { name: 'Accorder une remise' }).click()
      await said.last().waitFor()
    }
    const said = page.getByRole('status').filter({ hasText: /La remise est accordée\s;/ })
    await tell()
    await said.getByRole('button', { name: 'Annuler' }).click()
    await page.getByRole('link', { name: /retiré/ }).waitFor()
    expect((await interestOf(window, id)).waived.amount).toBe('0.00')
    await tell()
    await page.getByRole('link', { name: /: parti$/ }).waitFor({ timeout: 60_000 })
    const told = await ask<Told>(window, `/api/charges/waivers?invoice=${id}`)
    expect(told.items.flatMap(({ message }) => message?.state ?? []).toSorted()).toEqual(['cancelled', 'sent'])
    await page.getByRole('link', { name: /: parti$/ }).click()
    await page.getByRole('heading', { level: 1, name: `Remise accordée sur la facture ${number}` }).waitFor()
    await page.setViewportSize(PHONE)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the choice of a segment and the limits are kept', async () => {
    const window = await visit('/reglages/penalites')
    const { page, context, complaints } = window
    await page.getByLabel('Petites entreprises').selectOption('silent')
    await page.getByRole('button', { name: 'Enregistrer' }).first().click()
    await page.getByText('C’est enregistré.').first().waitFor()
    await page.reload()
    expect(await page.getByLabel('Petites entreprises').inputValue()).toBe('silent')
    await page.getByLabel('Petites entreprises').selectOption('show')
    await page.getByRole('button', { name: 'Enregistrer' }).first().click()
    await page
      .getByText(/est enregistré/)
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('our own invoices: a point is held, and a simple invoice is issued', async () => {
    const window = await visit('/qualite')
    const { page, context, complaints } = window
    await page.getByRole('table', { name: 'Qualité des factures' }).getByRole('link').first().click()
    await page
      .getByRole('button', { name: /^Traiter/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByLabel(/Ne pas relancer/)
      .check()
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Retenue des relances').first().waitFor()

    await page.goto('/qualite?severity=doubt')
    const points = page.getByRole('table', { name: 'Qualité des factures' })
    await points.getByRole('checkbox', { name: 'Cocher la ligne' }).nth(1).check()
    await points.getByRole('checkbox', { name: 'Cocher la ligne' }).nth(2).check()
    await page.keyboard.press('t')
    const several = page.getByRole('dialog', { name: 'Traiter 2 points' })
    await several.getByRole('radio', { name: 'Retenir des relances' }).check()
    expect(await violations(page, 'all')).toEqual([])
    await several.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('2 points traités.').waitFor()
    // The whole filter at once, with one note; those that were so already are said.
    const asked = '/api/invoice-findings?state=open&severity=doubt&limit=1'
    const doubts = await ask<{ count: number }>(window, asked)
    const held = await ask<{ count: number }>(window, `${asked}&holds=true`)
    await page.getByRole('checkbox', { name: 'Cocher toutes les lignes affichées' }).check()
    await page.getByRole('button', { name: `Sélectionner les ${doubts.count} points du filtre` }).click()
    await page.getByRole('button', { name: 'Traiter…' }).click()
    const all = page.getByRole('dialog', { name: `Traiter ${doubts.count} points` })
    await all.getByRole('radio', { name: 'Retenir des relances' }).check()
    await all.getByLabel('Motif ou note').fill('Contrats à relire')
    await all.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText(`${doubts.count - held.count} points traités. ${held.count} l’étaient déjà.`).waitFor()
    const freed = await ask<object>(window, '/api/invoice-findings/settle', {
      filter: { holds: true },
      verdict: 'free',
    })
    expect(freed).toMatchObject({ left: 0 })

    await page.goto('/factures')
    await page.getByRole('button', { name: 'Émettre une facture' }).click()
    await pickOption(page, 'Client', 'Brass')
    await page.getByLabel('Désignation').fill('Porte sur mesure')
    await page.getByLabel('Prix unitaire HT').fill('450')
    await page.locator('iframe').waitFor()
    await page.getByRole('button', { name: 'Émettre', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Émettre', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /^Facture\sF/ }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
