import { say, type Clues, type PayerHit } from './clues-decide.ts'
import { debtsOf, explain, numbersOf, paidInFull, totalOf, type Explained } from './explain-decide.ts'
import { impute } from './impute-decide.ts'
import type { Evidence, MatchingRules, Verdict } from './model.ts'
import type { Attempt } from './number-decide.ts'
import { compact, type Portfolio } from './portfolio-decide.ts'
import { isOneMistake, tailOf } from './shapes-decide.ts'
import { findSum, type SumFound } from './sums-decide.ts'

/** Whoever seems to pay: one customer, several of one group, or several that cannot be told apart. */
type Who = {
  readonly customers: readonly number[]
  readonly trust: 1 | 2 | 3
  readonly single: boolean
  readonly evidence: readonly Evidence[]
}

function whoPays(clues: Clues, folio: Portfolio): Who | null {
  const [top] = clues.payers
  if (!top) return null
  const equals: readonly PayerHit[] = clues.payers.filter(payer => payer.trust === top.trust)
  const family = folio.family(top.customer)
  const single = equals.length === 1 || equals.every(payer => family.includes(payer.customer))
  const evidence = [top.evidence, ...clues.doubts]
  if (!single) evidence.push(say('payer-ambiguous', false, { count: equals.length }))
  return { customers: equals.map(payer => payer.customer), trust: top.trust, single, evidence }
}

function itemsFor(customers: readonly number[], clues: Clues, folio: Portfolio): number[] {
  const all = customers.flatMap(customer => folio.itemsOf(customer))
  return all.filter(at => folio.currency(at) === clues.credit.currency)
}

/** The payer is known and the amount is exactly what some of its items make. */
export function byPayer(clues: Clues, folio: Portfolio): Attempt | null {
  const who = whoPays(clues, folio)
  if (!who) return null
  const own = itemsFor(who.customers, clues, folio)
  const found = sumOf(own, clues, folio)
  if (found) return settleSum(clues, who, found, folio, [])
  const instalment = byInstalment(clues, who, own, folio)
  if (instalment) return instalment
  const family = [...new Set(who.customers.flatMap(customer => folio.family(customer)))]
  if (family.length <= who.customers.length || family.length > 200) return null
  const wider = sumOf(itemsFor(family, clues, folio), clues, folio)
  return wider && settleSum(clues, who, wider, folio, [say('same-group', true, { count: family.length })])
}

function sumOf(items: readonly number[], clues: Clues, folio: Portfolio): SumFound | null {
  const summands = items.map(at => ({ at, open: folio.leftOf(at), dueOn: folio.dueOn[at] ?? 0 }))
  return findSum(summands, clues.credit.amount, clues.day)
}

const KINDS: Readonly<Partial<Record<SumFound['kind'], 'all-open' | 'all-due' | 'oldest-first'>>> = {
  'all-open': 'all-open',
  'all-due': 'all-due',
  oldest: 'oldest-first',
}

function settleSum(clues: Clues, who: Who, sum: SumFound, folio: Portfolio, more: readonly Evidence[]): Attempt {
  const { items } = sum
  const exact = items.length === 1 ? say('exact-amount', true, { invoice: numbersOf(items, folio) }) : null
  // Of several that answer to the name, the one whose items these are is said.
  const [, ...doubts] = who.evidence
  const meant = clues.payers.find(payer => payer.customer === folio.customerOf[items[0] ?? 0])?.evidence
  const evidence: Evidence[] = [
    ...(meant ? [meant, ...doubts] : who.evidence),
    exact ?? say('exact-sum', true, { count: items.length, invoices: numbersOf(items, folio) }),
    ...more,
  ]
  const claims = items.filter(at => folio.isDebitNote(at))
  if (claims.length > 0 && claims.length < items.length) {
    evidence.push(
      say('with-charges', true, { items: numbersOf(claims, folio), amount: String(totalOf(claims, folio)) }),
    )
  }
  const habit = KINDS[sum.kind]
  if (habit) evidence.push(say(habit, true))
  const before = items.filter(at => clues.day < (folio.issueOn[at] ?? 0))
  if (before.length > 0) evidence.push(say('before-issue', false, { invoices: numbersOf(before, folio) }))
  if (sum.solutions > 1) evidence.push(say(items.length === 1 ? 'twins' : 'several-sums', false))
  if (sum.cut) evidence.push(say('search-cut', false))
  const unknown = unexplained(clues, items, folio, evidence)
  for (const text of clues.foreign.slice(0, 3)) evidence.push(say('foreign-number', false, { text }))
  evidence.push(...otherPurpose(clues))
  if (clues.deposit) evidence.push(say('deposit-word', false))
  const sound = who.single && sum.solutions === 1 && sum.safe && !sum.cut && before.length === 0 && !unknown
  const agreed = !clues.deposit && clues.purpose === null && clues.doubts.every(doubt => doubt.code !== 'payer-differs')
  const enough = who.trust === 3 || (who.trust === 2 && (items.length > 1 || !isRound(clues.credit.amount)))
  const verdict: Verdict = sound && agreed && enough && clues.references.length === 0 ? 'certain' : 'likely'
  const parts = paidInFull(items, folio, 'amount')
  return { verdict, customer: folio.customerOf[items[0] ?? 0] ?? null, parts, onAccount: 0n, evidence }
}

