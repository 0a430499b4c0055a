import type { OutgoingEntry } from '#formats/statements/index.ts'
import { addDays, weekday, type Day } from '#kernel/day.ts'
import { money } from '#kernel/money.ts'
import type { SampleCreditor } from './creditors.ts'
import type { SampleCustomer } from './customers.ts'
import { bookedUntil, type SampleDocument } from './invoices.ts'
import { frenchIban } from './numbers.ts'
import { at } from './random.ts'
import { decimal } from './totals.ts'

/** Money of the month that the accountants could not place: it waits for a person. `story` says what it is. */
export type Unplaced = { readonly story: string; readonly entry: OutgoingEntry }

/** What is told of it in `expected.json`. */
export type UnplacedTold = {
  readonly story: string
  readonly account: string
  readonly on: Day
  readonly amount: string
  readonly number: string | null
}

type Around = {
  readonly today: Day
  readonly creditor: SampleCreditor
  readonly documents: readonly SampleDocument[]
  readonly paysHere: (customer: SampleCustomer) => boolean
}

type Story = {
  readonly story: string
  /** Days before the last day that the books know. */
  readonly before: number
  readonly name: string
  readonly remittance: string
  readonly cents: bigint
  readonly returned?: string
  readonly about?: SampleDocument
}

/**
 * The stories of one account: a number mistyped by somebody else than the customer, a third party, a bank's fee, a
 * deposit, an unknown payer, what is no customer's, and a transfer that the bank took back.
 */
export function unplaced(
  around: Around,
  account: 'first' | 'second',
): (Unplaced & { readonly about: string | null })[] {
  const { today, creditor } = around
  const last = bookedUntil(today)
  const candidates = open(around, addDays(last, -330), addDays(last, -40))
  const stories =
    creditor.country === 'BE' ? belgian(candidates) : account === 'first' ? french(candidates) : second(candidates)
  return stories.map(({ story, before, name, remittance, cents, returned, about }, index) => {
    const on = workday(addDays(last, -before))
    const entry = {
      bookingDate: on,
      valueDate: on,
      amount: money(cents, creditor.currency),
      name,
      // Nobody's account: known payers are learned from confirmations, never from these files.
      iban: frenchIban(90_000_000 + index + (account === 'first' ? 0 : 50)),
      remittance,
      ...(returned !== undefined && { returned }),
    }
    return { story, entry, about: about?.number ?? null }
  })
}

// One open invoice of each of many firms, of an amount that nobody else owes, never paid in part nor disputed.
function open({ documents, paysHere }: Around, from: Day, to: Day): SampleDocument[] {
  const amounts = new Map<bigint, number>()
  for (const { gross } of documents) amounts.set(gross, (amounts.get(gross) ?? 0) + 1)
  const owed = documents.filter(
    ({ kind, customer, issueOn, paid, receipt, means, dispute, gross }) =>
      kind === 'invoice' &&
      customer.kind === 'company' &&
      paysHere(customer) &&
      means === 'transfer' &&
      paid === 0n &&
      receipt === null &&
      dispute === null &&
      issueOn >= from &&
      issueOn <= to &&
      gross % 10_000n !== 0n &&
      amounts.get(gross) === 1,
  )
  const seen = new Set<string>()
  return owed.filter(({ customer }) => !seen.has(customer.name) && seen.add(customer.name))
}

