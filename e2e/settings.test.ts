import { describe, expect, inject, test } from 'vitest'
import { heading, invitedLink, plain, strangerVisit, useBrowser, visit } from './support.ts'

describe('settings', () => {
  useBrowser()

  test('a firm is corrected; a wrong IBAN is refused', async () => {
    const { page, context } = await visit('/reglages/societe')
    await page.getByRole('button', { name: 'Modifier Ateliers Vaubrise SAS' }).click()
    const panel = page.getByRole('dialog', { name: 'Modifier la société' })
    await panel.getByLabel('Signataire des lettres').fill('Inès Carpentier, crédit client')
    const iban = panel.getByLabel('IBAN 1')
    const right = await iban.inputValue()
    await iban.fill('FR76 3000 6000 0112 3456 7890 188')
    await panel.getByRole('button', { name: 'Enregistrer' }).click()
    expect(await plain(panel.getByRole('alert'))).toContain('Recopier depuis un document officiel')
    await iban.fill(right)
    await panel.getByRole('button', { name: 'Enregistrer' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByText('Inès Carpentier, crédit client').waitFor()
    await context.close()
  })

  test('an invited collector works, and does not administer', async () => {
    const administrator = await visit('/reglages/utilisateurs')
    const panel = administrator.page.getByRole('dialog', { name: 'Inviter une personne' })
    await administrator.page.getByRole('button', { name: 'Inviter une personne' }).click()
    await panel.getByLabel('Nom', { exact: true }).fill('Sacha Relance')
    await panel.getByLabel('Adresse e-mail').fill('sacha@quittance.example')
    await panel.getByRole('button', { name: 'Créer l’invitation' }).click()
    const link = await administrator.page.getByLabel('Lien à usage unique').inputValue()
    await administrator.page.getByRole('button', { name: 'Terminer' }).click()
    await administrator.page.getByRole('table', { name: 'Utilisateurs' }).getByText('sacha@quittance.example').waitFor()

    const { page, context } = await strangerVisit()
    await page.goto(link)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('button', { name: 'Plus tard' }).click()
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()
    await page.goto('/reglages/utilisateurs')
    await page.getByRole('table', { name: 'Utilisateurs' }).waitFor()
    expect(await page.getByRole('button', { name: 'Inviter une personne' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Clés API' }).count()).toBe(0)
    await page.goto('/reglages/cles-api')
    await page.getByText('Votre rôle ne permet pas ce geste.').waitFor()
    await page.goto('/import')
    await page.getByText(/import est réservé au credit manager/).waitFor()
    const refused = await context.request.post('/api/users', {
      headers: { origin: inject('demo').url, 'idempotency-key': crypto.randomUUID() },
      data: { email: 'x@quittance.example', name: 'X', role: 'administrator' },
    })
    expect(refused.status()).toBe(403)
    await context.close()
    await administrator.context.close()
  })

  test('an API key reads until it is revoked', async () => {
    const { page, context, complaints } = await visit('/reglages/cles-api')
    await page.getByRole('button', { name: 'Créer une clé' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Nom', { exact: true }).fill('Tableur')
    await panel.getByRole('button', { name: 'Créer une clé' }).click()
    const secret = await panel.getByLabel('Secret').inputValue()
    await panel.getByRole('button', { name: /rangé le secret/ }).click()
    const read = (): Promise<Response> =>
      fetch(new URL('/api/customers?limit=1', inject('demo').url), { headers: { authorization: `Bearer ${secret}` } })
    const answer = await read()
    expect(answer.status).toBe(200)
    expect(await answer.json()).toHaveProperty('items.0.name')

    const row = page.getByRole('row', { name: /Tableur/ })
    await row.getByRole('button', { name: 'Révoquer' }).click()
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Révoquer' }).click()
    await row.waitFor({ state: 'detached' })
    expect((await read()).status).toBe(401)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the mail test says where the mail went', async () => {
    const { page, context, complaints } = await visit('/reglages/messagerie')
    await page.getByRole('button', { name: 'Envoyer un essai' }).click()
    await page.getByText('dans le dossier des e-mails', { exact: false }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the shell', () => {
  useBrowser()

  test('another language speaks at once and stays', async () => {
    const administrator = await visit('/reglages/profil')
    const { link } = await invitedLink(administrator, 'Tine Taal', 'director')
    const { page, context } = await strangerVisit()
    await page.goto(link)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('button', { name: 'Plus tard' }).click()
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()
    for (const [language, title, word] of [
      ['Nederlands', 'Vandaag', /Klanten/],
      ['English', 'Today', /Customers/],
      ['Deutsch', 'Heute', /Kunden/],
    ] as const) {
      await page.getByRole('button', { name: /Tine Taal/ }).click()
      await page.getByRole('menuitemradio', { name: language }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      // The menu fades: its button pressed meanwhile would close it for good.
      await page.getByRole('menuitemradio', { name: language }).waitFor({ state: 'detached' })
      await page.getByRole('navigation').getByRole('link', { name: word }).first().waitFor()
    }
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Heute' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await context.close()
    await administrator.context.close()
  })

  test('the dark scheme is chosen, and stays', async () => {
    const { page, context } = await visit('/clients')
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await paper()
    await page.getByRole('button', { name: /Mon compte/ }).click()
    await page.getByRole('menuitemradio', { name: 'Sombre' }).click()
    await expect.poll(paper).not.toBe(light)
    await page.reload()
    await heading(page).waitFor()
    expect(await paper()).not.toBe(light)
    await context.close()
  })

  test('without a mouse: the skip link, the letters, and no trap', async () => {
    const { page, context } = await visit('/aujourdhui')
    await page.getByRole('button', { name: 'Lancer le suivi du jour' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await plain(page.locator(':focus'))).toBe('Aller au contenu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator('main :focus').count()).toBe(1)

    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor()
    await page.getByRole('table', { name: 'Clients' }).getByRole('link').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Prochaine étape' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await context.close()
  })
})
