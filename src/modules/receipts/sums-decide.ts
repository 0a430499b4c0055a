/**
 * Items of one payer laid out for the search: what each has open and the day (a day number) it is due. Amounts are
 * whole numbers of minor units, exact as long as all of them together stay below 2^53.
 */
export type Summand = { readonly at: number; readonly open: number; readonly dueOn: number }

/** How a set of items was found. */
export type SumKind = 'one' | 'all-open' | 'all-due' | 'oldest' | 'one-due-date' | 'one-month' | 'some'

/**
 * A set of items that makes the amount to the cent. `solutions` is 1 when no other set does (2 stands for "more");
 * `safe` when chance alone would hardly make such a set; `cut` when the search did not look at every set.
 */
export type SumFound = {
  readonly items: readonly number[]
  readonly kind: SumKind
  readonly solutions: 1 | 2
  readonly safe: boolean
  readonly cut: boolean
}

/** Up to so many items every set is tried: 2 × 2¹¹ sums. */
const MOST_ITEMS = 22
const MOST_PAIRED = 300
/** Triples cost the square of the items. */
const MOST_TRIPLED = 60
/** A set is safe when there are this many possible totals for each set tried. */
const TOTALS_PER_SET = 1000

/**
 * Finds which items make `target` exactly: first the sets a payer would choose (one item, everything, everything due,
 * the oldest ones, one due date, one month), then any set. Null when none does. Bounded: 22 items are searched
 * entirely, beyond that only pairs and triples, and the answer says so.
 */
export function findSum(summands: readonly Summand[], amount: bigint, onDay: number): SumFound | null {
  if (summands.length === 0) return null
  const target = Number(amount)
  if (!Number.isSafeInteger(target) || rangeOf(summands) > Number.MAX_SAFE_INTEGER) return null
  const items = [...summands].sort((a, b) => a.dueOn - b.dueOn || a.at - b.at)
  const singles = items.filter(item => item.open === target)
  const [one] = singles
  if (one) return { items: [one.at], kind: 'one', solutions: singles.length === 1 ? 1 : 2, safe: true, cut: false }
  if (items.length < 2) return null
  const found = findHabit(items, target, onDay) ?? findAny(items, target)
  return found && found.solutions === 1 && hasTwinOutside(items, found.items) ? { ...found, solutions: 2 } : found
}

// An item left out that has the same amount as one taken: another set is just as good.
function hasTwinOutside(items: readonly Summand[], taken: readonly number[]): boolean {
  const inside = new Set(taken)
  const amounts = new Set(items.filter(item => inside.has(item.at)).map(item => item.open))
  return items.some(item => !inside.has(item.at) && amounts.has(item.open))
}

/** A run of items in the order of their due dates. */
type Habit = { readonly kind: SumKind; readonly of: Run; readonly start: number; readonly end: number }

/** Items with the sums of their beginnings, so that the sum of any run of them is one subtraction. */
type Run = { readonly items: readonly Summand[]; readonly sums: Float64Array }

function runOf(items: readonly Summand[]): Run {
  const sums = new Float64Array(items.length + 1)
  for (const [n, item] of items.entries()) sums[n + 1] = (sums[n] ?? 0) + item.open
  return { items, sums }
}

function findHabit(items: readonly Summand[], target: number, onDay: number): SumFound | null {
  let first: { readonly kind: SumKind; readonly items: readonly number[]; readonly said: string } | null = null
  let different = false
  for (const { kind, of, start, end } of habits(items, onDay)) {
    if (end - start < 2 || (of.sums[end] ?? 0) - (of.sums[start] ?? 0) !== target) continue
    const found = of.items.slice(start, end).map(item => item.at)
    const said = found.join()
    first ??= { kind, items: found, said }
    if (said !== first.said) different = true
  }
  if (first === null) return null
  const safe = isSafe(2 * items.length + 2, items)
  return { items: first.items, kind: first.kind, solutions: different ? 2 : 1, safe, cut: false }
}

