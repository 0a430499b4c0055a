// Writes what is generated from the migrations: src/platform/db/tables.ts and db/schema.sql.
//   node scripts/generate.ts          after adding a migration
//   node scripts/generate.ts --check  exits 1 when a generated file is not what the migrations make
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { unwrap } from '#kernel/result.ts'
import { destroyCluster } from '#platform/db/cluster.ts'
import { joinEmbedded } from '#platform/db/embedded.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { createLog } from '#platform/log.ts'
import { readColumns } from './generate/catalogue.ts'
import { printSchema } from './generate/schema.ts'
import { printTables } from './generate/tables.ts'

const check = process.argv.includes('--check')
const root = join(import.meta.dirname, '..')

async function generate(): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'quittance-generate-'))
  const server = await joinEmbedded({ dataDir: folder, log: createLog('warn'), durable: false })
  try {
    const owner = { host: server.host, user: 'quittance_owner', database: 'quittance' }
    unwrap(await migrate(owner, await readMigrations()))
    const client = new Client(owner)
    await client.connect()
    try {
      return new Map([
        ['src/platform/db/tables.ts', printTables(await readColumns(client))],
        ['db/schema.sql', await printSchema(client)],
      ])
    } finally {
      await client.end()
    }
  } finally {
    await server.leave()
    await destroyCluster(folder)
  }
}

for (const [file, text] of await generate()) {
  const path = join(root, file)
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before === text) continue
  if (check) {
    console.error(`${file} is not what db/migrations make: run node scripts/generate.ts`)
    process.exitCode = 1
  } else {
    await writeFile(path, text)
    console.error(`${file} written`)
  }
}
