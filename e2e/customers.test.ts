import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { ask, heading, plain, useBrowser, visit, type Visit } from './support.ts'

type Customer = { readonly id: string; readonly name: string; readonly ref: string }
type Invoice = { readonly id: string; readonly number: string; readonly amount: { readonly amount: string } }

/** The `rank`th customer by overdue money: each journey takes its own. */
async function someCustomer(window: Visit, rank: number): Promise<Customer> {
  const answer = await ask<{ items: readonly Customer[] }>(window, `/api/customers?sort=-overdue&limit=${rank + 1}`)
  const customer = answer.items[rank]
  if (!customer) throw new Error('the demonstration has too few customers')
  return customer
}

const rows = (page: Page) => page.getByRole('table', { name: 'Clients' }).getByRole('row')

describe('customers', () => {
  useBrowser()

  test('searched and filtered; the address keeps both', async () => {
    const { page, context, complaints } = await visit('/clients')
    const customer = await someCustomer({ page, context, complaints }, 0)
    await page.getByRole('textbox', { name: 'Nom, compte ou SIREN' }).fill(customer.name)
    await expect.poll(() => rows(page).count()).toBe(3)
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await page.getByLabel('Situation').selectOption('avec de l’échu')
    await page.keyboard.press('Escape')
    await page.getByText('Situation : avec de l’échu').waitFor()
    const address = page.url()
    expect(new URL(address).searchParams.get('state')).toBe('overdue')

    await page.reload()
    await page.getByText('Situation : avec de l’échu').waitFor()
    await expect.poll(() => rows(page).count()).toBe(3)
    expect(page.url()).toBe(address)
    expect(await page.getByRole('textbox', { name: 'Nom, compte ou SIREN' }).inputValue()).toBe(customer.name)

    await page.getByRole('button', { name: 'Retirer le filtre Situation' }).click()
    await page.getByRole('link', { name: customer.name }).click()
    await page.getByRole('heading', { level: 1, name: customer.name }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('why, a pause with its reason and its end, a contact, a note in the history', async () => {
    const window = await visit('/clients')
    const { page, context, complaints } = window
    const customer = await someCustomer(window, 3)
    await page.goto(`/clients/${customer.id}`)
    // Other sections have a « Pourquoi ? » of their own, and may be there first.
    await page.getByRole('region', { name: 'Prochaine étape' }).getByRole('button', { name: 'Pourquoi ?' }).click()
    const why = page.getByRole('dialog', { name: 'Pourquoi cette décision' })
    await why.getByRole('link', { name: 'Voir les scénarios' }).waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Suspendre' }).click()
    const pause = page.getByRole('dialog', { name: 'Suspendre la relance' })
    await pause.getByLabel('Motif').fill('Audit en cours chez le client')
    await pause.getByRole('button', { name: 'Suspendre' }).click()
    await page.getByText(/Suspendu jusqu’au .*Audit en cours chez le client/).waitFor()
    await page.getByRole('button', { name: 'Reprendre la relance' }).click()
    await page.getByRole('button', { name: 'Suspendre' }).waitFor()

    await page.getByRole('button', { name: 'Ajouter un contact' }).click()
    const contact = page.getByRole('dialog', { name: 'Ajouter un contact' })
    await contact.getByLabel('Nom', { exact: true }).fill('Odile Trésorière')
    await contact.getByLabel('Rôle').selectOption('Décideur')
    await contact.getByLabel('E-mail').fill('odile@tresorerie.example')
    await contact.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('table', { name: 'Contacts' }).getByText('odile@tresorerie.example').waitFor()

    await page.keyboard.press('n')
    const note = page.getByRole('dialog', { name: 'Ajouter une note' })
    await note.getByLabel('Note').fill('Virement annoncé pour vendredi.')
    await note.getByRole('button', { name: 'Noter' }).click()
    const history = page.getByRole('region', { name: 'Historique' })
    await history.getByText('Virement annoncé pour vendredi.').waitFor()
    expect(await plain(history.getByRole('listitem').first())).toContain('Camille Renard')
    expect(await plain(history)).toContain('Contact ajouté')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('Ctrl+K finds an invoice by its amount and a customer by name', async () => {
    const window = await visit('/balance-agee')
    const { page, context, complaints } = window
    const { items } = await ask<{ items: readonly Invoice[] }>(
      window,
      '/api/invoices?state=overdue&sort=-amount&limit=5',
    )
    const [invoice] = items
    if (!invoice) throw new Error('the demonstration has no overdue invoice')
    await page.keyboard.press('Control+k')
    const search = page.getByRole('dialog', { name: 'Rechercher' })
    await search.getByRole('textbox').fill(invoice.amount.amount.replace('.', ','))
    await search.getByRole('button', { name: invoice.number }).click()
    await expect.poll(() => plain(heading(page))).toBe(`Facture ${invoice.number}`)

    const customer = await someCustomer(window, 1)
    await page.keyboard.press('Control+k')
    await search.getByRole('textbox').fill(customer.name.slice(0, 9).toLowerCase())
    await search.getByRole('button', { name: customer.name }).first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => plain(heading(page))).not.toContain('Facture')
    expect(complaints).toEqual([])
    await context.close()
  })
})
