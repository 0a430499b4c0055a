// How fast: bank lines against a million open invoices, with the growth between 10,000 and 100,000 lines. The world is
// written to files by one program and read as a stream by another, so that the memory measured is the matcher's.
// Run: node bench/matching-speed.ts [INVOICES]. Claim held (issue 4): 100,000 lines under 60 s and 1 GB; processor time
// is counted too, because a busy machine makes the clock say more.
import { spawnSync } from 'node:child_process'
import { closeSync, createWriteStream, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { addDays, day } from '#kernel/day.ts'
import { matchCredits } from '#modules/receipts/decide.ts'
import { DEFAULT_RULES, type Credit, type OpenInvoice, type Payer } from '#modules/receipts/model.ts'
import { Portfolio } from '#modules/receipts/portfolio-decide.ts'
import { drawReceipts } from './labelled/receipts.ts'
import { makeWorld } from './labelled/world.ts'

const [first = '1000000', folder, lineCount] = process.argv.slice(2)
if (folder !== undefined && lineCount !== undefined) measure(folder, Number(lineCount))
else await compare(Number(first))

async function compare(invoices: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'quittance-matching-'))
  try {
    await writeWorld(scratch, invoices)
    const rows = [10_000, 100_000].map(lines => {
      const args = [import.meta.filename, String(invoices), scratch, String(lines)]
      const run = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
      const row: Record<string, number> = JSON.parse(run.stdout)
      return row
    })
    console.table(rows)
    const last = rows.at(-1)
    if (!last || (last['cpu s'] ?? 99) > 60 || (last['most memory MB'] ?? 9999) > 1024) process.exitCode = 1
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

async function writeWorld(scratch: string, invoices: number): Promise<void> {
  const world = makeWorld(1, Math.ceil(invoices / 6.4))
  const start = day('2026-01-01')
  const days = Array.from({ length: 400 }, (_, n) => addDays(start, n))
  const receipts = drawReceipts(world, 5, 100_000)
  await writeLines(
    join(scratch, 'payers'),
    world.customers,
    ({ id, creditor, name, group, ref, siren, iban, ibanKnown }) => {
      const payer = { customer: id, creditor: creditor.id, group, name, ref, identifiers: [siren] }
      return { payer, iban: ibanKnown ? iban : null }
    },
  )
  const items = world.customers.flatMap(customer => customer.items)
  await writeLines(join(scratch, 'invoices'), items, ({ id, owner, number, issue, due, cents, reference }) => {
    return [id, owner.id, number, days[issue], days[due], cents, reference]
  })
  await writeLines(
    join(scratch, 'credits'),
    receipts,
    ({ creditor, day: on, cents, structured, endToEnd, ...said }, n) => {
      const { name, iban, remittance } = said
      const text = { name, iban, remittance, structuredReference: structured, endToEndId: endToEnd }
      return { line: `line-${n}`, creditor, bookedOn: days[on], amount: cents, currency: 'EUR', ...text }
    },
  )
}

async function writeLines<T>(path: string, items: readonly T[], write: (item: T, n: number) => unknown): Promise<void> {
  const out = createWriteStream(path)
  for (const [n, item] of items.entries()) {
    if (!out.write(`${JSON.stringify(write(item, n))}\n`)) await new Promise(resolve => out.once('drain', resolve))
  }
  await new Promise(resolve => out.end(resolve))
}

/** The lines of a file as values, a megabyte of it at a time: reading is not what is measured. */
function* readLines<T>(path: string): Generator<T> {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(1024 * 1024)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
    const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as T
  }
  closeSync(file)
}

type InvoiceRow = [
  OpenInvoice['invoice'],
  OpenInvoice['customer'],
  string,
  OpenInvoice['dueOn'],
  OpenInvoice['dueOn'],
  number,
  string | null,
]

function measure(scratch: string, lines: number): void {
  const cpuStart = process.cpuUsage()
  const start = performance.now()
  const folio = new Portfolio()
  for (const { payer, iban } of readLines<{ payer: Payer; iban: string | null }>(join(scratch, 'payers'))) {
    folio.addPayer(payer)
    if (iban !== null) folio.addKnown({ kind: 'iban', value: iban, customer: payer.customer })
  }
  for (const row of readLines<InvoiceRow>(join(scratch, 'invoices'))) {
    const [invoice, customer, number, issueOn, dueOn, cents, paymentReference] = row
    folio.addInvoice({
      invoice,
      customer,
      number,
      issueOn,
      dueOn,
      currency: 'EUR',
      open: BigInt(cents),
      paymentReference,
    })
  }
  folio.close()
  const credits: Credit[] = []
  for (const { amount, ...credit } of readLines<Omit<Credit, 'amount'> & { amount: number }>(
    join(scratch, 'credits'),
  )) {
    if (credits.length < lines) credits.push({ ...credit, amount: BigInt(amount) })
  }
  const built = performance.now()
  const proposals = matchCredits(credits, folio, DEFAULT_RULES)
  const end = performance.now()
  const cpu = process.cpuUsage(cpuStart)
  const row = {
    lines,
    invoices: folio.size,
    'read and index s': tenths((built - start) / 1000),
    'match s': tenths((end - built) / 1000),
    'cpu s': tenths((cpu.user + cpu.system) / 1e6),
    'µs a line': Math.round(((end - built) * 1000) / lines),
    'most memory MB': Math.round(process.resourceUsage().maxRSS / 1024),
    certain: proposals.filter(proposal => proposal.verdict === 'certain').length,
  }
  process.stdout.write(JSON.stringify(row))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
