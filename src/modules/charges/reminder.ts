import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { InvoiceId, MessageId } from '#kernel/id.ts'
import type { RateLine } from '#law/rates/rates.ts'
import { loadRates } from '#modules/terms/index.ts'
import { claimable, statementOf } from './decide.ts'
import { claimWithin, type Claimed } from './claims.ts'
import { loadCharged, type Charged } from './store.ts'

/** What a reminder says of charges on the invoices it lists. Minor units of their currency. */
export type ReminderCharges = {
  readonly choice: 'show' | 'claim'
  readonly interest: bigint
  readonly fees: bigint
  /** The yearly rates that were used, parts per million, from the first period on. */
  readonly rates: readonly number[]
  /** The invoices that bear them. */
  readonly invoices: readonly InvoiceId[]
}

/**
 * Late interest and fees on the invoices of one reminder, computed on a day and neither claimed nor waived, read in one
 * statement; null when their segment stays silent or nothing is owed. An invoice whose rate is not known bears none:
 * a letter never guesses.
 */
export async function chargesOfReminder(
  tx: Tx,
  invoices: readonly InvoiceId[],
  on: Day,
): Promise<ReminderCharges | null> {
  const charged = (await loadCharged(tx, invoices)).filter(each => each.choice !== 'silent' && each.dueOn < on)
  const choice = charged[0]?.choice
  if (choice === undefined || choice === 'silent') return null
  const lines = await loadRates(tx)
  const bearing = charged.map(each => bearingOf(each, on, lines)).filter(each => each.interest > 0n || each.fee > 0n)
  if (bearing.length === 0) return null
  return {
    choice,
    interest: bearing.reduce((sum, each) => sum + each.interest, 0n),
    fees: bearing.reduce((sum, each) => sum + each.fee, 0n),
    rates: [...new Set(bearing.flatMap(each => each.rates))],
    invoices: bearing.map(each => each.invoice),
  }
}

function bearingOf(charged: Charged, on: Day, lines: readonly RateLine[]) {
  const { invoice, currency } = charged
  const stated = statementOf(charged, {}, on, lines)
  if (!stated.ok) return { invoice, interest: 0n, fee: 0n, rates: [] }
  const { statement } = stated.value
  const left = claimable(statement, charged.ledger)
  const of = (kind: 'interest' | 'fee'): bigint =>
    left.find(found => found.kind === kind && found.left.currency === currency)?.left.amount ?? 0n
  return { invoice, interest: of('interest'), fee: of('fee'), rates: statement.segments.map(segment => segment.ppm) }
}

/**
 * Claims these charges inside the reminder that is about to leave, within its transaction: every figure is frozen as
 * the letter says it. Null when meanwhile nothing is left to claim.
 */
export async function claimInReminder(
  tx: Tx,
  actor: Actor,
  charges: ReminderCharges,
  message: { readonly id: MessageId; readonly payBy: Day },
): Promise<Claimed | null> {
  const claimed = await claimWithin(tx, actor, {
    invoices: charges.invoices,
    form: 'reminder',
    kinds: charges.fees > 0n ? ['interest', 'fee'] : ['interest'],
    dueOn: message.payBy,
    choices: {},
    message: message.id,
  })
  return claimed.ok ? claimed.value : null
}
