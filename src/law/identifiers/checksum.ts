/** Luhn sum modulo 10 of a string of digits, the last one counted once; a valid number gives 0 (ISO/IEC 7812-1). */
export function luhnSum(digits: string): number {
  let total = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    const weighted = i % 2 === 0 ? digit : digit * 2
    total += weighted > 9 ? weighted - 9 : weighted
  }
  return total % 10
}

/** Remainder by 97 of digits and capitals, a letter counting for 10 to 35 (ISO/IEC 7064 mod 97-10); valid gives 1. */
export function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** True when the digits satisfy ISO/IEC 7064 mod 11,10 (German, Croatian numbers). */
export function satisfiesMod11And10(digits: string): boolean {
  let check = 5
  for (const digit of digits) check = ((((check || 10) * 2) % 11) + Number(digit)) % 10
  return check === 1
}

/** Sum of digit × weight, position by position; digits past the weights count for nothing. */
export function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, i) => total + weight * Number(digits.charAt(i)), 0)
}
