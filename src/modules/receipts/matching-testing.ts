import { day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, GroupId, InvoiceId } from '#kernel/id.ts'
import type { Credit, LineId, Proposal } from './model.ts'
import { Portfolio } from './portfolio-decide.ts'

const CREDITOR = 'fr' as CreditorId

/**
 * Customers and open items in words: `client Nom [groupe] {identifiants}` then
 * `numéro montant échéance [devise] [référence]`.
 */
export function portfolio(text: string, known: readonly [iban: string, customer: string][] = []): Portfolio {
  const folio = new Portfolio()
  const lines = text.split('\n').map(line => line.trim())
  const names = lines
    .filter(line => line.startsWith('client '))
    .map(line => /^client (.+?)(?: \[(.+)\])?(?: \{(.+)\})?$/.exec(line))
  for (const found of names) {
    const [, name = '', group, identifiers = ''] = found ?? []
    const ids = { customer: name as CustomerId, creditor: CREDITOR, group: (group ?? null) as GroupId | null }
    folio.addPayer({ ...ids, name, ref: `C-${name}`, identifiers: identifiers.split(',') })
  }
  for (const [value, customer] of known) folio.addKnown({ kind: 'iban', value, customer: customer as CustomerId })
  let customer = ''
  for (const line of lines) {
    const heading = /^client (.+?)(?: \[.+\])?(?: \{.+\})?$/.exec(line)
    if (heading) customer = heading[1] ?? ''
    else if (line !== '') folio.addInvoice(item(customer, line.split(' ')))
  }
  return folio.close()
}

function item(customer: string, [number = '', cents = '0', dueOn = '', ...more]: string[]) {
  return {
    invoice: number as InvoiceId,
    customer: customer as CustomerId,
    number,
    issueOn: day('2026-01-02'),
    dueOn: day(dueOn),
    currency: more.find(word => /^[A-Z]{3}$/.test(word)) ?? 'EUR',
    open: BigInt(cents),
    paymentReference: more.find(word => word.startsWith('+++')) ?? null,
    debitNote: more.includes('frais'),
  }
}

/** A credit of the creditor's, booked on 5 March 2026. */
export function credit(cents: bigint, said: Partial<Credit>, n = 0): Credit {
  const blank = { name: null, iban: null, remittance: null, structuredReference: null, endToEndId: null }
  const line = `line-${n}` as LineId
  return { ...blank, line, creditor: CREDITOR, bookedOn: day('2026-03-05'), amount: cents, currency: 'EUR', ...said }
}

/** The verdict and what is paid, as one line. */
export function told({ verdict, parts, onAccount }: Proposal): string {
  const paid = parts.map(part => `${part.invoice}${part.kind === 'write-off' ? ' perte' : ''} ${part.amount}`)
  return [verdict, ...paid, ...(onAccount === 0n ? [] : [`compte ${onAccount}`])].join(' | ')
}