/** The words of the line that say it is no customer's payment. */
export function otherPurpose({ purpose }: Clues): Evidence[] {
  return purpose === null ? [] : [say('other-purpose', false, { text: purpose })]
}

// A round amount meets another round amount by chance.
function isRound(amount: bigint): boolean {
  return amount % 10_000n === 0n
}

// Numbers of our shape that are not among what was found: one mistake away they support it, else they contradict.
function unexplained(clues: Clues, items: readonly number[], folio: Portfolio, evidence: Evidence[]): boolean {
  let contradicted = false
  const others = clues.numbers.filter(hit => !items.includes(hit.at)).map(hit => hit.text)
  for (const text of [...clues.unknown, ...others].slice(0, 6)) {
    const near = items.find(at => isOneMistake(text, compact(folio.numberOf(at))))
    // A number that is open itself is what the payer says it pays: a person decides between word and amount.
    if (others.includes(text)) contradicted = true
    if (near !== undefined) evidence.push(say('number-with-typo', true, { text, invoice: folio.numberOf(near) }))
    else {
      contradicted = true
      evidence.push(say('unknown-number', false, { text }))
    }
  }
  const told = toldForShort(clues, items, folio)
  if (told.length === 0) return contradicted
  evidence.push(say('short-number', false, { invoices: numbersOf(told, folio) }))
  return true
}

// Items of the same payers whose short number stands in the line and that the amount did not find: it may be a chance.
function toldForShort(clues: Clues, items: readonly number[], folio: Portfolio): number[] {
  if (clues.written.size === 0) return []
  const family = [...new Set(items.flatMap(at => folio.family(folio.customerOf[at] ?? 0)))]
  const found = new Set(items.map(at => folio.tail(at)))
  return family
    .slice(0, 200)
    .flatMap(customer => folio.itemsOf(customer))
    .filter(at => clues.written.has(folio.tail(at)) && !found.has(folio.tail(at)))
}

function byInstalment(clues: Clues, who: Who, items: readonly number[], folio: Portfolio): Attempt | null {
  const { amount, currency } = clues.credit
  const [customer] = who.customers
  if (customer === undefined || !who.single) return null
  const agreed = folio.expectedOf(customer).some(each => each.amount === amount && each.currency === currency)
  if (!agreed) return null
  const imputed = imputedOn(clues, items, folio)
  const verdict = who.trust === 3 && imputed.onAccount === 0n ? 'certain' : 'likely'
  return {
    verdict,
    customer,
    ...imputed,
    evidence: [...who.evidence, say('instalment', true, { amount: String(amount) })],
  }
}

function imputedOn(clues: Clues, items: readonly number[], folio: Portfolio): Pick<Explained, 'parts' | 'onAccount'> {
  const owed = items.filter(at => folio.leftOf(at) > 0)
  const imputed = impute(debtsOf(owed, folio), clues.credit.amount, clues.day, new Set())
  const placed = imputed.reduce((sum, part) => sum + part.amount, 0n)
  const parts = imputed.map(({ at, amount, rule }) => ({ at, kind: 'receipt' as const, amount, rule }))
  return { parts, onAccount: clues.credit.amount - placed }
}

/** The payer is known and the amount is that of one item, or of all, but for a difference that a rule explains. */
export function byPayerWithDifference(clues: Clues, folio: Portfolio, rules: MatchingRules): Attempt | null {
  const who = whoPays(clues, folio)
  // What is called a deposit pays no invoice but for a difference: it waits on account for its own.
  if (!who || who.trust === 1 || !who.single || clues.deposit) return null
  const items = itemsFor(who.customers, clues, folio)
  const owed = items.filter(at => folio.leftOf(at) > 0)
  const due = owed.filter(at => (folio.dueOn[at] ?? 0) <= clues.day)
  const sets = [...owed.map(at => [at]), ...(owed.length > 1 ? [owed] : []), ...(due.length > 1 ? [due] : [])]
  const hits = sets
    .map(set => ({ set, found: explain(clues, set, folio, rules, 'amount') }))
    .filter(({ found }) => found.grade === 'full' || found.grade === 'near' || found.grade === 'fee')
    .sort((a, b) => order(a.found) - order(b.found))
  const [best, other] = hits
  if (!best) return null
  const unique = !other || order(other.found) > order(best.found)
  const evidence = [...who.evidence, ...best.found.evidence]
  if (!unique) evidence.push(say('several-sums', false))
  const before = best.set.some(at => clues.day < (folio.issueOn[at] ?? 0))
  if (before) evidence.push(say('before-issue', false))
  const contradicted = unexplained(clues, best.set, folio, evidence)
  const supported = best.set.every(at => isNamed(at, clues, folio))
  const discount = best.found.evidence.some(each => each.code === 'less-discount')
  evidence.push(...otherPurpose(clues))
  const sound = unique && !before && !contradicted && clues.purpose === null && clues.numbers.length === 0
  const certain = sound && best.found.grade === 'full' && who.trust === 3 && (discount || supported)
  return { verdict: certain ? 'certain' : 'likely', customer: who.customers[0] ?? null, ...best.found, evidence }
}

