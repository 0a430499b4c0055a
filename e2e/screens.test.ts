import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  ask,
  DESK,
  heading,
  overflow,
  pdfInvoice,
  PHONE,
  pickOption,
  strangerVisit,
  useBrowser,
  violations,
  visit,
  visitAgain,
  type Visit,
} from './support.ts'

// Every screen in two sizes and two schemes: nothing scrolls sideways, axe finds nothing, the console is silent. With
// QUITTANCE_SHOTS=folder each is kept as a picture, for people to look at.
const shots = process.env['QUITTANCE_SHOTS']
if (shots) mkdirSync(shots, { recursive: true })

type Screen = {
  readonly name: string
  readonly path: (ids: Ids) => string
  /** What to do before looking. */
  readonly open?: (page: Page) => Promise<unknown>
}
type Ids = {
  readonly version: string
  /** A draft of terms that breaks the law. */
  readonly draft: string
  readonly retained: string
  readonly customer: string
  readonly listed: string
  readonly shown: string
  readonly message: string
  readonly report: string
  readonly bankReport: string
  readonly bankAccount: string
  readonly cheque: string
  readonly charged: string
  /** An invoice whose fee was waived in writing, and the message that says so. */
  readonly waived: { readonly invoice: string; readonly message: string }
}

const fixed = (name: string, path: string, open?: Screen['open']): Screen => ({
  name,
  path: () => path,
  ...(open && { open }),
})
async function fillLine(page: Page): Promise<void> {
  await page.getByLabel('Désignation').fill('Porte sur mesure')
  await page.getByLabel('Prix unitaire HT').fill('450')
  await page.locator('iframe').waitFor()
}

async function toWaivers(page: Page): Promise<void> {
  await page.getByRole('table', { name: 'Remises' }).scrollIntoViewIfNeeded()
}

