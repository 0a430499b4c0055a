import { say, type Clues, type NumberHit, type PayerHit } from './clues-decide.ts'
import { explain, numbersOf, type Explained, type PlacedPart } from './explain-decide.ts'
import type { Evidence, MatchingRules, Verdict } from './model.ts'
import type { Portfolio } from './portfolio-decide.ts'
import { isOneMistake } from './shapes-decide.ts'
import { compact } from './portfolio-decide.ts'
import { findSum } from './sums-decide.ts'

/** What one pass proposes for one line; `customer` and `at` are places in the portfolio. */
export type Attempt = {
  readonly verdict: Verdict
  readonly customer: number | null
  readonly parts: readonly PlacedPart[]
  readonly onAccount: bigint
  readonly evidence: readonly Evidence[]
}

/** Numbers or references that stand in the line name what it pays. */
export function byNumber(
  clues: Clues,
  hits: readonly NumberHit[],
  folio: Portfolio,
  rules: MatchingRules,
): Attempt | null {
  const ours = hits.filter(hit => isForCreditor(hit.at, clues, folio))
  const chosen = ours.length > 0 ? ours : hits
  const open = chosen.filter(hit => folio.leftOf(hit.at) !== 0)
  if (open.length === 0) {
    return chosen.length === 0 || payerOf(clues, chosen, folio).differs ? null : claimedTwice(clues, chosen, folio)
  }
  const inCurrency = open.filter(hit => folio.currency(hit.at) === clues.credit.currency)
  if (inCurrency.length === 0) return otherCurrency(clues, open, folio)
  const { used, found } = bestSet(clues, inCurrency, folio, rules)
  const evidence: Evidence[] = used.map(({ text, where, at }) =>
    say(where === 'structured' ? 'payment-reference' : 'invoice-number', true, {
      text,
      where,
      invoice: folio.numberOf(at),
    }),
  )
  const payer = payerOf(clues, used, folio)
  // A number of somebody else whose amount does not fit is a typing mistake: the payer and the amount say more.
  const close = used.length > 1 && (found.grade === 'near' || found.grade === 'fee')
  if (payer.differs && found.grade !== 'full' && !close && used.every(hit => hit.where !== 'structured')) return null
  if (found.grade === 'partial' && isNeighbour(clues, used, folio)) return null
  evidence.push(...payer.evidence, ...found.evidence, ...doubtsAbout(clues, used, folio))
  if (ours.length === 0) evidence.push(say('other-creditor', false))
  if (inCurrency.length < chosen.length) evidence.push(say('claimed-twice', false))
  if (isTwinNamed(used, inCurrency, folio)) evidence.push(say('twins', false))
  const strong = used.every(hit => hit.strong) || payer.agrees
  const sound = strong && !payer.disagrees && ours.length > 0 && !evidence.some(each => STOPS.has(each.code))
  const settled = found.grade === 'full' || (payer.agrees && isPlainPartial(clues, used, found, rules, folio))
  const verdict = sound && settled ? 'certain' : 'likely'
  if (verdict === 'likely' && found.grade !== 'full' && !strong) return null
  if (found.grade === 'over') return withMore(clues, used, found, { evidence, payer, sound }, folio)
  return { verdict, customer: folio.customerOf[used[0]?.at ?? 0] ?? null, ...found, evidence }
}

const STOPS = new Set<Evidence['code']>(['before-issue', 'claimed-twice', 'discount-not-agreed', 'twins'])

function isForCreditor(at: number, clues: Clues, folio: Portfolio): boolean {
  const creditor = folio.creditorOf(folio.customerOf[at] ?? 0)
  return clues.credit.creditor === null || clues.credit.creditor === creditor
}

// A partial payment of the one invoice that its own payer names is certain: the debtor's indication decides (C. civ.
// art. 1342-10). Not when the number may be a day or an order, when what is missing could be a bank's fee, or when the
// amount is exactly another invoice's, which makes the number a typing mistake.
function isPlainPartial(
  clues: Clues,
  used: readonly NumberHit[],
  found: Explained,
  rules: MatchingRules,
  folio: Portfolio,
): boolean {
  const [hit] = used
  if (found.grade !== 'partial' || !hit?.named || used.length > 1 || clues.unknown.length > 0) return false
  const others = folio.family(folio.customerOf[hit.at] ?? 0).flatMap(customer => folio.itemsOf(customer))
  return clues.credit.amount > rules.bankFee && others.every(at => folio.left[at] !== clues.credit.amount)
}

