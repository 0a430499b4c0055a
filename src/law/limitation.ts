import { addMonths, earliest, latest, yearOf, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Flag, Source } from './certainty.ts'
import { isBusinessDay } from './holidays.ts'
import { outOfReach } from './reach.ts'
import { lawCountry, type CustomerKind } from './regime.ts'

/** Kinds of claim that the law of limitation tells apart. */
export const CLAIM_KINDS = [
  'goods-or-services',
  'carriage',
  'sailor-food',
  'ship-supplies',
  'works',
  'periodic',
  'care',
  'hotel',
] as const
export type ClaimKind = (typeof CLAIM_KINDS)[number]

/** What happened to a claim since it was born. */
export const LIMITATION_EVENTS = [
  'acknowledgement',
  'part-payment',
  'request-for-time',
  'court-action',
  'enforcement',
  'order-served',
  'order-requested',
  'formal-notice',
  'formal-notice-by-lawyer',
  'reminder',
] as const
export type LimitationEventKind = (typeof LIMITATION_EVENTS)[number]
export type LimitationEvent = { readonly kind: LimitationEventKind; readonly on: Day }

/** The claim whose limitation is asked. */
export type LimitedClaim = {
  readonly country: string
  readonly customer: CustomerKind
  readonly kind: ClaimKind
  readonly dueOn: Day
  readonly issuedOn: Day | null
  readonly deliveredOn: Day | null
  /** Years the contract sets, never with a consumer; null when it sets none. */
  readonly agreedYears: number | null
  readonly events: readonly LimitationEvent[]
}

/** What one event did to the deadline. */
export type EventEffect = LimitationEvent & {
  readonly effect: 'interrupts' | 'may-interrupt' | 'none' | 'too-late'
  readonly why: string
}

/** The last day to act, and how it was found. */
export type LimitationDate = {
  readonly deadline: Day
  /** The later deadline if the events that may interrupt do; equal to `deadline` when there are none. */
  readonly latestReading: Day
  readonly startsOn: Day
  readonly duration: string
  readonly effects: readonly EventEffect[]
  readonly flags: readonly Flag[]
  readonly source: Source
}

type Period = {
  readonly months: number
  readonly start: 'due' | 'cautious' | 'delivery' | 'public'
  readonly source: Source
}

function law(article: string, says: string, certainty: Source['certainty'], url: string | null = null): Source {
  return { article, says, certainty, url, since: null }
}

const FR_PERIODS = {
  business: {
    months: 60,
    start: 'due',
    source: law('C. com. L110-4', 'Five years between traders, or a trader and a non-trader', 'A'),
  },
  consumer: {
    months: 24,
    start: 'cautious',
    source: law('C. conso. L218-2', 'Two years for what professionals supply to consumers', 'A'),
  },
  public: {
    months: 48,
    start: 'public',
    source: law('Loi 68-1250 art. 1', 'Four years from 1 January after the year the right arose', 'B'),
  },
  carriage: {
    months: 12,
    start: 'delivery',
    source: law('C. com. L133-6', 'One year from delivery for every action of a contract of carriage', 'A'),
  },
  ship: {
    months: 12,
    start: 'delivery',
    source: law('C. com. L110-4 II', 'One year: sailors’ food, ship supplies, works', 'A'),
  },
} as const satisfies Record<string, Period>

const BE_PERIODS = {
  general: {
    months: 120,
    start: 'due',
    source: law('Ancien C. civ. belge 2262bis', 'Ten years for contractual claims', 'B'),
  },
  periodic: {
    months: 60,
    start: 'due',
    source: law('Ancien C. civ. belge 2277', 'Five years for periodic debts: rent, interest, energy, telecom', 'B'),
  },
  consumer: {
    months: 12,
    start: 'cautious',
    source: law('Ancien C. civ. belge 2272', 'One year for goods sold by traders to non-traders', 'B'),
  },
  care: { months: 24, start: 'cautious', source: law('Ancien C. civ. belge 2277bis', 'Two years for care', 'B') },
  hotel: {
    months: 6,
    start: 'cautious',
    source: law('Ancien C. civ. belge 2271', 'Six months for hotels and restaurants', 'B'),
  },
} as const satisfies Record<string, Period>

