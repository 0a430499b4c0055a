/** The shape of a number: letters stay, every digit becomes 9 (`fa202600123` → `fa999999999`). */
export function shapeOf(key: string): string {
  return key.replace(/\d/g, '9')
}

/** Up to so many numbers each is learned from. */
const LEARNED_ALL = 50_000

/**
 * The number shapes of each creditor, learned from its own invoices: what « one of ours » looks like, so that a number
 * in a bank line can be ours and unknown (a typo, a paid invoice) or plainly somebody else's.
 */
export class Shapes {
  private readonly counts = new Map<string, Map<string, number>>()
  private known = new Map<string, Set<string>>()
  /** Letters our numbers begin with: a text glues them to its own words (« FACTUREFA202600123 »). */
  readonly heads = new Set<string>()
  readonly lengths = new Set<number>()
  longest = 0
  private learned = 0

  learn(creditor: string, key: string): void {
    this.lengths.add(key.length)
    this.longest = Math.max(this.longest, key.length)
    this.learned += 1
    // A habit shows in one number out of eight just as well.
    if (this.learned > LEARNED_ALL && this.learned % 8 !== 0) return
    const shapes = this.counts.get(creditor) ?? new Map<string, number>()
    if (shapes.size === 0) this.counts.set(creditor, shapes)
    const shape = shapeOf(key)
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
  }

  /**
   * Keeps the shapes that are a habit: at least one number in two hundred. A shape met once may be a typing mistake.
   */
  close(): void {
    for (const [creditor, shapes] of this.counts) {
      const total = [...shapes.values()].reduce((sum, count) => sum + count, 0)
      const habits = [...shapes].filter(([, count]) => count * 200 >= total).map(([shape]) => shape)
      this.known.set(creditor, new Set(habits))
      for (const shape of habits) {
        const head = /^[a-z]+/.exec(shape)?.[0]
        if (head !== undefined) this.heads.add(head)
      }
    }
    this.counts.clear()
  }

  /**
   * Whether a number could be one of this creditor's (of any creditor when null). Plain digits need six of them: fewer
   * are dates, amounts and postcodes too often.
   */
  isOurs(creditor: string | null, key: string): boolean {
    if (/^\d{0,5}$/.test(key)) return false
    const shape = shapeOf(key)
    if (creditor !== null) return this.known.get(creditor)?.has(shape) ?? false
    return [...this.known.values()].some(shapes => shapes.has(shape))
  }
}

/**
 * Whether one writing becomes the other by one mistake: a character changed, left out, added, or two neighbours
 * swapped.
 */
export function isOneMistake(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (x.length <= 1 && y.length <= 1) return true
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]
}

/** The last digits of a number without leading zeros: what people write for short (`FA-2026-00123` → `123`). */
export function tailOf(number: string): string {
  return /(\d+)\D*$/.exec(number)?.[1]?.replace(/^0+/, '') ?? ''
}