// The amount is exactly that of another invoice of the same payer, whose number is one mistake away from what was
// written: the amount says which was meant.
function isNeighbour(clues: Clues, used: readonly NumberHit[], folio: Portfolio): boolean {
  const [hit] = used
  if (!hit || used.length > 1 || hit.where === 'structured') return false
  return folio.itemsOf(folio.customerOf[hit.at] ?? 0).some(at => {
    return folio.left[at] === clues.credit.amount && isOneMistake(hit.text, compact(folio.numberOf(at)))
  })
}

// Two are named, one is paid, and both are open for the same.
function isTwinNamed(used: readonly NumberHit[], named: readonly NumberHit[], folio: Portfolio): boolean {
  const [hit] = used
  return used.length === 1 && named.some(({ at }) => at !== hit?.at && folio.left[at] === folio.left[hit?.at ?? 0])
}

// All the numbers together, only those that cannot be accidents, or any one: whichever the amount confirms.
function bestSet(
  clues: Clues,
  hits: readonly NumberHit[],
  folio: Portfolio,
  rules: MatchingRules,
): { used: readonly NumberHit[]; found: Explained } {
  const strong = hits.filter(hit => hit.strong)
  const sets: (readonly NumberHit[])[] = [hits]
  if (strong.length > 0 && strong.length < hits.length) sets.push(strong)
  if (hits.length > 1 && hits.length <= 12) sets.push(...hits.map(hit => [hit]))
  let fallback: { used: readonly NumberHit[]; found: Explained } | null = null
  for (const used of sets) {
    const found = explain(clues, atsOf(used), folio, rules, 'indicated')
    if (found.grade === 'full' || found.grade === 'near') return { used, found }
    if (fallback === null || (used === strong && used.length > 0)) fallback = { used, found }
  }
  return fallback ?? { used: hits, found: explain(clues, atsOf(hits), folio, rules, 'indicated') }
}

function atsOf(hits: readonly NumberHit[]): number[] {
  return hits.map(hit => hit.at)
}

/** `differs` from trust 2, which looks elsewhere when the amount does not fit; `disagrees` from trust 3. */
type PayerSays = {
  readonly agrees: boolean
  readonly differs: boolean
  readonly disagrees: boolean
  readonly evidence: readonly Evidence[]
}

const NOBODY = { agrees: false, differs: false, disagrees: false }

function payerOf(clues: Clues, used: readonly NumberHit[], folio: Portfolio): PayerSays {
  const owners = new Set(used.map(hit => folio.customerOf[hit.at] ?? 0))
  const [top] = clues.payers
  if (!top) return { ...NOBODY, evidence: [say('payer-unknown', false), ...clues.doubts] }
  const same = clues.payers.find(payer => owners.has(payer.customer))
  if (same) return { ...NOBODY, agrees: true, evidence: [same.evidence, ...clues.doubts] }
  const kin = clues.payers.find(payer => folio.family(payer.customer).some(customer => owners.has(customer)))
  if (kin) {
    const evidence = [kin.evidence, say('same-group', true, { name: nameOf(kin, folio) }), ...clues.doubts]
    return { ...NOBODY, agrees: true, evidence }
  }
  const differs = say('number-of-other-customer', false, { name: nameOf(top, folio) })
  return {
    agrees: false,
    differs: top.trust >= 2,
    disagrees: top.trust === 3,
    evidence: top.trust === 1 ? [] : [differs],
  }
}

function nameOf(payer: PayerHit, folio: Portfolio): string {
  return folio.payers.name(payer.customer)
}

/** What speaks against any proposal that pays these items. */
function doubtsAbout(clues: Clues, used: readonly NumberHit[], folio: Portfolio): Evidence[] {
  const before = used.filter(hit => clues.day < (folio.issueOn[hit.at] ?? 0))
  const found: Evidence[] = []
  if (before.length > 0) found.push(say('before-issue', false, { invoices: numbersOf(atsOf(before), folio) }))
  for (const text of clues.unknown.slice(0, 3)) found.push(say('unknown-number', false, { text }))
  return found
}

