import { writeCamt053, writeCfonb120, writeCoda } from '#formats/statements/index.ts'
import type { OutgoingEntry, OutgoingStatement } from '#formats/statements/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { money } from '#kernel/money.ts'
import type { SampleCreditor } from './creditors.ts'
import type { SampleCustomer } from './customers.ts'
import type { SampleDocument } from './invoices.ts'
import { belgianIban, frenchIban } from './numbers.ts'
import { stream, type Random } from './random.ts'
import { decimal } from './totals.ts'
import { toldOf, unplaced, type UnplacedTold } from './unplaced.ts'

/** One bank file of the last month: its bytes and what it comes to. */
export type BankFile = {
  readonly bytes: Uint8Array
  readonly told: {
    readonly name: string
    readonly account: string
    readonly entries: number
    readonly opening: string
    readonly credits: string
    readonly debits: string
  }
  /** Lines that the lists know nothing of. */
  readonly unplaced: readonly UnplacedTold[]
}

type Bank = { seed: number; today: Day; creditor: SampleCreditor; documents: readonly SampleDocument[] }

const second = (customer: SampleCustomer): boolean => /[012]$/.test(customer.ref)

/**
 * The statements of the last month: what the lists show as paid in that time and, for the last days, what they do
 * not show yet. A French customer whose code ends in 0 to 2 pays to the second account, whose bank sends CFONB.
 */
export function bankFiles(bank: Bank): BankFile[] {
  const month = bank.today.slice(0, 7)
  const code = bank.creditor.code.toLowerCase()
  if (bank.creditor.country === 'BE') {
    return [file(bank, `${code}-${month}.cod`, bank.creditor.iban, () => true, writeCoda)]
  }
  return [
    file(bank, `${code}-${month}-camt053.xml`, bank.creditor.iban, customer => !second(customer), writeCamt053),
    file(bank, `${code}-${month}-cfonb120.txt`, bank.creditor.secondIban ?? bank.creditor.iban, second, writeCfonb120),
  ]
}

function file(
  bank: Bank,
  name: string,
  account: string,
  paysHere: (customer: SampleCustomer) => boolean,
  write: (statements: readonly OutgoingStatement[]) => Uint8Array,
): BankFile {
  const random = stream(bank.seed, 'bank', name)
  const openedOn = addDays(bank.today, -31)
  const closedOn = addDays(bank.today, -1)
  const credits = receipts(bank, openedOn, closedOn)
    .filter(receipt => paysHere(receipt.customer))
    .map(receipt => credit(random, bank.creditor, receipt))
  const stories = unplaced({ ...bank, paysHere }, name.includes('cfonb') ? 'second' : 'first')
  const all = [...credits, ...charges(random, openedOn), ...stories.map(each => each.entry)]
  const entries = all.toSorted((a, b) => (a.bookingDate < b.bookingDate ? -1 : 1))
  const numbered = entries.map((entry, index) => ({
    ...entry,
    bankReference: `${openedOn.slice(2, 4)}${String(index + 1).padStart(6, '0')}`,
  }))
  const opening = money(BigInt(random.between(4_000_000, 9_000_000)), bank.creditor.currency)
  const statement = {
    account,
    currency: bank.creditor.currency,
    holder: bank.creditor.name,
    number: `${bank.today.slice(0, 4)}-${bank.today.slice(5, 7)}1`,
    openedOn,
    closedOn,
    opening,
    entries: numbered,
  }
  const total = (sign: 1 | -1): string =>
    decimal(numbered.reduce((sum, { amount }) => (amount.amount > 0n === sign > 0 ? sum + amount.amount : sum), 0n))
  const told = { name, account, entries: numbered.length, opening: decimal(opening.amount) }
  const sums = { credits: total(1), debits: total(-1) }
  return { bytes: write([statement]), told: { ...told, ...sums }, unplaced: toldOf(account, stories) }
}

type Receipt = { customer: SampleCustomer; on: Day; amount: bigint; papers: SampleDocument[] }

/**
 * One receipt per customer and day; a credit note used that day is taken off, and one that covers all leaves nothing.
 */
function receipts(bank: Bank, from: Day, to: Day): Receipt[] {
  const found = new Map<string, Receipt>()
  for (const each of bank.documents) {
    const on = each.receipt?.on ?? each.paidOn
    if (on === null || on < from || on > to) continue
    const paid = each.receipt?.amount ?? each.paid
    const key = `${each.customer.ref}/${on}`
    const receipt = found.get(key) ?? { customer: each.customer, on, amount: 0n, papers: [] }
    receipt.amount += each.kind === 'invoice' ? paid : -paid
    receipt.papers.push(each)
    found.set(key, receipt)
  }
  return [...found.values()].filter(receipt => receipt.amount > 0n)
}

function credit(random: Random, creditor: SampleCreditor, receipt: Receipt): OutgoingEntry {
  const { customer, on, amount, papers } = receipt
  const place = Number(customer.ref.slice(1))
  const only = papers.length === 1 ? papers[0] : undefined
  const structured = only?.communication && random.chance(85) ? only.communication.replace(/\D/g, '') : null
  return {
    bookingDate: on,
    valueDate: on,
    amount: money(amount, creditor.currency),
    name: customer.name,
    iban: customer.country === 'FR' ? frenchIban(70_000_000 + place) : belgianIban(7_000_000 + place),
    ...(structured ? { structuredReference: structured } : { remittance: wording(random, papers) }),
  }
}

/** What payers write: mostly the numbers, sometimes half of them, sometimes nothing that helps. */
function wording(random: Random, papers: readonly SampleDocument[]): string {
  const numbers = papers.map(each => each.number)
  return random.weighted([
    [numbers.join(' '), 70],
    [`FACT ${numbers.map(number => number.replace(/^\D*/, '')).join(' / ')}`, 12],
    [`REGLEMENT ${numbers.map(number => number.replace(/.*\D0*/, '')).join(' ')}`, 8],
    ['VIREMENT FACTURES', 10],
  ] as const)
}

/** What every account also shows and nobody must match: fees and a supplier. */
function charges(random: Random, openedOn: Day): OutgoingEntry[] {
  const out = (days: number, cents: number, name: string, remittance: string): OutgoingEntry => {
    const on = addDays(openedOn, days)
    return { bookingDate: on, valueDate: on, amount: money(BigInt(-cents), 'EUR'), name, remittance }
  }
  return [
    out(12, random.between(1500, 4500), 'Banque exemple', 'FRAIS DE TENUE DE COMPTE'),
    out(19, random.between(200_000, 900_000), 'Scierie des Hauts-Marais', `FOURNITURES ${random.between(1000, 9999)}`),
  ]
}
