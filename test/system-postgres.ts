import { readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runnable, type Account, type Binaries } from '#platform/db/binaries.ts'

/** PostgreSQL as this machine has it: on PATH, in Debian's folders (newest first) or Homebrew's; null when absent. */
export async function systemBinaries(account: Account): Promise<Binaries | null> {
  const versioned = '/usr/lib/postgresql'
  const debian = (await readdir(versioned).catch(() => []))
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(versioned, version, 'bin'))
  const brew = ['/opt/homebrew', '/usr/local'].flatMap(root =>
    [18, 17, 16, 15].map(version => join(root, 'opt', `postgresql@${version}`, 'bin')),
  )
  const onPath = (process.env['PATH'] ?? '').split(':').filter(folder => folder.startsWith('/'))
  for (const folder of [...onPath, ...debian, ...brew]) {
    // PATH often holds a link to initdb alone; postgres stands beside the real one.
    const initdb = await realpath(join(folder, 'initdb')).catch(() => null)
    const found = initdb && runnable(dirname(initdb), account)
    if (found && found.major >= 15) return found
  }
  return null
}