const CONSUMER_LIKE: Flag = {
  code: 'customer-kind-unknown',
  message:
    'The kind of customer is unknown: the shortest period is shown, an assumption until somebody says what he is',
}
const KIND_NOT_HELD: Flag = {
  code: 'shorter-period-possible',
  message:
    'The Belgian periods held here do not tell carriage, ships, works or public bodies apart: the general period is ' +
    'shown and a shorter one may apply (CMR art. 32: one year)',
}
const NOT_EXTENDED: Flag = {
  code: 'deadline-on-closed-day',
  message:
    'Whether a limitation that ends on a Saturday, Sunday or holiday moves to the next working day was not ' +
    'verified: it is not moved',
}

function periodOf({ country, customer, kind }: LimitedClaim): Period | null {
  const consumer = customer === 'consumer' || customer === 'unknown'
  if (country === 'FR') {
    if (kind === 'carriage') return FR_PERIODS.carriage
    if (kind === 'sailor-food' || kind === 'ship-supplies' || kind === 'works') return FR_PERIODS.ship
    if (consumer) return FR_PERIODS.consumer
    return customer === 'public' ? FR_PERIODS.public : FR_PERIODS.business
  }
  if (country !== 'BE') return null
  if (kind === 'care' || kind === 'hotel' || kind === 'periodic') return BE_PERIODS[kind]
  return consumer ? BE_PERIODS.consumer : BE_PERIODS.general
}

/**
 * The last day to act on a claim. Only acknowledgement, court action and enforcement interrupt (C. civ. 2240, 2241,
 * 2244), each opening a new period of the same length (2231); a formal notice never does in France (Cass. com. 18 May
 * 2022, 20-23.204). A part payment or a request for time may: both deadlines are given. Never later than twenty years
 * (C. civ. 2232). Refused: `limitation-not-held` outside France and Belgium, `agreed-duration-not-allowed`,
 * `day-out-of-reach`.
 */
export function limitationDate(asked: LimitedClaim): Result<LimitationDate> {
  const claim = { ...asked, country: lawCountry(asked.country) }
  const beyond = outOfReach([claim.dueOn, claim.issuedOn, claim.deliveredOn, ...claim.events.map(event => event.on)])
  if (beyond) return beyond
  const period = periodOf(claim)
  if (!period) {
    return refuse('limitation-not-held', `The limitation law of ${claim.country} is not held here`, {
      country: claim.country,
    })
  }
  const months = agreedMonths(claim, period)
  if (!months.ok) return months
  const startsOn = startOf(claim, period)
  const end = (from: Day): Day => lastDay(from, months.value, period)
  const longStop = claim.country === 'FR' ? addMonths(startsOn, 240) : ('9999-12-31' as Day)
  const { effects, surely, perhaps } = eventEffects(claim, period, startsOn, end)
  const deadline = earliest(surely, longStop)
  const latestReading = earliest(perhaps, longStop)
  return ok({
    deadline,
    latestReading,
    startsOn,
    duration: durationOf(months.value),
    effects,
    flags: flagsOf(claim, period, [deadline, latestReading]),
    source: period.source,
  })
}

function durationOf(months: number): string {
  if (months % 12 !== 0) return `${months} months`
  return months === 12 ? '1 year' : `${months / 12} years`
}

function flagsOf({ country, customer, kind }: LimitedClaim, period: Period, ends: readonly Day[]): Flag[] {
  const region = country === 'BE' ? 'BE' : 'FR'
  const toldApart = period !== BE_PERIODS.general || (kind === 'goods-or-services' && customer !== 'public')
  return [
    ...(customer === 'unknown' ? [CONSUMER_LIKE] : []),
    ...(toldApart ? [] : [KIND_NOT_HELD]),
    ...(ends.every(end => isBusinessDay(end, region)) ? [] : [NOT_EXTENDED]),
  ]
}

function agreedMonths({ agreedYears, customer, country }: LimitedClaim, period: Period): Result<number> {
  if (agreedYears === null) return ok(period.months)
  const lawful = country === 'FR' && customer === 'business' && agreedYears >= 1 && agreedYears <= 10
  return lawful
    ? ok(agreedYears * 12)
    : refuse(
        'agreed-duration-not-allowed',
        'A contract may set one to ten years, and never with a consumer (C. civ. 2254)',
        { agreedYears },
      )
}

