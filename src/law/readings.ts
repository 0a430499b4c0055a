import type { Money } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import { computeCharges, type ChargeStatement, type Claim } from './charges.ts'
import { SHIPPED_RATES, type RateLine } from './rates/rates.ts'

/** What the law leaves to be chosen, and the values of each choice. */
const CHOICES = {
  convention: ['B', 'A'],
  yearBase: ['365', 'actual'],
  imputation: ['interest-first', 'principal-first'],
  belowFloor: ['contract', 'floor', 'default'],
} as const satisfies { readonly [Name in keyof Claim]?: readonly Claim[Name][] }

/** What one reading of an open question gives, the other choices as they are. */
export type Reading = {
  readonly choice: keyof typeof CHOICES
  readonly value: string
  /** This is the reading of the statement. */
  readonly chosen: boolean
  readonly interest: Money
  readonly total: Money
}

/**
 * The readings side by side where they give different figures: day count, year, order of imputation, and what replaces
 * a contract rate below the floor. A question that changes nothing is left out. Refused like `computeCharges`.
 * Source: docs/law/day-count.md, imputation.md, rate-floor.md.
 */
export function readingsOf(claim: Claim, lines: readonly RateLine[] = SHIPPED_RATES): Result<Reading[]> {
  const stated = computeCharges(claim, lines)
  if (!stated.ok) return stated
  const names = Object.keys(CHOICES) as (keyof typeof CHOICES)[]
  const asked = names.filter(name => name !== 'belowFloor' || belowFloor(stated.value))
  return ok(asked.flatMap(name => readingsOfOne(name, claim, stated.value, lines)))
}

function belowFloor(stated: ChargeStatement): boolean {
  return stated.flags.some(flag => flag.code === 'rate-below-floor')
}

function readingsOfOne(
  choice: keyof typeof CHOICES,
  claim: Claim,
  stated: ChargeStatement,
  lines: readonly RateLine[],
): Reading[] {
  const chosen = { convention: 'B', yearBase: '365', belowFloor: 'contract', ...given(claim), imputation: stated.order }
  const read = CHOICES[choice].flatMap(value => {
    const other = computeCharges({ ...claim, [choice]: value }, lines)
    if (!other.ok) return []
    const { interest, total } = other.value
    return [{ choice, value, chosen: chosen[choice] === value, interest, total }]
  })
  const differ = read.some(
    ({ interest, total }) => interest.amount !== read[0]?.interest.amount || total.amount !== read[0].total.amount,
  )
  return differ ? read : []
}

function given({ convention, yearBase, belowFloor: replacement }: Claim) {
  return {
    ...(convention && { convention }),
    ...(yearBase && { yearBase }),
    ...(replacement && { belowFloor: replacement }),
  }
}
