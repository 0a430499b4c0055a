// How fast: bank lines against a million open invoices, with the growth between 10,000 and 100,000 lines. The matcher
// alone reads its world from files; with --database the whole of `propose` is measured: open invoices, customers and
// lines read from the books, proposals written to them, by a program of its own beside the database.
// Run: node bench/matching-speed.ts [INVOICES] [--database]. Claim held (issue 4): 100,000 lines under 60 s and 1 GB on
// 2 cores; the machine's load and the program's own processor time are told, because a busy machine makes the clock say
// more.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { ClientConfig } from 'pg'
import type { CreditorId, CustomerId, GroupId, InvoiceId, TenantId } from '#kernel/id.ts'
import { matchCredits } from '#modules/receipts/decide.ts'
import { propose } from '#modules/receipts/matching.ts'
import { DEFAULT_RULES, type Credit, type LineId } from '#modules/receipts/model.ts'
import { Portfolio } from '#modules/receipts/portfolio-decide.ts'
import { connectDatabase } from '#platform/db/database.ts'
import { readLines, writeWorld, type CreditLine, type InvoiceLine, type PayerLine } from './labelled/files.ts'
import { fillBooks } from './labelled/store.ts'
import { newHouse, openGround, TODAY, type Ground } from './spine/ground.ts'

const SIZES = [10_000, 100_000]

const [task = '1000000', ...given] = process.argv.slice(2).filter(arg => !arg.startsWith('--'))
if (task === 'memory') measureMemory(given[0] ?? '', Number(given[1]))
else if (task === 'database') await measureDatabase(given[0] ?? '', given[1] as TenantId, Number(given[2]))
else await compare(Number(task), process.argv.includes('--database'))

async function compare(invoices: number, withDatabase: boolean): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'quittance-matching-'))
  try {
    await writeWorld(scratch, invoices, Math.max(...SIZES))
    const rows = withDatabase
      ? await throughDatabase(scratch)
      : await oneByOne(SIZES.map(size => ['memory', scratch, String(size)]))
    console.table(rows)
    const last = rows.at(-1)
    if (!last || (last['wall s'] ?? 99) > 60 || (last['most memory MB'] ?? 9999) > 1024) process.exitCode = 1
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

async function throughDatabase(scratch: string): Promise<Row[]> {
  const ground: Ground = await openGround()
  try {
    const { actor } = await newHouse(ground, 'Matching')
    await fillBooks(ground.superuser, actor.tenant, scratch)
    const owner = JSON.stringify(ground.app.db.owner)
    return await oneByOne(SIZES.map(size => ['database', owner, actor.tenant, String(size)]))
  } finally {
    await ground.close()
  }
}

type Row = Readonly<Record<string, number>>

// Each measure is a program of its own, so that its memory is. This one stays awake meanwhile: the embedded database
// belongs to it, and would be given up with it.
async function measured(args: readonly string[]): Promise<Row> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, ...args])
  return JSON.parse(stdout) as Row
}

async function oneByOne(tasks: readonly (readonly string[])[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const args of tasks) rows.push(await measured(args))
  return rows
}

/** What a program of its own has taken since it began to measure. */
function startMeasure(): (lines: number, more: Row) => void {
  const cpu = process.cpuUsage()
  const start = performance.now()
  return (lines, more) => {
    const { user, system } = process.cpuUsage(cpu)
    const row: Row = {
      lines,
      'wall s': tenths((performance.now() - start) / 1000),
      'own cpu s': tenths((user + system) / 1e6),
      'most memory MB': Math.round(process.resourceUsage().maxRSS / 1024),
      load: tenths(loadavg()[0] ?? 0),
      ...more,
    }
    process.stdout.write(JSON.stringify(row))
  }
}

function measureMemory(scratch: string, lines: number): void {
  const tell = startMeasure()
  const folio = new Portfolio()
  for (const { iban, siren, ...payer } of readLines<PayerLine>(join(scratch, 'payers'))) {
    const ids = { customer: payer.customer as CustomerId, creditor: payer.creditor as CreditorId }
    const { name, ref, group } = payer
    folio.addPayer({ ...ids, name, ref, group: group as GroupId | null, identifiers: [siren] })
    if (iban !== null) folio.addKnown({ kind: 'iban', value: iban, customer: ids.customer })
  }
  for (const row of readLines<InvoiceLine>(join(scratch, 'invoices'))) {
    const [invoice, customer, number, issueOn, dueOn, cents, paymentReference] = row
    const ids = { invoice: invoice as InvoiceId, customer: customer as CustomerId }
    folio.addInvoice({ ...ids, number, issueOn, dueOn, currency: 'EUR', open: BigInt(cents), paymentReference })
  }
  folio.close()
  const credits: Credit[] = []
  for (const { amount, creditor, ...said } of readLines<CreditLine>(join(scratch, 'credits'))) {
    if (credits.length === lines) break
    const line = `line-${credits.length}` as LineId
    credits.push({ ...said, line, creditor: creditor as CreditorId, currency: 'EUR', amount: BigInt(amount) })
  }
  const start = performance.now()
  const proposals = matchCredits(credits, folio, DEFAULT_RULES)
  const took = (performance.now() - start) / 1000
  const certain = proposals.filter(proposal => proposal.verdict === 'certain').length
  tell(lines, { invoices: folio.size, 'match s': tenths(took), certain })
}

async function measureDatabase(owner: string, tenant: TenantId, size: number): Promise<void> {
  const db = connectDatabase(JSON.parse(owner) as ClientConfig, 2)
  const { rows } = await db.inTenant(tenant, tx =>
    sql<{ id: LineId; invoices: number }>`
      select line_id id, (select count(*)::int from open_item) invoices from bank_line order by line_id limit ${size}
    `.execute(tx),
  )
  const tell = startMeasure()
  const actor = { tenant, user: null, role: 'administrator', via: 'cli', today: TODAY } as const
  // `propose` uses nothing of the world but the database.
  const app = { db } as Parameters<typeof propose>[0]
  const found = await propose(
    app,
    actor,
    rows.map(row => row.id),
  )
  tell(rows.length, { invoices: rows[0]?.invoices ?? 0, ...found })
  await db.close()
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
