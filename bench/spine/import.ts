import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { from, to } from 'pg-copy-streams'
import { addCreditor } from '#modules/parties/index.ts'
import { importFile } from '#modules/receivables/index.ts'
import type { Actor } from '#platform/app.ts'
import { unwrap } from '#kernel/result.ts'
import { CREDITORS } from '../../scripts/samples/creditors.ts'
import { median, newHouse, peakMegabytes, showMs, timed, TODAY, type Figure, type Ground } from './ground.ts'
import { watchStatements, type Statement } from './statements.ts'

const run = promisify(execFile)
const WRITTEN = ['invoice', 'allocation', 'terms_invoice', 'invoice_check', 'invoice_finding', 'journal']

/** Lists of invoices read from CSV into the books, beside COPY of the rows they made into the same tables. */
export async function measureImport(ground: Ground, size: number, rounds: number): Promise<Figure[]> {
  const lists = await mkdtemp(join(tmpdir(), 'quittance-bench-lists-'))
  const watch = watchStatements(ground.app.db.pool)
  const sizes = ['--customers', String(size / 10), '--invoices', String(size), '--today', TODAY]
  const generator = join(import.meta.dirname, '../../scripts/samples/generate.ts')
  await run(process.execPath, [generator, '--csv-only', ...sizes, '--out', lists])
  try {
    const before = process.memoryUsage.rss() / 2 ** 20
    const ours: number[] = []
    const plain: number[] = []
    let rows = 0
    let peak = 0
    let asked: Statement[] = []
    for (let round = 0; round < rounds; round += 1) {
      const actor = await newSellers(ground, `import ${round}`)
      await importLists(ground, actor, lists, '01-')
      await ground.superuser.query('vacuum analyze')
      await ground.superuser.query('checkpoint')
      watch.read()
      const own = await timed(() => importLists(ground, actor, lists, '02-'))
      asked = watch.read()
      // COPY comes after it: what it takes is not the import's.
      if (round === 0) peak = peakMegabytes()
      rows = own.value
      ours.push(own.ms)
      plain.push(await copyAgain(ground, actor, lists))
    }
    if (process.env['BENCH_PROFILE'])
      for (const { ms, calls, text } of asked.slice(0, 12)) console.error(Math.round(ms), calls, text.slice(0, 90))
    const growth = peak - before
    const ratio = median(ours) / median(plain)
    const rate = (ms: number): string => `${Math.round((rows / ms) * 1000)}/s (${showMs(ms)})`
    return [
      {
        claim: `import of ${rows} invoices from CSV (plain: COPY of the same rows)`,
        ours: rate(median(ours)),
        plain: rate(median(plain)),
        ratio: ratio.toFixed(2),
        target: '≤ 4×',
        met: ratio <= 4,
      },
      {
        claim: 'growth of its memory, customers and invoices',
        ours: `${growth.toFixed(0)} MB`,
        plain: '',
        ratio: '',
        target: '≤ 256 MB',
        met: growth <= 256,
      },
    ]
  } finally {
    await rm(lists, { recursive: true })
  }
}

/** A tenant with the two creditors of the sample. */
async function newSellers(ground: Ground, name: string): Promise<Actor> {
  const { actor } = await newHouse(ground, name)
  for (const { code, name: legalName, country, siren, vat, enterpriseNumber, paymentDays } of CREDITORS) {
    const given = { name: legalName, country, siren, vatNumber: vat, enterpriseNumber, paymentDays }
    unwrap(await addCreditor(ground.app, actor, { code, ...given }))
  }
  return actor
}

async function importLists(ground: Ground, actor: Actor, lists: string, prefix: string): Promise<number> {
  let rows = 0
  for (const name of (await readdir(lists)).filter(file => file.startsWith(prefix)).sort()) {
    const bytes = await readFile(join(lists, name))
    const done = unwrap(await importFile(ground.app, actor, { name, bytes }, { apply: true }))
    if (done.state !== 'applied' || done.counts.errors > 0) throw new Error(`${name}: ${JSON.stringify(done.counts)}`)
    rows += done.counts.rows
  }
  return rows
}

// The rows are taken out to files, removed, and brought back in one transaction: the same bytes, the same indexes, the
// same checks and triggers. Only the reading of the list and the deciding are missing.
async function copyAgain({ superuser }: Ground, { tenant }: Actor, folder: string): Promise<number> {
  const written = `tenant_id = '${tenant}'`
  const rowsOf = (table: string): string => {
    const columns = table === 'invoice' ? `(jsonb_populate_record(t, jsonb_build_object('open', t.amount))).*` : 't.*'
    return `copy (select ${columns} from ${table} t where ${written}) to stdout`
  }
  const file = (table: string): string => join(folder, `${table}.copy`)
  for (const table of WRITTEN) await pipeline(superuser.query(to(rowsOf(table))), createWriteStream(file(table)))
  await superuser.query('set session_replication_role = replica')
  for (const table of WRITTEN.toReversed()) await superuser.query(`delete from ${table} where ${written}`)
  await superuser.query('set session_replication_role = origin')
  await superuser.query('vacuum analyze')
  await superuser.query('checkpoint')
  const { ms } = await timed(async () => {
    await superuser.query('begin')
    for (const table of WRITTEN)
      await pipeline(createReadStream(file(table)), superuser.query(from(`copy ${table} from stdin`)))
    await superuser.query('commit')
  })
  return ms
}
