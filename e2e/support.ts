import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/browser.ts'

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
/** No wait of a journey is longer: a screen that takes more is broken. */
const PATIENCE = 30_000

/** A window of the browser, and what its console complained of. */
export type Visit = { readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] }

let browser: Browser

/** One browser for the file. */
export function useBrowser(): void {
  beforeAll(async () => {
    const executablePath = findBrowser()
    if (executablePath === null)
      throw new Error('no Chromium found; npm test looks for one, or names the journeys it cannot run')
    browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
  })
  afterAll(() => browser.close())
}

/** A window in French, in which nobody is signed in. */
export async function strangerVisit(size = DESK): Promise<Visit> {
  const { url } = inject('demo')
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  return { page, context, complaints: listen(page) }
}

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return complaints
}

/** A window of the demonstration's administrator, on a screen. */
export async function visit(path: string, size = DESK): Promise<Visit> {
  const { url, session } = inject('demo')
  const window = await strangerVisit(size)
  const [name = '', value = ''] = session.split(/=(.*)/s)
  await window.context.addCookies([{ name, value, url }])
  await window.page.goto(path)
  await heading(window.page).waitFor()
  return window
}

/** Another page in the window of somebody, who has been here before: nothing is fetched twice. */
export async function visitAgain({ context }: Visit, path: string): Promise<Visit> {
  const page = await context.newPage()
  const complaints = listen(page)
  await page.goto(path)
  await heading(page).waitFor()
  return { page, context, complaints }
}

/** The title of the screen. */
export function heading(page: Page): Locator {
  return page.getByRole('heading', { level: 1 }).first()
}

/**
 * Types into a field that offers what fits, and takes the first offer that says so. A panel that opens takes the focus
 * a moment later, and a field that loses it is emptied: then the words are typed again, as anybody would.
 */
export async function pickOption(within: Page | Locator, label: string, typed: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label })
  const offer = within.getByRole('option', { name: typed }).first()
  await expect
    .poll(async () => {
      await field.fill(typed)
      return offer.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
    })
    .toBe(true)
  await offer.click()
}

/** Asks the API with the session of the window, as the screens do. Refusals are errors. */
export async function ask<Answer>(visit: Visit, path: string, body?: unknown): Promise<Answer> {
  const { url } = inject('demo')
  const headers = { origin: url, 'idempotency-key': crypto.randomUUID() }
  const { request } = visit.context
  const response =
    body === undefined ? await request.get(path, { headers }) : await request.post(path, { headers, data: body })
  if (!response.ok()) throw new Error(`${path} answers ${response.status()}: ${await response.text()}`)
  return (await response.json()) as Answer
}

/** The one-time link of a new person, invited by the administrator. */
export async function invitedLink(by: Visit, name: string, role: string): Promise<{ link: string; email: string }> {
  const email = `${crypto.randomUUID()}@quittance.example`
  const { link } = await ask<{ link: string }>(by, '/api/users', { email, name, role })
  return { link, email }
}

/** Text of an element with its typographic spaces made plain, so that a test can be typed. */
export async function plain(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim()
}

// The rule that costs as much as all others together.
const COLOURS = ['color-contrast']

/** Violations of WCAG 2.2 AA and good practice that axe finds on the page, as lines: all, of colours, or the others. */
export async function violations(page: Page, of: 'all' | 'colours' | 'others' = 'all'): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  // A sandboxed frame (a mail as it was written) runs no script, so axe would wait in it for ever: frames stay out.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ iframes: false, resultTypes: ['violations'] })
  if (of === 'colours') axe.withRules(COLOURS)
  else axe.withTags(tags)
  if (of === 'others') axe.disableRules(COLOURS)
  const { violations: found } = await axe.analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`))
}

/** Pixels by which the page is wider than its window: more than 0 would scroll sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

type Invoice = { readonly id: string; readonly number: string; readonly hasDocument: boolean }

/** The latest invoice whose document is a PDF. */
export async function pdfInvoice(window: Visit): Promise<Invoice> {
  const { items } = await ask<{ items: readonly Invoice[] }>(window, '/api/invoices?sort=-issue&limit=200')
  for (const invoice of items.filter(one => one.hasDocument)) {
    const { document } = await ask<{ document: { mediaType: string } | null }>(window, `/api/invoices/${invoice.id}`)
    if (document?.mediaType === 'application/pdf') return invoice
  }
  throw new Error('the demonstration has no invoice with a PDF')
}
