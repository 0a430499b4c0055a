// How fast: bank lines against a million open invoices, in memory, with the growth between 10,000 and 100,000 lines.
// Run: node bench/matching-speed.ts [INVOICES]. Claim held (issue 4): 100,000 lines under 60 s and 1 GB.
import { addDays, day, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { matchCredits } from '#modules/receipts/decide.ts'
import { DEFAULT_RULES, type Credit, type LineId } from '#modules/receipts/model.ts'
import { Portfolio } from '#modules/receipts/portfolio-decide.ts'
import { stream } from '../scripts/samples/random.ts'
import { makeWorld } from './labelled/world.ts'
import { drawReceipts } from './labelled/receipts.ts'

const invoices = Number(process.argv[2] ?? 1_000_000)
const START = day('2026-01-01')
const dayCache = Array.from({ length: 400 }, (_, n) => addDays(START, n))
const on = (n: number): Day => dayCache[n] ?? START

/** A world large enough for the invoices: the labelled one, so that the lines have every kind of difficulty. */
function build(): { credits: Credit[]; portfolio: () => Portfolio } {
  const world = makeWorld(stream(1, 'speed').between(1, 1), Math.ceil(invoices / 6.4))
  const receipts = drawReceipts(world, 5, 100_000)
  const credits = receipts.map((receipt, n): Credit => ({
    line: `line-${n}` as LineId,
    creditor: receipt.creditor as CreditorId,
    bookedOn: on(receipt.day),
    amount: BigInt(receipt.cents),
    currency: 'EUR',
    name: receipt.name,
    iban: receipt.iban,
    remittance: receipt.remittance,
    structuredReference: receipt.structured,
    endToEndId: receipt.endToEnd,
  }))
  const portfolio = (): Portfolio => {
    const folio = new Portfolio()
    for (const { id, creditor, name, ref, siren } of world.customers) {
      folio.addPayer({
        customer: id as CustomerId,
        creditor: creditor.id as CreditorId,
        group: null,
        name,
        ref,
        identifiers: [siren],
      })
    }
    for (const customer of world.customers) {
      if (customer.ibanKnown)
        folio.addKnown({ kind: 'iban', value: customer.iban, customer: customer.id as CustomerId })
      for (const item of customer.items) {
        folio.addInvoice({
          invoice: item.id as InvoiceId,
          customer: customer.id as CustomerId,
          number: item.number,
          issueOn: on(item.issue),
          dueOn: on(item.due),
          currency: 'EUR',
          open: BigInt(item.cents),
          paymentReference: item.reference,
        })
      }
    }
    return folio.close()
  }
  return { credits, portfolio }
}

const { credits, portfolio } = build()
const rows = []
let slowest = 0
for (const lines of [10_000, 100_000]) {
  const cpuStart = process.cpuUsage()
  const start = performance.now()
  const folio = portfolio()
  const built = performance.now()
  const proposals = matchCredits(credits.slice(0, lines), folio, DEFAULT_RULES)
  const end = performance.now()
  const cpu = process.cpuUsage(cpuStart)
  slowest = Math.max(slowest, (cpu.user + cpu.system) / 1e6)
  rows.push({
    lines,
    invoices: folio.size,
    'index s': ((built - start) / 1000).toFixed(2),
    'match s': ((end - built) / 1000).toFixed(2),
    'cpu s': ((cpu.user + cpu.system) / 1e6).toFixed(2),
    'µs a line': (((end - built) * 1000) / lines).toFixed(0),
    'most memory MB': Math.round(process.resourceUsage().maxRSS / 1024),
    certain: proposals.filter(proposal => proposal.verdict === 'certain').length,
  })
}
console.table(rows)
if (slowest > 60 || process.resourceUsage().maxRSS > 1024 * 1024) process.exitCode = 1