// More money than the numbers ask: other items of the same customers may make the rest.
function withMore(
  clues: Clues,
  used: readonly NumberHit[],
  found: Explained,
  so: { readonly evidence: readonly Evidence[]; readonly payer: PayerSays; readonly sound: boolean },
  folio: Portfolio,
): Attempt {
  const customer = folio.customerOf[used[0]?.at ?? 0] ?? null
  const taken = new Set(atsOf(used))
  const others = [...new Set(used.map(hit => folio.customerOf[hit.at] ?? 0))]
    .flatMap(owner => folio.itemsOf(owner))
    .filter(at => !taken.has(at) && folio.currency(at) === clues.credit.currency)
  const summands = others.map(at => ({ at, open: folio.leftOf(at), dueOn: folio.dueOn[at] ?? 0 }))
  const short = summands.filter(({ at }) => isShort(at, clues, folio))
  const more = findSum(short, found.onAccount, clues.day) ?? findSum(summands, found.onAccount, clues.day)
  if (!more) return { verdict: 'likely', customer, ...found, evidence: so.evidence }
  const extra = more.items.map(at => ({
    at,
    kind: 'receipt' as const,
    amount: folio.left[at] ?? 0n,
    rule: 'amount' as const,
  }))
  const mistyped = more.items.every(at => clues.unknown.some(text => isOneMistake(text, compact(folio.numberOf(at)))))
  const evidence = so.evidence.filter(
    each => each.code !== 'amount-above' && !(mistyped && each.code === 'unknown-number'),
  )
  evidence.push(
    say('exact-sum', true, {
      count: used.length + extra.length,
      invoices: numbersOf([...taken, ...more.items], folio),
    }),
  )
  if (more.solutions > 1) evidence.push(say('several-sums', false))
  const certain =
    so.sound && so.payer.agrees && more.solutions === 1 && (mistyped || (more.kind !== 'some' && more.safe))
  return {
    verdict: certain ? 'certain' : 'likely',
    customer,
    parts: [...found.parts, ...extra],
    onAccount: 0n,
    evidence,
  }
}

function claimedTwice(clues: Clues, hits: readonly NumberHit[], folio: Portfolio): Attempt {
  const [first] = hits
  const evidence = [say('claimed-twice', false, { invoices: numbersOf(atsOf(hits), folio) })]
  const customer = first ? (folio.customerOf[first.at] ?? null) : null
  return { verdict: 'likely', customer, parts: [], onAccount: clues.credit.amount, evidence }
}

function otherCurrency(clues: Clues, hits: readonly NumberHit[], folio: Portfolio): Attempt {
  const [first] = hits
  const facts = { line: clues.credit.currency, invoice: folio.currency(first?.at ?? 0) }
  const customer = first ? (folio.customerOf[first.at] ?? null) : null
  return { verdict: 'to-sort', customer, parts: [], onAccount: 0n, evidence: [say('currency-differs', false, facts)] }
}

/** The last digits of invoice numbers (« factures 123 et 124 »), among the items of whoever seems to pay. */
export function byShortNumber(clues: Clues, folio: Portfolio, rules: MatchingRules): Attempt | null {
  if (clues.tails.size === 0) return null
  const [top] = clues.payers
  if (!top) return null
  const customers = new Set(clues.payers.filter(payer => payer.trust === top.trust).map(payer => payer.customer))
  const items = [...customers].flatMap(customer => folio.itemsOf(customer)).filter(at => isShort(at, clues, folio))
  if (items.length === 0) return null
  const summands = items.map(at => ({ at, open: folio.leftOf(at), dueOn: folio.dueOn[at] ?? 0 }))
  const sum = findSum(summands, clues.credit.amount, clues.day)
  const chosen = sum && sum.solutions === 1 ? sum.items : items
  const found = explain(clues, chosen, folio, rules, 'indicated')
  if (found.grade !== 'full') return null
  const before = chosen.some(at => clues.day < (folio.issueOn[at] ?? 0))
  const oneOwner = new Set(chosen.map(at => folio.customerOf[at])).size === 1
  const evidence = [
    top.evidence,
    say('short-number', true, { invoices: numbersOf(chosen, folio) }),
    ...found.evidence,
    ...clues.doubts,
    ...(before ? [say('before-issue', false)] : []),
  ]
  const certain = top.trust >= 2 && !before && oneOwner && clues.doubts.every(doubt => doubt.code !== 'payer-differs')
  return {
    verdict: certain ? 'certain' : 'likely',
    customer: folio.customerOf[chosen[0] ?? 0] ?? null,
    ...found,
    evidence,
  }
}

function isShort(at: number, clues: Clues, folio: Portfolio): boolean {
  if (folio.currency(at) !== clues.credit.currency) return false
  const tail = folio.tail(at)
  return tail > 0 && clues.tails.has(tail)
}
