import { describe, expect, test } from 'vitest'
import { heading, invitedLink, plain, strangerVisit, useBrowser, visit } from './support.ts'

const PASSWORD = 'quatre chevaux au pré'

describe('sign-in', () => {
  useBrowser()

  test('a link once, then a password; a wrong one is refused with what to do', async () => {
    const administrator = await visit('/reglages/profil')
    const { link, email } = await invitedLink(administrator, 'Lien Premier', 'credit-manager')
    const { page, context } = await strangerVisit()

    await page.goto(link)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByLabel('Nouveau mot de passe').fill(PASSWORD)
    await page.getByRole('button', { name: 'Enregistrer et entrer' }).click()
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()

    await page.getByRole('button', { name: /Mon compte/ }).click()
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Se connecter' }).waitFor()

    await page.getByLabel('Adresse e-mail').fill(email)
    await page.getByLabel('Mot de passe', { exact: true }).fill('ce n’est pas lui')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    const refusal = await plain(page.getByRole('alert'))
    expect(refusal).toMatch(/pas le bon\..*Vérifier les deux, puis réessayer\./)

    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()

    await page.goto(link)
    await page.getByRole('button', { name: 'Continuer' }).click()
    expect(await plain(page.getByRole('alert'))).toContain('Ce lien a déjà servi')
    await context.close()
    await administrator.context.close()
  })

  test('a screen asked for before sign-in is shown after it', async () => {
    const administrator = await visit('/reglages/profil')
    const { link } = await invitedLink(administrator, 'Lien Second', 'director')
    const { page, context } = await strangerVisit()

    await page.goto('/balance-agee?by=segment')
    await page.getByRole('heading', { level: 1, name: 'Se connecter' }).waitFor()
    expect(new URL(page.url()).searchParams.get('back')).toBe('/balance-agee?by=segment')

    await page.goto(`${link}&back=${encodeURIComponent('/balance-agee?by=segment')}`)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('button', { name: 'Plus tard' }).click()
    await page.getByRole('heading', { level: 1, name: 'Balance âgée' }).waitFor()
    expect(await page.getByLabel('Par', { exact: true }).inputValue()).toBe('segment')

    await page.goto(`${link}&back=${encodeURIComponent('https://ailleurs.example/')}`)
    await heading(page).waitFor()
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
    await context.close()
    await administrator.context.close()
  })
})