function french(found: readonly SampleDocument[]): Story[] {
  const [typo, third, fee, deposit, back, part] = [0, 1, 2, 3, 4, 5].map(index => at(found, index))
  if (!typo || !third || !fee || !deposit || !back || !part) return []
  return [
    {
      story: 'number-mistyped',
      before: 3,
      name: 'SCI des Tilleuls',
      cents: typo.gross,
      remittance: `FACTURE ${mistyped(typo.number)}`,
      about: typo,
    },
    {
      story: 'third-party',
      before: 6,
      name: 'Holding Beauregard',
      cents: third.gross,
      remittance: `POUR COMPTE ${third.customer.name}`,
      about: third,
    },
    {
      story: 'bank-fee',
      before: 2,
      name: fee.customer.name,
      cents: fee.gross - 1250n,
      remittance: 'VIREMENT ETRANGER',
      about: fee,
    },
    { story: 'deposit', before: 9, name: deposit.customer.name, cents: 240_000n, remittance: 'ACOMPTE COMMANDE 4417' },
    {
      story: 'part',
      before: 4,
      name: part.customer.name,
      cents: 50_000n,
      remittance: `ACPTE S/FACTURE ${part.number}`,
      about: part,
    },
    { story: 'not-ours', before: 12, name: 'DGFIP', cents: 421_800n, remittance: 'REMBT CREDIT TVA 3310CA3 T3' },
    { story: 'not-ours', before: 8, name: 'Ateliers Vaubrise SAS', cents: 1_500_000n, remittance: 'VIREMENT INTERNE' },
    { story: 'unknown-payer', before: 1, name: 'Mme Louise Durand', cents: 35_000n, remittance: 'MERCI' },
    {
      story: 'taken-back',
      before: 14,
      name: back.customer.name,
      cents: back.gross,
      remittance: back.number,
      about: back,
    },
    {
      story: 'return',
      before: 5,
      name: back.customer.name,
      cents: -back.gross,
      remittance: 'REJET DE VIREMENT',
      returned: 'AC04',
      about: back,
    },
  ]
}

function second(found: readonly SampleDocument[]): Story[] {
  const [third, typo] = [0, 1].map(index => at(found, index))
  if (!third || !typo) return []
  return [
    {
      story: 'third-party',
      before: 2,
      name: 'Etude Me Carpentier',
      cents: third.gross,
      remittance: `CLIENT ${third.customer.ref}`,
      about: third,
    },
    {
      story: 'number-mistyped',
      before: 5,
      name: 'Cabinet Orsini',
      cents: typo.gross,
      remittance: mistyped(typo.number),
      about: typo,
    },
    { story: 'unknown-payer', before: 7, name: 'Comptoir du Levant', cents: 120_000n, remittance: 'REGLEMENT SOLDE' },
  ]
}

function belgian(found: readonly SampleDocument[]): Story[] {
  const [typo, third, deposit, fee, back] = [0, 1, 2, 3, 4].map(index => at(found, index))
  if (!typo || !third || !deposit || !fee || !back) return []
  return [
    {
      story: 'number-mistyped',
      before: 3,
      name: 'Immo Zavel BV',
      cents: typo.gross,
      remittance: `FACTUUR ${mistyped(typo.number)}`,
      about: typo,
    },
    {
      story: 'third-party',
      before: 4,
      name: 'Fiduciaire Hanssens SRL',
      cents: third.gross,
      remittance: 'BETALING KLANT',
      about: third,
    },
    {
      story: 'deposit',
      before: 6,
      name: deposit.customer.name,
      cents: 75_000n,
      remittance: 'VOORSCHOT BESTELLING 208',
    },
    {
      story: 'bank-fee',
      before: 2,
      name: fee.customer.name,
      cents: fee.gross - 850n,
      remittance: 'BETALING',
      about: fee,
    },
    {
      story: 'taken-back',
      before: 13,
      name: back.customer.name,
      cents: back.gross,
      remittance: back.number,
      about: back,
    },
    {
      story: 'return',
      before: 7,
      name: back.customer.name,
      cents: -back.gross,
      remittance: 'TERUGBOEKING OVERSCHRIJVING',
      returned: 'AC04',
      about: back,
    },
    { story: 'unknown-payer', before: 8, name: 'Vzw De Kring', cents: 18_000n, remittance: 'FEEST 11 NOVEMBER' },
  ]
}

function workday(day: Day): Day {
  return weekday(day) <= 5 ? day : workday(addDays(day, -1))
}

// The year with two digits changed over: no invoice has that number.
function mistyped(number: string): string {
  return number.replace(/20(\d)(\d)/, '20$2$1')
}

/** What `expected.json` says of them. */
export function toldOf(
  account: string,
  all: readonly (Unplaced & { readonly about: string | null })[],
): UnplacedTold[] {
  return all.map(({ story, entry, about }) => ({
    story,
    account,
    on: entry.bookingDate,
    amount: decimal(entry.amount.amount),
    number: about,
  }))
}
