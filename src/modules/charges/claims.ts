import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { InvoiceId, MessageId } from '#kernel/id.ts'
import { money, moneyToJson, toDecimal, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { chargesToJson } from '#law/charge-json.ts'
import type { ChargeStatement, Claim } from '#law/charges.ts'
import type { RateLine } from '#law/rates/rates.ts'
import { issueDebitNote } from '#modules/receivables/index.ts'
import { loadRates } from '#modules/terms/index.ts'
import { claimable, statementOf } from './decide.ts'
import type { ChargeKind, Choices, ClaimForm, ClaimId } from './model.ts'
import * as store from './store.ts'
import { recordClaim } from './record-store.ts'
import { claimWords } from './words.ts'

/** Days a debit note gives when nobody says. */
const CLAIM_DAYS = 30

/** What to claim, from whom and how. */
export type GivenClaim = {
  readonly invoices: readonly InvoiceId[]
  readonly form: ClaimForm
  readonly kinds: readonly ChargeKind[]
  readonly dueOn?: Day | undefined
  readonly choices: Choices
  /** The reminder that carries it. */
  readonly message?: MessageId
}

type Part = {
  readonly charged: store.Charged
  readonly claim: Claim
  readonly statement: ChargeStatement
  readonly left: { readonly kind: ChargeKind; readonly left: Money }[]
}

/**
 * Claims what is computed today and was neither claimed nor waived, on invoices of one customer: one open item (a debit
 * note outside VAT, as Factur-X), and for each line every parameter and the statement as it stands, which recomputing
 * never changes. Refused: `invoice-not-found`, `one-customer`, `nothing-to-claim`, `fee-in-euro`, `due-before-today`,
 * `unknown-rate`, `invoice-rule`.
 */
export function claimCharges(app: App, actor: Actor, given: GivenClaim): Promise<Result<ClaimId>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const claimed = await claimWithin(tx, actor, given)
    return claimed.ok ? ok(claimed.value.id) : claimed
  })
}

/** A claim that was written: its open item, and what it claims, minor units. */
export type Claimed = {
  readonly id: ClaimId
  readonly item: InvoiceId
  readonly number: string
  /** The debit note, as a kept file. */
  readonly sha256: string
  readonly sums: Readonly<Record<ChargeKind, bigint>>
}

/** The same within the caller's transaction. */
export async function claimWithin(tx: Tx, actor: Actor, given: GivenClaim): Promise<Result<Claimed>> {
  const { today } = actor
  const dueOn = given.dueOn ?? addDays(today, CLAIM_DAYS)
  if (dueOn < today) return refuse('due-before-today', `${dueOn} is before today`, { field: 'dueOn' })
  await store.lockCustomers(tx, given.invoices)
  const charged = await store.loadCharged(tx, given.invoices)
  const [first] = charged
  if (!first || charged.length !== new Set(given.invoices).size) {
    return refuse('invoice-not-found', 'one of these is no invoice that may bear charges: choose again')
  }
  if (charged.some(each => each.customer !== first.customer || each.currency !== first.currency)) {
    return refuse('one-customer', 'a claim is for one customer in one currency: make one for each')
  }
  const parts = partsOf(charged, given, today, await loadRates(tx))
  if (!parts.ok) return parts
  return writeClaim(tx, actor, given, parts.value, dueOn)
}

function partsOf(
  charged: readonly store.Charged[],
  { choices, kinds }: GivenClaim,
  today: Day,
  lines: readonly RateLine[],
): Result<Part[]> {
  const parts: Part[] = []
  for (const each of charged) {
    const stated = statementOf(each, choices, today, lines)
    if (!stated.ok) return stated
    const left = claimable(stated.value.statement, each.ledger).filter(
      found => kinds.includes(found.kind) && found.left.amount > 0n,
    )
    if (left.some(found => found.left.currency !== each.currency)) {
      return refuse('fee-in-euro', `the fee is in euros, the invoice in ${each.currency}: claim the interest alone`)
    }
    if (left.length > 0) parts.push({ charged: each, ...stated.value, left })
  }
  if (parts.length > 0) return ok(parts)
  return refuse('nothing-to-claim', 'nothing is computed here that was not claimed or waived already')
}

async function writeClaim(
  tx: Tx,
  actor: Actor,
  { form, message }: GivenClaim,
  parts: readonly Part[],
  dueOn: Day,
): Promise<Result<Claimed>> {
  const [first] = parts
  if (!first) throw new Error('a claim has at least one part')
  const { customer, creditor, currency, names } = first.charged
  const lines = parts.flatMap(({ charged, claim, statement, left }) =>
    left.map(({ kind, left: amount }) => ({ charged, claim, statement, kind, amount })),
  )
  const words = claimWords(names.language)
  const note = await issueDebitNote(tx, actor, {
    customer,
    dueOn,
    currency,
    preceding: parts.map(({ charged }) => ({ number: charged.number, issueOn: charged.issueOn })),
    lines: lines.map(({ charged, kind, amount }) => ({
      name: words(kind, charged.number, actor.today),
      price: toDecimal(amount),
    })),
  })
  if (!note.ok) return note
  const id = newId<'charge-claim'>()
  const total = lines.reduce((sum, line) => sum + line.amount.amount, 0n)
  await recordClaim(tx, actor, {
    id,
    creditor,
    customer,
    form,
    item: note.value.id,
    on: actor.today,
    currency,
    total,
    message: message ?? null,
    lines: lines.map(({ charged, claim, statement, kind, amount }) => ({
      invoice: charged.invoice,
      kind,
      amount: amount.amount,
      parameters: plainClaim(claim),
      statement: chargesToJson(statement),
    })),
  })
  const facts = { claim: id, number: note.value.number, form, total: toDecimal(money(total, currency)), currency }
  await record(tx, actor.tenant, actor, [{ customer, kind: 'charges-claimed', data: facts }])
  const sumOf = (wanted: ChargeKind): bigint =>
    lines.reduce((sum, { kind, amount }) => sum + (kind === wanted ? amount.amount : 0n), 0n)
  const sums = { interest: sumOf('interest'), fee: sumOf('fee') }
  const { number, sha256 } = note.value
  return ok({ id, item: note.value.id, number, sha256, sums })
}

// Every parameter as JSON: amounts as decimal strings, so that the question can be put again years later.
function plainClaim(claim: Claim): unknown {
  return JSON.parse(
    JSON.stringify(claim, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}

/** Claims with their lines, the latest first. */
export async function listClaims(app: App, actor: Actor, wanted: Parameters<typeof store.findClaims>[1]) {
  const rows = await app.db.inTenant(actor.tenant, tx => store.findClaims(tx, wanted))
  return rows.map(({ currency, lines, total, open, ...row }) => {
    const shown = (amount: bigint | string) => moneyToJson(money(BigInt(amount), currency))
    return {
      ...row,
      total: shown(total),
      open: shown(open),
      lines: lines.map(({ claimed, waived, collected, ...line }) => ({
        ...line,
        claimed: shown(claimed),
        waived: shown(waived),
        collected: shown(collected),
      })),
    }
  })
}
