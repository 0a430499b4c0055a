import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/browser.ts'
import { destroyCluster } from '#platform/db/cluster.ts'

/** The demonstration at work: its address and the folder it lives in. */
export type Demo = {
  readonly url: string
  readonly link: string
  readonly dataDir: string
  readonly summary: string
  stop(): Promise<void>
}

/** Starts the demonstration on a fresh embedded database, as `npm run demo` does, and waits for its link. */
export async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quittance-e2e-'))
  const root = join(import.meta.dirname, '..')
  const env = { ...process.env, QUITTANCE_DATA: dataDir, PORT: '0', DATABASE_URL: '', LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, [join(root, 'src/app/demo.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const summary = await untilLink(child)
  const link = /https?:\/\/\S+lien=\S+/.exec(summary)?.[0] ?? ''
  return {
    url: new URL(link).origin,
    link,
    dataDir,
    summary,
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await destroyCluster(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function untilLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (/lien=\S+\s/.test(text)) resolve(text)
    })
    child.once('exit', code => reject(new Error(`the demonstration stopped with ${code}:\n${text}`)))
  })
}

/** Opens the browser of this machine. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null)
    throw new Error('no Chromium found; npm test looks for one, or names the journeys it cannot run')
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
}

/** A signed-in window of a size and a scheme, French. */
export async function signIn(
  browser: Browser,
  demo: Demo,
  size = { width: 1440, height: 900 },
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: size, locale: 'fr-FR', timezoneId: 'Europe/Paris' })
  const page = await context.newPage()
  await page.goto(demo.link)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return { page, context }
}

/** Violations of WCAG 2.2 AA that axe finds on the page, as lines. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`))
}
