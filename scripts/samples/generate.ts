import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseDay } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { documents } from './invoices.ts'
import { CUSTOMER_HEADERS, csvLine, customerRow, documentRow, INVOICE_HEADERS } from './lists.ts'
import { parts, SAMPLE, sampleFiles, type Size } from './portfolio.ts'
import { addDocument, agedDays, emptyTotals, totalsToJson } from './totals.ts'

const USAGE = `node scripts/samples/generate.ts [--check] [--seed N] [--today YYYY-MM-DD] [--out DIR]
    writes the sample portfolio (default: samples/); --check only compares and fails where a file differs
node scripts/samples/generate.ts --csv-only --customers N --invoices N --out DIR
    streams customer and invoice lists of any size, with totals.json, for the benches`

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url))
/** What stands in `samples/` and is written by hand. */
const BY_HAND = new Set(['README.md'])

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    'csv-only': { type: 'boolean', default: false },
    seed: { type: 'string', default: String(SAMPLE.seed) },
    today: { type: 'string', default: SAMPLE.today },
    customers: { type: 'string', default: String(SAMPLE.customers) },
    invoices: { type: 'string', default: String(SAMPLE.invoices) },
    out: { type: 'string', default: SAMPLES },
    help: { type: 'boolean', default: false },
  },
})

const size: Size = {
  seed: wholeNumber('seed', values.seed),
  today: unwrap(parseDay(values.today)),
  customers: wholeNumber('customers', values.customers),
  invoices: wholeNumber('invoices', values.invoices),
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${name} takes a whole number, got "${text}"\n${USAGE}`)
  return Number(text)
}

async function writeSample(wanted: Size, out: string, check: boolean): Promise<void> {
  const files = await sampleFiles(wanted)
  const present = listed(out)
  const stray = present.filter(name => !files.has(name) && !BY_HAND.has(name))
  if (check) {
    const wrong = [...files].filter(([name, bytes]) => !present.includes(name) || !same(join(out, name), bytes))
    for (const [name] of wrong) console.error(`differs: ${name}`)
    for (const name of stray) console.error(`not generated: ${name}`)
    if (wrong.length + stray.length > 0) {
      console.error('samples/ is not what the generator writes: run node scripts/samples/generate.ts')
      process.exitCode = 1
    }
    return
  }
  for (const name of stray) rmSync(join(out, name))
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true })
    writeFileSync(join(out, name), bytes)
  }
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  console.error(`${files.size} files, ${Math.round(total / 1024)} kB in ${out}`)
}

const same = (path: string, bytes: Uint8Array): boolean => readFileSync(path).equals(bytes)

/** Files that the generator owns under `out`, by their path; none when the folder is not there yet. */
function listed(out: string): string[] {
  try {
    return readdirSync(out, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(out.length + 1))
  } catch {
    return []
  }
}

/** Lists of any size, line by line: a million invoices need the memory of their customers only. */
function streamLists(wanted: Size, out: string): void {
  mkdirSync(out, { recursive: true })
  const totals: Record<string, unknown> = {}
  for (const part of parts(wanted)) {
    const { creditor, customers } = part
    const code = creditor.code.toLowerCase()
    const own = emptyTotals(customers.length, agedDays(wanted.today))
    const book = new LineFile(join(out, `01-clients-${code}.csv`))
    book.add(csvLine(CUSTOMER_HEADERS))
    for (const each of customers) book.add(csvLine(customerRow(creditor, each)))
    book.close()
    const list = new LineFile(join(out, `02-factures-${code}.csv`))
    list.add(csvLine(INVOICE_HEADERS))
    for (const each of documents({ ...part, seed: wanted.seed, today: wanted.today })) {
      addDocument(own, each)
      list.add(csvLine(documentRow(creditor, each)))
    }
    list.close()
    totals[creditor.code] = totalsToJson(own)
  }
  writeFileSync(join(out, 'totals.json'), `${JSON.stringify({ ...wanted, creditors: totals }, null, 2)}\n`)
}

/** A UTF-8 file written a megabyte at a time. */
class LineFile {
  readonly #file: number
  #pending = '\uFEFF'

  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  add(line: string): void {
    this.#pending += line
    if (this.#pending.length > 1 << 20) this.#flush()
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    writeSync(this.#file, this.#pending)
    this.#pending = ''
  }
}

if (values.help) console.log(USAGE)
else if (values['csv-only']) streamLists(size, values.out)
else await writeSample(size, values.out, values.check)
