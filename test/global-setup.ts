import { mkdir, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { destroyCluster, isAlive } from '#platform/db/cluster.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of this run's throw-away cluster. The first `freshDatabase()` makes it: no test pays for it unasked. */
    testDataDir: string
  }
}

const PREFIX = 'quittance-test-'

/** Names this run's folder, clears what killed runs left behind, and removes everything at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length))))
      await destroyCluster(join(tmpdir(), name))
  }
  const folder = join(tmpdir(), PREFIX + process.pid)
  await mkdir(folder, { recursive: true })
  project.provide('testDataDir', folder)
  return async () => {
    const major = await readFile(join(folder, 'postgres', 'PG_VERSION'), 'utf8').catch(() => null)
    if (major !== null) process.stdout.write(`databases of this run: PostgreSQL ${major.trim()}\n`)
    await destroyCluster(folder)
  }
}