const SCREENS: readonly Screen[] = [
  fixed('today-calls', '/aujourdhui'),
  fixed('today-approve', '/aujourdhui?tab=approve'),
  fixed('today-sent', '/aujourdhui?tab=sent'),
  fixed('today-held', '/aujourdhui?tab=held'),
  fixed('today-failed', '/aujourdhui?tab=failed'),
  fixed('run', '/aujourdhui', page => page.getByRole('button', { name: 'Lancer le suivi du jour' }).click()),
  fixed('customers', '/clients'),
  fixed('customers-none', '/clients?q=zzzz'),
  { name: 'customer', path: ids => `/clients/${ids.customer}` },
  {
    name: 'customer-why',
    path: ids => `/clients/${ids.customer}`,
    open: page => page.getByRole('button', { name: 'Pourquoi ?' }).first().click(),
  },
  {
    name: 'customer-pause',
    path: ids => `/clients/${ids.customer}`,
    open: page => page.getByRole('button', { name: 'Suspendre' }).click(),
  },
  { name: 'message', path: ids => `/messages/${ids.message}` },
  fixed('invoices', '/factures'),
  { name: 'invoice', path: ids => `/factures/${ids.listed}` },
  { name: 'invoice-pdf', path: ids => `/factures/${ids.shown}` },
  fixed('quality', '/qualite'),
  fixed('quality-none', '/qualite?q=zzzz'),
  fixed('issue', '/factures/emettre'),
  { name: 'issue-draft', path: ids => `/factures/emettre?customer=${ids.customer}`, open: fillLine },
  fixed('issue-note', '/factures/emettre?kind=debit-note'),
  fixed('charges', '/penalites'),
  fixed('charges-none', '/penalites?q=zzzz'),
  fixed('charge-calculator', '/penalites/calcul'),
  fixed(
    'charge-calculated',
    '/penalites/calcul?principal=10000.00&due=2026-05-20&asOf=2026-08-01&customer=business' +
      '&payments=2026-06-01:1000.00&contractRate=6',
  ),
  {
    name: 'invoice-charges',
    path: ids => `/factures/${ids.charged}`,
    open: page => page.getByRole('button', { name: 'Comment est-ce calculé ?' }).click(),
  },
  {
    name: 'invoice-waive',
    path: ids => `/factures/${ids.charged}`,
    open: page => page.getByRole('button', { name: 'Accorder une remise' }).click(),
  },
  { name: 'invoice-waivers', path: ids => `/factures/${ids.waived.invoice}`, open: toWaivers },
  {
    name: 'invoice-waiver-back',
    path: ids => `/factures/${ids.waived.invoice}`,
    open: page => page.getByRole('button', { name: 'Annuler la remise' }).first().click(),
  },
  { name: 'message-waiver', path: ids => `/messages/${ids.waived.message}` },
  fixed('settings-charges', '/reglages/penalites'),
  fixed('cheques', '/cheques'),
  fixed('cheques-none', '/cheques?q=zzzz'),
  fixed('cheques-list', '/cheques?view=list'),
  fixed('cheques-slips', '/cheques?view=slips'),
  { name: 'cheque', path: ids => `/cheques?cheque=${ids.cheque}` },
  fixed('cheque-announce', '/cheques', page => page.keyboard.press('n')),
  fixed('cheque-bounce', '/cheques', async page => {
    await page.getByRole('region', { name: 'En banque' }).locator('.board-open').first().focus()
    await page.keyboard.press('i')
  }),
  fixed('cheque-deposit', '/cheques', async page => {
    await page.getByRole('region', { name: 'À remettre' }).locator('.board-open').first().focus()
    await page.keyboard.press('d')
  }),
  fixed('aged', '/balance-agee'),
  fixed('aged-segments', '/balance-agee?by=segment'),
  fixed('terms', '/conditions'),
  fixed('terms-none', '/conditions?q=zzzz'),
  fixed('terms-new', '/conditions', page => page.getByRole('button', { name: 'Nouvelle version' }).click()),
  fixed('terms-variants', '/conditions?tab=variants'),
  fixed('terms-variant', '/conditions?tab=variants', page => page.locator('.row-button').first().click()),
  fixed('terms-agree', '/conditions?tab=variants', async page => {
    await page.getByRole('button', { name: 'Convenir d’une variante' }).click()
    await pickOption(page, 'Client', 'altavia')
    await page.getByRole('checkbox', { name: 'Délai de paiement' }).check()
  }),
  fixed('terms-acceptances', '/conditions?tab=acceptances'),
  fixed('terms-accept', '/conditions?tab=acceptances', page => page.keyboard.press('n')),
  fixed('terms-reviews', '/conditions?tab=reviews'),
  { name: 'terms-version', path: ids => `/conditions/${ids.version}` },
  {
    name: 'terms-replace',
    path: ids => `/conditions/${ids.version}`,
    open: page => page.getByRole('button', { name: 'Remplacer par une nouvelle version' }).click(),
  },
  {
    name: 'terms-review',
    path: ids => `/conditions/${ids.version}`,
    open: page => page.getByRole('button', { name: 'Faire la revue' }).click(),
  },
  { name: 'terms-draft', path: ids => `/conditions/${ids.draft}` },
  {
    name: 'terms-publish',
    path: ids => `/conditions/${ids.draft}`,
    open: page => page.getByRole('button', { name: 'Publier' }).click(),
  },
  fixed('retention', '/reserve-de-propriete'),
  fixed('retention-none', '/reserve-de-propriete?q=zzzz'),
  fixed('settings-rates', '/reglages/taux'),
  fixed('settings-rate', '/reglages/taux', page => page.getByRole('button', { name: 'Ajouter un taux' }).click()),
  {
    name: 'invoice-terms',
    path: ids => `/factures/${ids.retained}`,
    open: page => page.getByRole('button', { name: 'Quelles conditions ?' }).click(),
  },
  {
    name: 'invoice-dates',
    path: ids => `/factures/${ids.retained}`,
    open: page => page.getByRole('button', { name: 'Dire les dates' }).click(),
  },
  fixed('scenarios', '/scenarios'),
  fixed('receipts', '/encaissements'),
  fixed('receipts-likely', '/encaissements?tab=likely'),
  fixed('receipts-to-sort', '/encaissements?tab=to-sort'),
  fixed('receipts-back', '/encaissements?tab=back'),
  fixed('receipts-done', '/encaissements?tab=done'),
  fixed('receipts-split', '/encaissements?tab=likely', page => page.keyboard.press('r')),
  fixed('receipts-keep', '/encaissements?tab=likely', page => page.keyboard.press('c')),
  fixed('receipts-slip', '/encaissements?q=AFGIFTE', page => page.locator('.queue-row').first().click()),
  fixed('receipts-none', '/encaissements?q=zzzz'),
  fixed('receipts-files', '/encaissements?files=new'),
  { name: 'receipts-report', path: ids => `/encaissements?files=${ids.bankReport}` },
  fixed('import', '/import'),
  { name: 'import-report', path: ids => `/import?import=${ids.report}` },
  fixed('settings-company', '/reglages/societe'),
  fixed('settings-creditor', '/reglages/societe', page =>
    page.getByRole('button', { name: 'Modifier' }).first().click(),
  ),
  fixed('settings-segments', '/reglages/segments'),
  { name: 'settings-accounts', path: ids => `/reglages/comptes-bancaires?account=${ids.bankAccount}` },
  fixed('settings-account', '/reglages/comptes-bancaires', page =>
    page
      .getByRole('button', { name: /^Modifier/ })
      .first()
      .click(),
  ),
  fixed('settings-mail', '/reglages/messagerie'),
  fixed('settings-users', '/reglages/utilisateurs'),
  fixed('settings-keys', '/reglages/cles-api'),
  fixed('settings-profile', '/reglages/profil'),
  fixed('search', '/reglages/profil', page => page.keyboard.press('Control+k')),
  fixed('shortcuts', '/aujourdhui', page => page.keyboard.press('?')),
]