function order(found: Explained): number {
  const code = found.evidence[0]?.code
  return found.grade === 'full' ? (code === 'small-difference' ? 1 : 0) : found.grade === 'near' ? 2 : 3
}

function isNamed(at: number, clues: Clues, folio: Portfolio): boolean {
  const number = folio.numberOf(at)
  return clues.tails.has(folio.tail(at)) || clues.unknown.some(text => isOneMistake(text, compact(number)))
}

/** Nobody is recognised, but the amount is that of one item only, and perhaps a number with a typing mistake agrees. */
export function byAmountOnly(clues: Clues, folio: Portfolio): Attempt | null {
  if (clues.payers.some(payer => payer.trust > 1)) return null
  const equal = folio.withAmount(clues.credit.amount, 50).filter(at => {
    const creditor = folio.creditorOf(folio.customerOf[at] ?? 0)
    if (clues.credit.creditor !== null && creditor !== clues.credit.creditor) return false
    return folio.currency(at) === clues.credit.currency && clues.day >= (folio.issueOn[at] ?? 0)
  })
  const typed = equal.filter(at => clues.unknown.some(text => isOneMistake(text, compact(folio.numberOf(at)))))
  const short = equal.filter(at => clues.tails.has(folio.tail(at)) && isLong(folio.numberOf(at)))
  const chosen = typed.length === 1 ? typed : short.length === 1 ? short : equal
  const [only] = chosen
  if (only === undefined || chosen.length > 1) return null
  const parts = paidInFull([only], folio, 'amount')
  const named = typed.length === 1 || short.length === 1
  const number = folio.numberOf(only)
  const evidence: Evidence[] = [say('exact-amount', true, { invoice: number })]
  if (typed.length === 1)
    evidence.push(say('number-with-typo', true, { text: clues.unknown[0] ?? '', invoice: number }))
  else if (short.length === 1) evidence.push(say('short-number', true, { invoices: number }))
  else evidence.push(say('only-amount', true, { invoice: number }))
  evidence.push(say('payer-unknown', false), ...otherPurpose(clues))
  const customer = folio.customerOf[only] ?? null
  const resembles = clues.payers.some(payer => payer.customer === customer)
  const shown = named || resembles || isRare(clues, folio)
  return {
    verdict: shown && clues.purpose === null ? 'likely' : 'to-sort',
    customer,
    parts,
    onAccount: 0n,
    evidence,
  }
}

function isLong(number: string | undefined): boolean {
  return tailOf(number ?? '').length >= 3
}

// In a small portfolio an odd amount met once says something; among a million it says nothing.
function isRare(clues: Clues, folio: Portfolio): boolean {
  return folio.size <= 20_000 && clues.credit.amount >= 10_000n && !isRound(clues.credit.amount)
}

/** Only the payer is known: a deposit stays on account, else the debts are served in the legal order. */
export function byPayerOnly(clues: Clues, folio: Portfolio): Attempt | null {
  const who = whoPays(clues, folio)
  if (!who) return null
  const [customer = null] = who.customers
  const items = itemsFor(who.customers.slice(0, 1), clues, folio)
  const evidence: Evidence[] = [...who.evidence]
  for (const text of clues.unknown.slice(0, 3)) evidence.push(say('unknown-number', false, { text }))
  const strange = namesOthers(clues, who, folio)
  if (strange) evidence.push(say('number-of-other-customer', false, { name: folio.payers.name(customer ?? 0) }))
  evidence.push(...otherPurpose(clues))
  if (who.customers.some(each => folio.itemsOf(each).length > 0) && items.length === 0) {
    evidence.push(say('currency-differs', false))
    return { verdict: 'to-sort', customer, parts: [], onAccount: 0n, evidence }
  }
  const likely = who.single && who.trust >= 2 && !strange && clues.purpose === null
  const verdict = likely ? 'likely' : 'to-sort'
  if (clues.deposit || items.length === 0) {
    if (clues.deposit) evidence.push(say('deposit-word', true))
    return { verdict, customer, parts: [], onAccount: clues.credit.amount, evidence }
  }
  const imputed = imputedOn(clues, items, folio)
  const short = totalOf(items, folio) - clues.credit.amount
  evidence.push(say('oldest-first', true, { count: imputed.parts.length }))
  evidence.push(say(short > 0n ? 'amount-below' : 'amount-above', false, { difference: String(short) }))
  return { verdict, customer, ...imputed, evidence }
}

// Several numbers that are all somebody else's are no typing mistakes.
function namesOthers(clues: Clues, who: Who, folio: Portfolio): boolean {
  const family = new Set(who.customers.flatMap(customer => folio.family(customer)))
  const hits = [...clues.references, ...clues.numbers].filter(hit => hit.strong)
  return hits.length > 1 && hits.every(hit => !family.has(folio.customerOf[hit.at] ?? 0))
}
