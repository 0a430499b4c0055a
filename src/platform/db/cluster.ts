import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isCode, mayEnter, OPEN_HOUSE, type Account, type Binaries } from './binaries.ts'

const run = promisify(execFile)

/**
 * The folder of the cluster: `<dataDir>/postgres`, or, when root's server account cannot enter `dataDir`, one under
 * `OPEN_HOUSE`, whose path is then written in `<dataDir>/postgres.location`. It gets a new name each time, so that a
 * checkout that was deleted and cloned again does not find the data of the one before.
 */
export async function locateCluster(dataDir: string, account: (cluster: string) => Promise<Account>): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const written = join(dataDir, 'postgres.location')
  const elsewhere = await readFile(written, 'utf8').catch(() => null)
  if (elsewhere !== null) return elsewhere.trim()
  const here = join(dataDir, 'postgres')
  if (mayEnter(await account(here), dataDir)) return here
  await mkdir(OPEN_HOUSE, { recursive: true, mode: 0o755 })
  const room = await mkdtemp(join(OPEN_HOUSE, `${basename(dirname(dataDir))}-`))
  await chmod(room, 0o755)
  const draft = `${written}.${process.pid}`
  await writeFile(draft, `${join(room, 'postgres')}\n`)
  try {
    // A link, unlike a write, is there whole or not at all, and fails when another process was first.
    await link(draft, written)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    await rm(room, { recursive: true })
  } finally {
    await rm(draft)
  }
  return (await readFile(written, 'utf8')).trim()
}

/**
 * Makes the cluster where there is none. It appears in one rename, so a killed initdb leaves nothing half made, and of
 * two that ran at once one wins; `.making` only spares the others the work.
 */
export async function makeCluster(
  cluster: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  const turn = `${cluster}.making`
  const patience = performance.now() + 60_000
  for (;;) {
    const major = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null)
    if (major !== null) return checkMajor(cluster, Number(major), binaries)
    if (await takeTurn(turn, performance.now() > patience)) break
    await sleep(50)
  }
  try {
    await sweepDrafts(cluster)
    await initialise(cluster, binaries, account, durable)
  } finally {
    await rm(turn, { force: true })
  }
}

async function takeTurn(turn: string, tired: boolean): Promise<boolean> {
  try {
    await writeFile(turn, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    const maker = Number(await readFile(turn, 'utf8').catch(() => ''))
    if (tired || !isAlive(maker)) await rm(turn, { force: true })
    return false
  }
}

async function initialise(cluster: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const draft = `${cluster}.new-${process.pid}`
  await mkdir(draft, { mode: 0o700 })
  if (account.uid !== undefined && account.gid !== undefined) await chown(draft, account.uid, account.gid)
  // The builtin provider sorts the same on every machine for ever; before 17 the C library's C.UTF-8 is the nearest.
  const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const locale = [...(binaries.major >= 17 ? builtin : []), '--locale=C', `--lc-ctype=${ctype}`, '--encoding=UTF8']
  const login = ['--username=postgres', '--auth=trust', '--data-checksums', ...(durable ? [] : ['--no-sync'])]
  await run(join(binaries.folder, 'initdb'), ['-D', draft, ...login, ...locale], { ...account, cwd: '/' })
  try {
    await rename(draft, cluster)
    const parent = await open(dirname(cluster), 'r')
    await parent.sync()
    await parent.close()
  } catch (error) {
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
    await rm(draft, { recursive: true })
  }
}

function checkMajor(cluster: string, major: number, binaries: Binaries): void {
  if (major === binaries.major) return
  throw new Error(
    `${cluster} was made by PostgreSQL ${major} and this is ${binaries.major}: restore a backup into a new data folder`,
  )
}

async function sweepDrafts(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.new-`
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue
    await rm(join(dirname(cluster), name), { recursive: true, force: true })
  }
}

/**
 * The folder of the server's socket: the cluster itself, or a closed folder under /tmp when that path is too long for a
 * socket (104 bytes on macOS, 108 on Linux, with the file name).
 */
export async function socketFolder(cluster: string, account: Account): Promise<string> {
  if (Buffer.byteLength(join(cluster, '.s.PGSQL.5432.lock')) <= 103) return cluster
  const owner = account.uid ?? process.getuid?.() ?? 0
  const folder = shortFolder(cluster)
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error
  })
  const found = await lstat(folder)
  if (found.uid === 0 && owner !== 0 && process.getuid?.() === 0) await chown(folder, owner, account.gid ?? 0)
  else if (!found.isDirectory() || found.uid !== owner) throw new Error(`${folder} belongs to somebody else; remove it`)
  return folder
}

function shortFolder(cluster: string): string {
  return `/tmp/quittance-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
}

/** The process that `postmaster.pid` names, or null. */
export async function postmasterPid(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isNaN(pid) ? null : pid
}

/** Stops a cluster's server the fast way (running transactions are rolled back) and waits until it is gone. */
export async function stopServer(cluster: string): Promise<void> {
  const pid = await postmasterPid(cluster)
  if (pid === null || !isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid) && (await postmasterPid(cluster)) === pid) await sleep(5)
}

/**
 * Removes a `postmaster.pid` whose number now belongs to some other program, as happens when a container starts again
 * and counts its processes from 1: PostgreSQL would refuse to start for ever. A file naming a dead
 * process it recovers itself.
 */
export async function clearStrayPid(cluster: string): Promise<void> {
  const pid = await postmasterPid(cluster)
  if (pid === null || !isAlive(pid) || (await commandOf(pid)).includes(cluster)) return
  if ((await postmasterPid(cluster)) !== pid) return
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout
}

/** Whether a process of that number runs, be it somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/** Stops and deletes the cluster of a data folder, wherever it is, and the folder: for throw-away ones. */
export async function destroyCluster(dataDir: string): Promise<void> {
  const elsewhere = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => null)
  const cluster = elsewhere?.trim() ?? join(dataDir, 'postgres')
  await stopServer(cluster)
  if (elsewhere !== null) await rm(dirname(cluster), { recursive: true, force: true })
  await rm(shortFolder(cluster), { recursive: true, force: true })
  await rm(dataDir, { recursive: true, force: true })
}
