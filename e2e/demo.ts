import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { destroyCluster } from '#platform/db/cluster.ts'

/** The demonstration that all journeys share. */
export type Demo = {
  readonly url: string
  /** Where its mail, letters and database lie. */
  readonly folder: string
  /** The session of the first administrator, who came by the printed link. */
  readonly session: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    demo: Demo
  }
}

/** Starts the demonstration once, opens its printed link, and stops everything at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-e2e-'))
  const child = start(folder)
  const stop = async (): Promise<void> => {
    const ended = child.exitCode === null ? new Promise(resolve => child.once('exit', resolve)) : null
    child.kill('SIGTERM')
    await ended
    await destroyCluster(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const link = new URL(await printedLink(child))
    project.provide('demo', { url: link.origin, folder, session: await openLink(link) })
  } catch (cause) {
    await stop()
    throw cause
  }
  return stop
}

/** What `npm run demo` runs, on a fresh embedded database. */
function start(folder: string): ChildProcess {
  const root = join(import.meta.dirname, '..')
  const env = { ...process.env, QUITTANCE_DATA: folder, PORT: '0', DATABASE_URL: '', LOG_LEVEL: 'warn' }
  return spawn(process.execPath, [join(root, 'src/app/demo.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

function printedLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const listen = (chunk: Buffer): void => {
      text += chunk.toString('utf8')
      const link = /https?:\/\/\S+lien=\S+(?=\s)/.exec(text)
      if (link) resolve(link[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', code => reject(new Error(`the demonstration stopped with ${code}:\n${text}`)))
  })
}

async function openLink(link: URL): Promise<string> {
  const response = await fetch(new URL('/api/session/link', link), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), origin: link.origin },
    body: JSON.stringify({ token: link.searchParams.get('lien') }),
  })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!response.ok || cookie === undefined) throw new Error(`the printed link was refused: ${await response.text()}`)
  return cookie
}
