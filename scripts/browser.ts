import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** What Chromium needs to run in a container, also from root, and to talk to nobody but the page under test. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * An installed Chromium or Chrome: the one QUITTANCE_BROWSER names, of the system, or of Playwright; null without any.
 */
export function findBrowser(): string | null {
  const named = process.env['QUITTANCE_BROWSER']
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)))
  const found = [...(named ? [named] : []), ...onPath, ...MAC, chromium.executablePath()]
  return found.find(path => path !== '' && existsSync(path)) ?? null
}

/** Finds a browser, or gets one: Playwright's own download first, then Debian's package when this is root. */
export function getBrowser(say: (line: string) => void): string | null {
  const found = findBrowser()
  if (found !== null) return found
  say('no Chromium found: trying Playwright’s download…')
  run('playwright-core', 'install', 'chromium')
  const downloaded = findBrowser()
  if (downloaded !== null || process.getuid?.() !== 0) return downloaded
  say('that did not work: trying Debian’s package…')
  run('apt-get', 'update', '-qq')
  run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium')
  return findBrowser()
}

// A failure shows by the browser being absent afterwards; five minutes is long for a download, short for a hung one.
function run(program: string, ...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 300_000 })
}
