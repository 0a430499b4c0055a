/**
 * Seeded randomness for the sample portfolio: the same seed and path give the same numbers on every machine and for
 * ever. The generator is sfc32 (Chris Doty-Humphrey, PractRand, public domain): 128 bits of state, 32-bit additions,
 * shifts and rotations only. The state starts from two FNV-1a hashes of `seed/path`, so each stream (`customer/12`)
 * stands alone: adding one thing to the portfolio does not move the others.
 */
export type Random = {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** True `percent` times in a hundred; tenths count. */
  chance(percent: number): boolean
  pick<T>(choices: readonly T[]): T
  /** One of the values, as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
}

/** Opens the stream named by `path`. */
export function stream(seed: number, ...path: readonly (string | number)[]): Random {
  const next = sfc32(`${seed}/${path.join('/')}`)
  const between = (from: number, to: number): number => from + Math.floor((next() / 2 ** 32) * (to - from + 1))
  return {
    between,
    chance: percent => next() < percent * (2 ** 32 / 100),
    pick: choices => at(choices, between(0, choices.length - 1)),
    weighted: choices => {
      let left = (next() / 2 ** 32) * choices.reduce((total, [, weight]) => total + weight, 0)
      return at(
        choices,
        Math.max(
          0,
          choices.findIndex(([, weight]) => (left -= weight) < 0),
        ),
      )[0]
    },
  }
}

/** The item at an index that is known to be in the list. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`)
  return item
}

function sfc32(label: string): () => number {
  let a = fnv1a(label, 0x811c9dc5)
  let b = fnv1a(label, 0x01000193)
  let c = a ^ 0x9e3779b9
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // Twelve rounds mix the seed into every bit, as the author advises.
  for (let round = 0; round < 12; round += 1) next()
  return next
}

function fnv1a(text: string, offset: number): number {
  let hash = offset
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
