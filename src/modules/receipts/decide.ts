import type { CreditorId } from '#kernel/id.ts'
import { readClues, say, type Clues } from './clues-decide.ts'
import type { Credit, MatchingRules, Pass, Proposal } from './model.ts'
import { PASSES } from './model.ts'
import { byNumber, byShortNumber, type Attempt } from './number-decide.ts'
import { byAmountOnly, byPayer, byPayerOnly, byPayerWithDifference, otherPurpose } from './payer-decide.ts'
import type { Portfolio } from './portfolio-decide.ts'

type Rule = (clues: Clues, folio: Portfolio, rules: MatchingRules) => Attempt | null

const RULES: Readonly<Record<Pass, Rule>> = {
  reference: (clues, folio, rules) => byNumber(clues, clues.references, folio, rules),
  number: (clues, folio, rules) => byNumber(clues, [...clues.references, ...clues.numbers], folio, rules),
  'short-number': byShortNumber,
  'payer-amount': byPayer,
  'payer-difference': byPayerWithDifference,
  'amount-only': byAmountOnly,
  'payer-only': byPayerOnly,
}

// What these passes do not find they will not find later either: items are only ever taken away.
const LASTING: readonly Pass[] = ['reference', 'number', 'payer-amount', 'payer-difference']

/** The rules of a creditor; null for an account that is nobody's yet. */
export type MatchingRulesOf = (creditor: CreditorId | null) => MatchingRules

/** So many lines are looked at between two breaths. */
const STRIDE = 512

/** `matching` in one go. */
export function matchCredits(credits: readonly Credit[], folio: Portfolio, rules: MatchingRules): Proposal[] {
  const steps = matching(credits, folio, () => rules)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

/**
 * Proposes what each credit pays. Passes go from the most to the least faithful, first for what is certain, then for
 * what is likely: an invoice that a faithful line takes is not offered to a weaker one. What is proposed is taken out
 * of `folio.left`. Yields how many lines have their answer, so that a long matching can be watched, paused and stopped;
 * returns the proposals in the order of the credits.
 */
export function* matching(
  credits: readonly Credit[],
  folio: Portfolio,
  rulesOf: MatchingRulesOf,
): Generator<number, Proposal[]> {
  const answers: (Proposal | undefined)[] = credits.map(() => undefined)
  const clues: (Clues | null)[] = []
  for (const credit of credits) if (clues.push(readClues(credit, folio)) % STRIDE === 0) yield 0
  let open = credits
    .map((_, n) => n)
    .sort((a, b) => ((credits[a]?.bookedOn ?? '') < (credits[b]?.bookedOn ?? '') ? -1 : 1))
  const without = new Map(LASTING.map(pass => [pass, new Uint8Array(credits.length)]))
  let [looked, answered] = [0, 0]
  for (const verdict of ['certain', 'likely', 'to-sort'] as const) {
    for (const pass of PASSES) {
      const barren = without.get(pass)
      for (const n of open) {
        const said = clues[n]
        if (!said || barren?.[n] === 1) continue
        looked += 1
        if (looked % STRIDE === 0) yield answered
        const attempt = RULES[pass](said, folio, rulesOf(said.credit.creditor))
        if (attempt === null && barren) barren[n] = 1
        if (attempt?.verdict !== verdict) continue
        answers[n] = proposalOf(said, pass, attempt, folio)
        answered += 1
        clues[n] = null
        if (verdict !== 'to-sort') take(attempt, folio)
      }
      open = open.filter(n => answers[n] === undefined)
    }
  }
  return credits.map((credit, n) => answers[n] ?? unknownCredit(credit, clues[n] ?? null))
}

function take(attempt: Attempt, folio: Portfolio): void {
  for (const { at, amount } of attempt.parts) folio.left[at] = (folio.left[at] ?? 0n) - amount
}

function proposalOf(clues: Clues, pass: Pass, attempt: Attempt, folio: Portfolio): Proposal {
  const parts = attempt.parts.map(({ at, kind, amount, rule }) => {
    return { invoice: folio.invoiceOf(at), kind, amount, rule }
  })
  return {
    line: clues.credit.line,
    verdict: attempt.verdict,
    pass,
    customer: attempt.customer === null ? null : folio.payers.id(attempt.customer),
    parts,
    onAccount: attempt.onAccount,
    evidence: attempt.evidence,
  }
}

function unknownCredit(credit: Credit, clues: Clues | null): Proposal {
  const unknown = (clues?.unknown ?? []).slice(0, 3).map(text => say('unknown-number', false, { text }))
  const foreign = (clues?.foreign ?? []).slice(0, 3).map(text => say('foreign-number', false, { text }))
  const purpose = clues ? otherPurpose(clues) : []
  const evidence = [say('payer-unknown', false), ...purpose, ...unknown, ...foreign]
  return { line: credit.line, verdict: 'to-sort', pass: null, customer: null, parts: [], onAccount: 0n, evidence }
}
