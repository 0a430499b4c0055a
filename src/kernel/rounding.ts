/**
 * How an exact fraction becomes an integer. `half-up` rounds halves away from zero (the commercial rule),
 * `half-even` rounds them to the even neighbour, `down` cuts toward zero, `up` goes away from zero.
 */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up'

/** `numerator / denominator` as an integer, rounded as named. Throws on a zero denominator. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator === 0n) throw new RangeError('divideRounded: the denominator is zero')
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const quotient = n / d
  const rest = n % d
  const magnitude = rest === 0n ? quotient : quotient + (roundsAway(quotient, rest * 2n, d, rounding) ? 1n : 0n)
  return negative ? -magnitude : magnitude
}

function roundsAway(quotient: bigint, twiceRest: bigint, divisor: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case 'down':
      return false
    case 'up':
      return true
    case 'half-up':
      return twiceRest >= divisor
    case 'half-even':
      return twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n)
  }
}