describe('every screen, wide and narrow, light and dark', () => {
  useBrowser()

  let guest: Visit
  let ids: Ids
  beforeAll(async () => {
    guest = await visit('/reglages/profil')
    ids = await someIds(guest)
  })

  test.concurrent.for(SCREENS)('$name', async ({ name, path, open }) => {
    const window = await visitAgain(guest, path(ids))
    await look(window, name, open)
    await window.page.close()
  })

  test.concurrent.for([
    ['sign-in', '/connexion'],
    ['sign-in-link', '/connexion?lien=x'],
  ] as const)('%s', async ([name, path]) => {
    const window = await strangerVisit()
    await window.page.goto(path)
    await look(window, name)
    await window.context.close()
  })
})

async function look({ page, complaints }: Visit, name: string, open?: Screen['open']): Promise<void> {
  const faults: string[] = []
  await settled(page)
  if (open) {
    await open(page)
    await settled(page)
  }
  for (const [width, size] of Object.entries({ desk: DESK, phone: PHONE })) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
      await page.waitForTimeout(150)
      await page.evaluate(endAnimations)
      if (shots) await picture(page, join(shots, `${name}-${width}-${colorScheme}.png`))
      // The scheme changes colours and nothing else, and the colours of a phone are those of the desk.
      if (width === 'phone' && colorScheme === 'dark') continue
      const of = colorScheme === 'dark' ? 'colours' : width === 'phone' ? 'others' : 'all'
      faults.push(...(await violations(page, of)).map(line => `${width} ${colorScheme} ${line}`))
    }
    if (width === 'desk') await page.setViewportSize({ width: 1280, height: 800 })
    const wide = await overflow(page)
    if (wide > 0) faults.push(`${width}: ${wide} pixels too wide`)
  }
  expect([...faults, ...complaints]).toEqual([])
}

// A colour on its way to another has a contrast of its own; what turns for ever may go on.
function endAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  }
}

