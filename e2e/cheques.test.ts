import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pdfText } from '#test/pdf-text.ts'
import { ask, pickOption, plain, useBrowser, visit, type Visit } from './support.ts'

type Customer = { readonly id: string; readonly name: string }
type Cheque = { readonly id: string; readonly state: string; readonly customer: Customer }

/** A debtor of the French entity who has no cheque yet. */
async function debtor(window: Visit): Promise<Customer> {
  const known = await ask<{ items: readonly Cheque[] }>(window, '/api/cheques?limit=500')
  const taken = new Set(known.items.map(cheque => cheque.customer.id))
  const { items } = await ask<{ items: readonly (Customer & { country: string; creditor: { code: string } })[] }>(
    window,
    '/api/customers?state=overdue&country=FR&sort=-overdue&limit=500',
  )
  const found = items.find(each => each.creditor.code === 'VAUBRISE' && !taken.has(each.id))
  if (!found) throw new Error('everybody in the demonstration has a cheque')
  return found
}

function column(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}

function card(page: Page, where: string, name: string) {
  return column(page, where).getByRole('button', { name, exact: true })
}

describe('cheques', () => {
  useBrowser()

  test('announced, announced again, received, handed in on a slip, bounced, and taken back', async () => {
    const window = await visit('/cheques')
    const { page, context, complaints } = window
    const { name } = await debtor(window)

    // « Le chèque est parti. »
    const announce = async (number?: string): Promise<void> => {
      await page.keyboard.press('n')
      const panel = page.getByRole('dialog', { name: 'Chèque annoncé' })
      await pickOption(panel, 'Client', name)
      await panel.getByRole('textbox', { name: 'Montant' }).fill('1 234,50')
      if (number !== undefined) await panel.getByRole('textbox', { name: 'Numéro' }).fill(number)
      await panel.getByRole('button', { name: 'Noter l’annonce' }).click()
    }
    await announce()
    await card(page, 'Annoncés', name).waitFor()

    // Said again without proof, it is an excuse; with its number it is the same cheque.
    await announce()
    await page.getByText('Ce chèque a déjà été annoncé et n’est pas arrivé.').waitFor()
    await page.keyboard.press('Escape')
    await announce('0998877')
    const first = column(page, 'Annoncés').locator('.board-card').filter({ hasText: name })
    await first.getByText('réannoncé').waitFor()

    // `r` receives the card that has the focus.
    await card(page, 'Annoncés', name).focus()
    await page.keyboard.press('r')
    const received = page.getByRole('dialog', { name: 'Chèque reçu' })
    await received.getByRole('textbox', { name: 'Banque' }).fill('CIC')
    await received.getByRole('button', { name: 'Noter reçu' }).click()
    await card(page, 'À remettre', name).waitFor()

    // Ticked, it goes on a slip, whose PDF says it.
    await card(page, 'À remettre', name).focus()
    await page.keyboard.press('x')
    await page.keyboard.press('b')
    const deposit = page.getByRole('dialog', { name: 'Remise en banque' })
    await deposit.getByText(name).waitFor()
    await deposit.getByRole('button', { name: 'Faire le bordereau' }).click()
    const slip = page.getByRole('dialog', { name: /^Remise \d{4}-\d{4}$/ })
    const pdf = await context.request.get(
      (await slip.getByRole('link', { name: 'Ouvrir le bordereau (PDF)' }).getAttribute('href')) ?? '',
    )
    const text = pdfText(new Uint8Array(await pdf.body()))
      .join('\n')
      .replace(/[\u00A0\u202F]/g, ' ')
    expect(text).toContain('0998877')
    expect(text).toContain('1 234,50 €')
    const coming = page.waitForEvent('download')
    await slip.getByRole('link', { name: 'Liste (CSV)' }).click()
    expect(readFileSync(await (await coming).path(), 'utf8')).toContain('0998877;1234,50;EUR')
    await slip.getByRole('button', { name: 'Fermer' }).last().click()
    await card(page, 'En banque', name).waitFor()

    // `i`: it bounced, with the bank's words.
    await card(page, 'En banque', name).focus()
    await page.keyboard.press('i')
    const bounced = page.getByRole('dialog', { name: 'Chèque impayé' })
    await bounced.getByRole('textbox', { name: 'Motif du rejet' }).fill('sans provision')
    await bounced.getByRole('textbox', { name: 'Frais du rejet' }).fill('30')
    await bounced.getByRole('button', { name: 'Noter impayé' }).click()
    await card(page, 'Impayés', name).waitFor()

    // One cheque whole: its facts and everything that happened.
    await card(page, 'Impayés', name).click()
    const panel = page.getByRole('dialog', { name: 'Chèque' })
    await panel.getByText('à la charge du tireur (CMF L131-73)').waitFor()
    const history = await panel.getByRole('listitem').allTextContents()
    expect(
      history.map(each => each.replace(/\s+/g, ' ')).filter(each => /Impayé|Remis|Reçu|Annoncé/.test(each)),
    ).toHaveLength(5)
    expect(await plain(panel.locator('.timeline-entry').first())).toContain('sans provision')

    // « Annuler le dernier geste »: at the bank again.
    await panel.getByRole('button', { name: 'Annuler le dernier geste' }).click()
    await page.getByText('Dernier geste annulé.').waitFor()
    await page.keyboard.press('Escape')
    await card(page, 'En banque', name).waitFor()
    expect(complaints.filter(each => !each.includes('409'))).toEqual([])
    await context.close()
  })

  test('the list is searched and taken away; a slip is printed again; a photo is shown', async () => {
    const { page, context, complaints } = await visit('/cheques?view=list')
    const rows = page.getByRole('table', { name: 'Chèques et effets' }).getByRole('row')
    await page.getByRole('textbox', { name: 'Client, numéro, banque, montant' }).fill('0512345')
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByRole('button', { name: 'Exporter' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const lines = readFileSync(await (await coming).path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('0512345')

    await page.getByRole('link').filter({ hasText: /./ }).and(page.locator('.row-link')).first().click()
    const panel = page.getByRole('dialog', { name: 'Chèque' })
    await panel.locator('input[type=file]').setInputFiles({
      name: 'cheque.png',
      mimeType: 'image/png',
      buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 140 } }),
    })
    await panel.getByRole('img', { name: /^Copie du chèque/ }).waitFor()
    await panel.locator('input[type=file]').count()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Remises' }).click()
    const slips = page.getByRole('table', { name: 'Remises' }).getByRole('link')
    await slips.first().waitFor()
    const pdf = await context.request.get((await slips.first().getAttribute('href')) ?? '')
    expect((await pdf.body()).subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('at the end of a call, « le chèque est parti » ends it, and stands on the page of the client', async () => {
    const window = await visit('/aujourdhui')
    const { page, context, complaints } = window
    const { items } = await ask<{ items: readonly Cheque[] }>(window, '/api/cheques?state=announced&limit=500')
    const known = new Set(items.map(cheque => cheque.customer.name))
    const who = page.getByRole('heading', { level: 2 }).getByRole('link').first()
    await who.waitFor()
    while (known.has(await plain(who))) await page.keyboard.press('j')
    const name = await plain(who)
    const address = (await who.getAttribute('href')) ?? ''
    await page.keyboard.press('h')
    const panel = page.getByRole('dialog', { name: 'Chèque annoncé' })
    await panel.getByText(name).waitFor()
    await panel.getByRole('textbox', { name: 'Montant' }).fill('400,10')
    await panel.getByRole('button', { name: 'Noter l’annonce' }).click()
    await page.getByText(`${name} : noté.`.replace(' :', '\u00a0:')).waitFor()
    await expect.poll(() => plain(who)).not.toBe(name)

    await page.goto(address)
    const cheques = page.getByRole('region', { name: 'Chèques et effets' })
    await cheques.getByText('400,10').waitFor()
    await cheques.getByText('Annoncé', { exact: true }).waitFor()
    await page.getByText('Chèque annoncé').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
