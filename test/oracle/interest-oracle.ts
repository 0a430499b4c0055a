// A second account of late interest, written from the legal notes and not from src/law: one day at a time, exact
// fractions, its own calendar and its own rate table. It exists only to disagree with src/law when one of them is
// wrong.

/** Days are whole numbers since 1970-01-01 here, money is minor units, rates are hundredths of a percent. */
export type OracleEvent = { kind: 'payment' | 'credit-note' | 'settlement'; on: number; amount: bigint }
export type OracleCase = {
  principal: bigint
  due: number
  stop: number
  law: 'fr-business' | 'fr-public' | 'fr-consumer' | 'be-business' | 'contract'
  contractRate: number
  notice: number | null
  insolvency: number | null
  disputed: bigint
  convention: 'A' | 'B'
  base: '365' | 'actual'
  order: 'interest-first' | 'principal-first'
  compound: boolean
  events: OracleEvent[]
}
export type OracleAnswer = { interest: bigint; principalLeft: bigint; interestLeft: bigint; days: number }

// ECB rate on 1 January and 1 July, and the professional legal rate, 2013 to 2026, in hundredths of a percent.
const ECB = '75 50 25 15 5 5 5 0 0 0 0 0 0 0 0 0 0 0 0 0 250 400 450 425 315 215 215 240'.split(' ').map(Number)
const LEGAL = '4 4 4 4 93 99 101 93 90 90 89 88 86 87 87 84 79 76 76 77 206 422 507 492 371 276 262 275'
  .split(' ')
  .map(Number)

type Civil = { year: number; half: number; leap: boolean }

function civil(day: number): Civil {
  const date = new Date(day * 86_400_000)
  const year = date.getUTCFullYear()
  return {
    year,
    half: (year - 2013) * 2 + (date.getUTCMonth() < 6 ? 0 : 1),
    leap: new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1,
  }
}

function at(table: readonly number[], half: number): number {
  const rate = table[half]
  if (rate === undefined) throw new RangeError(`no rate for half-year ${half}`)
  return rate
}

function rateOn(asked: OracleCase, { half }: Civil, startHalf: number): number {
  switch (asked.law) {
    case 'contract':
      return asked.contractRate
    case 'fr-business':
      return at(ECB, half) + 1000
    case 'fr-public':
      return at(ECB, startHalf) + 800
    case 'fr-consumer':
      return at(LEGAL, half)
    case 'be-business':
      return Math.ceil((at(ECB, half) + 800) / 50) * 50
  }
}

function anniversary(day: number, first: number): boolean {
  const [a, b] = [new Date(day * 86_400_000), new Date(first * 86_400_000)]
  if (a.getUTCFullYear() <= b.getUTCFullYear()) return false
  const sameDay = a.getUTCMonth() === b.getUTCMonth() && a.getUTCDate() === b.getUTCDate()
  const leapling = b.getUTCMonth() === 1 && b.getUTCDate() === 29 && a.getUTCMonth() === 1 && a.getUTCDate() === 28
  return sameDay || (leapling && !civil(day).leap)
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** Walks every day from the first that can bear interest to the stop, and rounds whenever anything changes. */
export function oracle(asked: OracleCase): OracleAnswer {
  let principal = asked.principal
  let owed = 0n
  let capital = 0n
  let interest = 0n
  let days = 0
  // Pending fraction over 3 650 000 × 366 × 365, a multiple of both year lengths, so that it stays exact.
  const UNIT = 10_000n * 365n * 366n
  let pending = 0n
  let key = ''
  const flush = (): void => {
    const rounded = (pending * 2n + UNIT) / (UNIT * 2n)
    interest += rounded
    owed += rounded
    pending = 0n
  }
  const queue = asked.events
    .filter(event => event.on <= asked.stop)
    .map((event, index) => ({
      ...event,
      rank: event.kind === 'credit-note' ? 0 : event.kind === 'payment' ? 1 : 2,
      index,
    }))
    .sort((a, b) => a.on - b.on || a.rank - b.rank || a.index - b.index)
  const apply = ({ kind, amount }: OracleEvent): void => {
    flush()
    if (kind === 'settlement') principal = 0n
    else if (kind === 'credit-note') principal -= least(amount, principal)
    else if (asked.order === 'interest-first') {
      const first = least(amount, owed)
      owed -= first
      principal -= least(amount - first, principal)
    } else {
      const first = least(amount, principal)
      principal -= first
      owed -= least(amount - first, owed)
    }
    capital = least(capital, owed)
  }
  const start = asked.law === 'fr-consumer' ? asked.notice : asked.due
  if (start !== null) {
    const anchor = Math.max(start, asked.due)
    const end = asked.insolvency === null ? asked.stop : Math.min(asked.stop, asked.insolvency - 1)
    const first = asked.convention === 'B' ? anchor + 1 : anchor
    const last = asked.convention === 'B' ? end : end - 1
    for (let day = first; day <= last; day += 1) {
      while (queue[0] && (asked.convention === 'B' ? queue[0].on < day : queue[0].on <= day)) {
        const next = queue.shift()
        if (next) apply(next)
      }
      const today = civil(day)
      const year = asked.base === 'actual' && today.leap ? 366n : 365n
      const rate = rateOn(asked, today, civil(asked.due + 1).half)
      const turn = asked.compound && anniversary(day, first)
      if (key !== `${rate} ${year}` || turn) flush()
      key = `${rate} ${year}`
      if (turn) capital = owed
      const bearing = (principal > asked.disputed ? principal - asked.disputed : 0n) + capital
      if (bearing === 0n) continue
      days += 1
      pending += bearing * BigInt(rate) * (UNIT / 10_000n / year)
    }
  }
  for (const event of queue) apply(event)
  flush()
  return { interest, principalLeft: principal, interestLeft: owed, days }
}
