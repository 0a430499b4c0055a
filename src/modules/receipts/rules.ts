import { loadCreditors } from '#modules/parties/index.ts'
import { loadRegister } from '#modules/terms/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { record } from '#platform/journal.ts'
import type { CreditorId } from '#kernel/id.ts'
import { fromDecimal, money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { MatchingRulesOf } from './decide.ts'
import { DEFAULT_RULES, type Discount, type MatchingRules } from './model.ts'
import * as store from './rules-store.ts'

/** Every creditor's rules, with the discounts of its terms of sale. */
export async function loadMatchingRules(tx: Tx): Promise<MatchingRulesOf> {
  const set = new Map((await store.loadRules(tx)).map(rules => [rules.creditor, rules]))
  const discounts = await loadDiscounts(tx)
  const all = new Map<CreditorId, MatchingRules>()
  return creditor => {
    if (creditor === null) return DEFAULT_RULES
    const known = all.get(creditor)
    if (known) return known
    const { smallDifference, bankFee } = set.get(creditor) ?? DEFAULT_RULES
    const rules = { ...DEFAULT_RULES, smallDifference, bankFee, discounts: discounts.get(creditor) ?? [] }
    all.set(creditor, rules)
    return rules
  }
}

// What terms in force, or replaced since, allow for paying early; a variant may allow it to one customer.
async function loadDiscounts(tx: Tx): Promise<Map<CreditorId, Discount[]>> {
  const creditors = (await loadCreditors(tx)).map(creditor => creditor.id)
  const { versions, variants } = await loadRegister(tx, creditors, [])
  const found = new Map<CreditorId, Discount[]>()
  const add = (creditor: CreditorId, discount: Discount): void => {
    found.set(creditor, [...(found.get(creditor) ?? []), discount])
  }
  for (const { creditor, state, clauses, from, to } of versions) {
    if (state === 'draft' || clauses.discount?.kind !== 'rate') continue
    add(creditor.id, { ratePpm: BigInt(clauses.discount.ppm), days: null, from, to })
  }
  for (const { creditor, customer, deviations, from, to } of variants) {
    if (!customer || deviations.discount?.kind !== 'rate') continue
    add(creditor, { ratePpm: BigInt(deviations.discount.ppm), days: null, from, to, customer: customer.id })
  }
  return found
}

/** The rules of every creditor, and how long the follow-up goes on without fresh statements. */
export function readReceiptRules(app: App, actor: Actor) {
  return app.db.inTenant(actor.tenant, async tx => {
    const set = new Map((await store.loadRules(tx)).map(rules => [rules.creditor, rules]))
    const discounts = await loadDiscounts(tx)
    const creditors = (await loadCreditors(tx)).map(({ id, code, name, currency }) => {
      const { smallDifference, bankFee } = set.get(id) ?? DEFAULT_RULES
      return {
        creditor: { id, code, name },
        smallDifference: moneyToJson(money(smallDifference, currency)),
        bankFee: moneyToJson(money(bankFee, currency)),
        applyCertain: set.get(id)?.applyCertain ?? true,
        discounts: (discounts.get(id) ?? []).map(({ ratePpm, from = null, to = null, customer = null }) => {
          return { ratePpm: Number(ratePpm), from, to, customer }
        }),
      }
    })
    return ok({ graceDays: await store.loadGrace(tx), creditors })
  })
}

/** What an administrator sets for a creditor; amounts are decimal text in its currency. */
export type GivenRules = {
  readonly smallDifference: string
  readonly bankFee: string
  readonly applyCertain: boolean
}

// A thousand units: above, a difference is a claim to be pursued and no rounding.
const HIGHEST = 1000n

/**
 * Sets what matching may do for a creditor by itself. Refused: `creditor-unknown`, `limit-too-high`, `not-an-amount`,
 * `too-many-decimals`.
 */
export async function saveReceiptRules(app: App, actor: Actor, id: CreditorId, given: GivenRules) {
  const saved = await app.db.inTenant(actor.tenant, async (tx): Promise<Result<void>> => {
    const [creditor] = await loadCreditors(tx, [id])
    if (!creditor) return refuse('creditor-unknown', 'there is no such creditor', { creditor: id })
    const small = fromDecimal(given.smallDifference, creditor.currency)
    const fee = fromDecimal(given.bankFee, creditor.currency)
    const highest = fromDecimal(String(HIGHEST), creditor.currency)
    if (!small.ok) return small
    if (!fee.ok) return fee
    for (const { amount } of [small.value, fee.value]) {
      if (amount >= 0n && highest.ok && amount <= highest.value.amount) continue
      return refuse('limit-too-high', `a limit is between 0 and ${HIGHEST} ${creditor.currency}`, {
        most: String(HIGHEST),
      })
    }
    const before = (await store.loadRules(tx)).find(rules => rules.creditor === id) ?? DEFAULT_RULES
    const rules = { creditor: id, smallDifference: small.value.amount, bankFee: fee.value.amount }
    await store.recordRules(tx, actor.tenant, { ...rules, applyCertain: given.applyCertain }, actor.user)
    const facts = {
      creditor: id,
      before: { smallDifference: String(before.smallDifference), bankFee: String(before.bankFee) },
      smallDifference: String(rules.smallDifference),
      bankFee: String(rules.bankFee),
      applyCertain: given.applyCertain,
    }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'receipt-rules-changed', data: facts }])
    return ok(undefined)
  })
  return saved.ok ? readReceiptRules(app, actor) : saved
}

/** Sets how many days beyond an account's rhythm the follow-up goes on without a statement; null: for ever. */
export async function saveFreshness(app: App, actor: Actor, graceDays: number | null) {
  await app.db.inTenant(actor.tenant, async tx => {
    const before = await store.loadGrace(tx)
    await store.recordGrace(tx, actor.tenant, graceDays, actor.user)
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'freshness-changed', data: { before, graceDays } }])
  })
  return readReceiptRules(app, actor)
}