/** What is seen without scrolling, and as much again below. */
async function picture(page: Page, path: string): Promise<void> {
  const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, window.innerHeight * 2))
  const { width = 0 } = page.viewportSize() ?? {}
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } })
}

/** All answers are in, and what was drawn for waiting is gone. */
async function settled(page: Page): Promise<void> {
  await heading(page).waitFor()
  // What waits for an answer may be followed by what waits for a drawing.
  for (let calm = 0; calm < 2; calm += 1) {
    await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'))
    await page.waitForTimeout(100)
  }
}

type Line = { readonly kind: string; readonly toClaim: { readonly amount: string } }
type Charged = {
  readonly items: readonly { readonly invoice: { readonly id: string }; readonly lines: readonly Line[] }[]
}
type Waived = { readonly items: readonly { readonly message: { readonly id: string } | null }[] }
type Listed = { readonly items: readonly { readonly id: string }[] }

/** A customer in the middle of things, an invoice with and one without its document, and a message that left. */
async function someIds(window: Visit): Promise<Ids> {
  const first = async (path: string): Promise<string> => (await ask<Listed>(window, path)).items[0]?.id ?? ''
  return {
    version: await first('/api/terms?state=in-force&language=fr'),
    draft: await badDraft(window),
    retained: (await ask<Retained>(window, '/api/retention-of-title?state=covered')).items[0]?.invoice.id ?? '',
    customer: await first('/api/customers?sort=-overdue&limit=1'),
    waived: await waivedInWriting(window),
    message: await first('/api/messages?state=sent&limit=1'),
    listed: await first('/api/invoices?state=overdue&limit=1'),
    shown: (await pdfInvoice(window)).id,
    report: (await listImport(window)).id,
    bankReport: await first('/api/statement-imports'),
    bankAccount: await first('/api/bank-accounts'),
    cheque: await first('/api/cheques?q=7700921&limit=1'),
    charged: (await ask<Charged>(window, '/api/charges?sort=-amount&limit=1')).items[0]?.invoice.id ?? '',
  }
}

/** The smallest late invoice has its fee waived, and its customer told. */
async function waivedInWriting(window: Visit): Promise<Ids['waived']> {
  const { items } = await ask<Charged>(window, '/api/charges?state=open&sort=amount&limit=50')
  const bearing = items.find(({ lines }) => lines.some(line => line.kind === 'fee' && line.toClaim.amount !== '0.00'))
  const invoice = bearing?.invoice.id ?? ''
  const given = { kind: 'fee', reason: 'commercial-gesture', inWriting: true }
  const waived = await ask<Waived>(window, `/api/invoices/${invoice}/charges/waive`, given)
  return { invoice, message: waived.items[0]?.message?.id ?? '' }
}

/** The import of the demonstration's list of invoices, found after the many electronic ones. */
async function listImport(window: Visit): Promise<{ readonly id: string }> {
  const { items } = await ask<{ items: readonly { id: string; fileName: string }[] }>(window, '/api/imports?limit=500')
  const found = items.find(one => one.fileName === '03-factures-vaubrise.csv')
  if (!found) throw new Error('the demonstration did not import 03-factures-vaubrise.csv')
  return found
}

type Retained = { readonly items: readonly { readonly invoice: { readonly id: string } }[] }
type Draft = { readonly creditor: { readonly id: string }; readonly clauses: object }

/** Terms of seventy-five days at five percent, written and not published: the law has something to say of them. */
async function badDraft(window: Visit): Promise<string> {
  const { items } = await ask<{ items: readonly Draft[] }>(window, '/api/terms?state=in-force&language=fr')
  const [base] = items
  if (!base) throw new Error('the demonstration has no terms in force')
  const clauses = {
    ...base.clauses,
    payment: { method: 'net', days: 75, from: 'issue' },
    lateRate: { kind: 'contract', ppm: 50_000 },
  }
  const draft = { creditor: base.creditor.id, language: 'fr', label: 'Projet de CGV', from: '2027-03-01', clauses }
  return (await ask<{ id: string }>(window, '/api/terms', draft)).id
}