// A consumer's period is anchored on the earliest day a judge might take: issue or due date.
function startOf({ dueOn, issuedOn, deliveredOn }: LimitedClaim, { start }: Period): Day {
  if (start === 'cautious') return earliest(dueOn, issuedOn ?? dueOn)
  return start === 'delivery' ? (deliveredOn ?? earliest(dueOn, issuedOn ?? dueOn)) : dueOn
}

function lastDay(from: Day, months: number, { start }: Period): Day {
  return start === 'public' ? (`${yearOf(from) + months / 12}-12-31` as Day) : addMonths(from, months)
}

const EFFECTS: Readonly<Record<LimitationEventKind, readonly [EventEffect['effect'], string]>> = {
  acknowledgement: ['interrupts', 'the debtor acknowledges the claim (C. civ. 2240)'],
  'court-action': ['interrupts', 'an action in court, even summary (C. civ. 2241)'],
  enforcement: ['interrupts', 'a protective or enforcement measure (C. civ. 2244)'],
  'order-served': ['interrupts', 'the service of an order to pay (Cass. 1re civ. 9 Sept. 2020)'],
  'part-payment': ['may-interrupt', 'a part payment may be an acknowledgement'],
  'request-for-time': ['may-interrupt', 'a request for time may be an acknowledgement'],
  'order-requested': ['none', 'filing a request for an order to pay does not interrupt; its service does'],
  'formal-notice': ['none', 'a formal notice does not interrupt (Cass. com. 18 May 2022, 20-23.204)'],
  'formal-notice-by-lawyer': ['none', 'a formal notice does not interrupt (Cass. com. 18 May 2022, 20-23.204)'],
  reminder: ['none', 'a reminder does not interrupt'],
}

const BELGIAN_NOTICE = [
  'may-interrupt',
  'a lawyer’s or bailiff’s notice interrupts once, for one year (2244 § 2, to check)',
] as const

// Loi 68-1250 art. 2, from memory: what a private debtor may ignore stops the forfeiture of a claim on a public body.
const WRITTEN_CLAIM = [
  'may-interrupt',
  'a written claim on a public body interrupts its four years (loi 68-1250 art. 2, to check)',
] as const
const WRITTEN: readonly LimitationEventKind[] = ['formal-notice', 'formal-notice-by-lawyer', 'reminder']

function effectOf(kind: LimitationEventKind, { country, customer }: LimitedClaim, period: Period) {
  if (country === 'BE' && kind === 'formal-notice-by-lawyer') return BELGIAN_NOTICE
  return period.start === 'public' && customer === 'public' && WRITTEN.includes(kind) ? WRITTEN_CLAIM : EFFECTS[kind]
}

type Effects = { readonly effects: readonly EventEffect[]; readonly surely: Day; readonly perhaps: Day }

// Two readings run side by side: `surely` counts only what certainly interrupts, `perhaps` also what may.
function eventEffects(claim: LimitedClaim, period: Period, startsOn: Day, end: (from: Day) => Day): Effects {
  let surely = end(startsOn)
  let perhaps = surely
  const inOrder = claim.events.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const effects = inOrder.map((event): EventEffect => {
    const found = effectOf(event.kind, claim, period)
    const [effect, why] = found
    if (effect === 'none') return { ...event, effect, why }
    if (event.on < startsOn)
      return { ...event, effect: 'none', why: `the limitation begins on ${startsOn}: nothing ran yet to interrupt` }
    if (event.on > perhaps) return { ...event, effect: 'too-late', why: `the claim was barred since ${perhaps}` }
    perhaps = latest(perhaps, found === BELGIAN_NOTICE ? addMonths(event.on, 12) : end(event.on))
    if (effect === 'may-interrupt') return { ...event, effect, why }
    if (event.on > surely)
      return { ...event, effect: 'may-interrupt', why: `${why}, if the claim was not barred on ${surely}` }
    surely = end(event.on)
    return { ...event, effect, why }
  })
  return { effects, surely, perhaps }
}