function* habits(items: readonly Summand[], onDay: number): Generator<Habit> {
  const all = runOf(items)
  const owed = items.some(item => item.open <= 0) ? runOf(items.filter(item => item.open > 0)) : all
  const due = (run: Run): number => run.items.filter(item => item.dueOn <= onDay).length
  yield { kind: 'all-open', of: all, start: 0, end: items.length }
  yield { kind: 'all-due', of: all, start: 0, end: due(all) }
  yield { kind: 'all-open', of: owed, start: 0, end: owed.items.length }
  yield { kind: 'all-due', of: owed, start: 0, end: due(owed) }
  for (const [kind, span] of [['one-due-date', 1] as const, ['one-month', 31] as const]) {
    for (let start = 0; start < owed.items.length;) {
      let end = start + 1
      while (end < owed.items.length && place(owed.items[end], span) === place(owed.items[start], span)) end += 1
      yield { kind, of: owed, start, end }
      start = end
    }
  }
  for (let end = 2; end < owed.items.length; end += 1) yield { kind: 'oldest', of: owed, start: 0, end }
}

// A month is near enough 1/12 of a year of days: the group is a habit to try, the amount proves it.
function place(item: Summand | undefined, span: number): number {
  return span === 1 ? (item?.dueOn ?? 0) : Math.floor(((item?.dueOn ?? 0) * 12) / 365.2425)
}

function isSafe(sets: number, items: readonly Summand[]): boolean {
  return sets * TOTALS_PER_SET <= rangeOf(items)
}

function rangeOf(items: readonly Summand[]): number {
  let range = 0
  for (const { open } of items) range += Math.abs(open)
  return range
}

function findAny(items: readonly Summand[], target: number): SumFound | null {
  if (items.length > MOST_ITEMS) return findPaired(items.slice(0, MOST_PAIRED), target)
  const half = items.length >> 1
  const [low, high] = [items.slice(0, half), items.slice(half)]
  const ways = new Map<number, { mask: number; count: number }>()
  forEachSet(low, (total, mask) => {
    const known = ways.get(total)
    if (known) known.count += 1
    else ways.set(total, { mask, count: 1 })
  })
  let picked: [number, number] | null = null
  let count = 0
  forEachSet(high, (total, mask) => {
    const rest = ways.get(target - total)
    if (!rest || (rest.mask === 0 && mask === 0)) return
    picked ??= [rest.mask, mask]
    count += rest.count
  })
  if (picked === null) return null
  const [lowMask, highMask] = picked as [number, number]
  const chosen = [...low.filter((_, n) => lowMask & (1 << n)), ...high.filter((_, n) => highMask & (1 << n))]
  const found = chosen.map(item => item.at)
  const safe = isSafe(2 ** items.length, items)
  return { items: found, kind: 'some', solutions: count === 1 ? 1 : 2, safe, cut: false }
}

function forEachSet(items: readonly Summand[], visit: (total: number, mask: number) => void): void {
  const totals = new Float64Array(1 << items.length)
  visit(0, 0)
  for (let mask = 1; mask < totals.length; mask += 1) {
    const lowest = 31 - Math.clz32(mask & -mask)
    const total = (totals[mask & (mask - 1)] ?? 0) + (items[lowest]?.open ?? 0)
    totals[mask] = total
    visit(total, mask)
  }
}

function findPaired(items: readonly Summand[], target: number): SumFound | null {
  const found: number[][] = []
  const seen = new Map<number, number>()
  for (const item of items) {
    const other = seen.get(target - item.open)
    if (other !== undefined) found.push([other, item.at])
    seen.set(item.open, item.at)
  }
  if (found.length === 0 && items.length <= MOST_TRIPLED) found.push(...triples(items, target))
  const [first] = found
  if (!first) return null
  return { items: first, kind: 'some', solutions: found.length === 1 ? 1 : 2, safe: false, cut: true }
}

function triples(items: readonly Summand[], target: number): number[][] {
  const found: number[][] = []
  for (const [i, first] of items.entries()) {
    const seen = new Map<number, number>()
    for (const second of items.slice(i + 1)) {
      const third = seen.get(target - first.open - second.open)
      if (third !== undefined) found.push([first.at, third, second.at])
      if (found.length > 1) return found
      seen.set(second.open, second.at)
    }
  }
  return found
}
