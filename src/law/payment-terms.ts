import { day, type Day } from '#kernel/day.ts'
import type { Certainty, Flag, Source } from './certainty.ts'
import { anyStart, dueDateFrom, type TermRule, type TermStart } from './due-date.ts'
import { lawCountry } from './regime.ts'

/** What is sold or who buys, where the law of payment terms makes a difference. */
export const TERM_SECTORS = [
  'general',
  'periodic-invoice',
  'transport',
  'perishable-food',
  'live-cattle-and-meat',
  'spirits',
  'wine',
  'export-resale',
  'state',
  'public-health',
  'public-undertaking',
] as const
export type TermSector = (typeof TERM_SECTORS)[number]

/** One way a term may be lawful: at most so many days, counted so, from that day. */
export type TermLimit = Pick<TermRule, 'method' | 'days' | 'from'> & { readonly needsContract?: boolean }

/** The limits of one case: a term is lawful when it never ends later than one of them. */
export type TermCap = {
  readonly country: 'FR' | 'BE' | 'EU'
  readonly sector: TermSector
  readonly agreed: boolean
  readonly limits: readonly TermLimit[]
  readonly source: Source
}

const L441_10 = 'https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000038414392'

function source(article: string, says: string, certainty: Certainty, since: string | null, url: string | null): Source {
  return { article, says, certainty, since, url }
}

function cap(
  country: TermCap['country'],
  sector: TermSector,
  limits: readonly TermLimit[],
  from: Source,
  agreed = true,
): TermCap {
  return { country, sector, agreed, limits, source: from }
}

const net = (days: number, from: TermStart): TermLimit => ({ method: 'net', days, from })
const monthEnd45 = (needsContract: boolean): readonly TermLimit[] => [
  { method: 'days-then-month-end', days: 45, from: 'issue', needsContract },
  { method: 'month-end-then-days', days: 45, from: 'issue', needsContract },
]

const FR_AGREED = source(
  'C. com. L441-10 I',
  '60 days from issue, or 45 days end of month if the contract says so',
  'B',
  '2019-04-26',
  L441_10,
)
const L441_11 = (number: string, says: string, certainty: Certainty): Source =>
  source(`C. com. L441-11 II ${number}`, says, certainty, '2019-04-26', null)
const CCP = (says: string, certainty: Certainty): Source =>
  source('CCP R2192-10 and following', says, certainty, '2019-04-01', null)
const BE_LAW = 'Loi du 2 août 2002, art. 4'
const BE_60 = source(
  BE_LAW,
  '60 calendar days from receipt of the invoice; a longer clause is deemed unwritten',
  'A',
  '2022-02-01',
  null,
)
const BE_30 = source(
  BE_LAW,
  '30 calendar days from the day after receipt of the invoice, or of the goods if later',
  'A',
  '2022-02-01',
  null,
)
const DIRECTIVE = (article: string, says: string): Source =>
  source(
    `Directive 2011/7/UE, ${article}`,
    says,
    'B',
    '2013-03-16',
    'https://eur-lex.europa.eu/legal-content/FR/TXT/HTML/?uri=CELEX:32011L0007',
  )

/** Every cap known, most particular first inside a country. */
export const TERM_CAPS: readonly TermCap[] = [
  cap('FR', 'general', [net(60, 'issue'), ...monthEnd45(true)], FR_AGREED),
  cap(
    'FR',
    'general',
    [net(30, 'receipt')],
    source(
      'C. com. L441-10 I',
      '30 days from receipt or performance when nothing is agreed',
      'B',
      '2019-04-26',
      L441_10,
    ),
    false,
  ),
  cap(
    'FR',
    'periodic-invoice',
    [net(45, 'issue')],
    source('C. com. L441-10 I; CGI 289 I-3', '45 days from issue of a summary invoice', 'B', '2019-04-26', L441_10),
  ),
  cap(
    'FR',
    'transport',
    [net(30, 'issue')],
    L441_11('5°', 'Transport, vehicle rental, forwarding, agents, brokers: 30 days from issue', 'B'),
  ),
  cap(
    'FR',
    'perishable-food',
    [{ method: 'ten-day', days: 30, from: 'delivery' }],
    L441_11('1°', 'Perishable food: 30 days after the ten-day period of delivery', 'A'),
  ),
  cap(
    'FR',
    'live-cattle-and-meat',
    [net(20, 'delivery')],
    L441_11('2°', 'Live cattle and fresh meat: 20 days from delivery', 'A'),
  ),
  cap(
    'FR',
    'spirits',
    [{ method: 'month-end-then-days', days: 30, from: 'delivery' }],
    L441_11('3°', 'Drinks under CGI 403: 30 days after the month of delivery', 'A'),
  ),
  cap(
    'FR',
    'wine',
    [net(60, 'issue'), ...monthEnd45(false)],
    L441_11(
      '4°',
      'Grapes, musts, wine: 45 days end of month or 60 days from issue; inter-trade agreements may differ',
      'A',
    ),
  ),
  cap(
    'FR',
    'export-resale',
    [net(90, 'issue')],
    source(
      'Loi 2016-1691 art. 123',
      'VAT-free purchases for resale outside the Union: 90 days from issue, not for large firms',
      'A',
      '2016-12-11',
      'https://www.legifrance.gouv.fr/eli/loi/2016/12/9/ECFM1605542L/jo/article_123',
    ),
  ),
  cap('FR', 'state', [net(30, 'receipt')], CCP('State and local authorities: 30 days', 'B')),
  cap('FR', 'public-health', [net(50, 'receipt')], CCP('Public health establishments: 50 days', 'B')),
  cap('FR', 'public-undertaking', [net(60, 'receipt')], CCP('Public undertakings: 60 days', 'M')),
  cap('BE', 'general', [net(60, 'receipt')], BE_60),
  cap('BE', 'general', [net(30, 'receipt')], BE_30, false),
  cap(
    'BE',
    'state',
    [net(30, 'receipt')],
    source(BE_LAW, 'Public authorities: 30 days, up to 60 if justified', 'A', '2022-02-01', null),
  ),
  cap(
    'BE',
    'public-health',
    [net(60, 'receipt')],
    source(BE_LAW, 'Recognised public health bodies: 60 days', 'A', '2022-02-01', null),
  ),
  cap(
    'EU',
    'general',
    [net(60, 'receipt')],
    DIRECTIVE('art. 3(5)', '60 days unless expressly agreed and not grossly unfair'),
  ),
  cap('EU', 'general', [net(30, 'receipt')], DIRECTIVE('art. 3(3)', '30 days when nothing is agreed'), false),
  cap('EU', 'state', [net(30, 'receipt')], DIRECTIVE('art. 4', 'Public authorities: 30 days, 60 at most')),
]

/** A term to test. `issuedOn` narrows the test to one invoice; without it every start of four years is tried. */
export type TermQuestion = {
  readonly country: string
  readonly sector: TermSector
  /** The term, or null when the parties agreed nothing. */
  readonly rule: TermRule | null
  /** The contract itself states the month-end term. */
  readonly inContract: boolean
  readonly startsOn: Day | null
  /** Days the buyer takes to accept or verify before the term runs; null when there is no such step. */
  readonly acceptanceDays?: number | null
}

/** One rule a term breaks, with an invoice that shows it. */
export type TermBreach = Flag & { readonly source: Source }

/** The verdict on a term. */
export type TermVerdict = {
  readonly allowed: boolean
  readonly cap: TermCap
  readonly breaches: readonly TermBreach[]
  readonly flags: readonly Flag[]
}

const UNJUSTIFIED_LONGER: Flag = {
  code: 'longer-if-agreed-or-justified',
  message:
    'A longer term, 60 days at most for a public body, may stand when expressly agreed or justified and not ' +
    'grossly unfair',
}
const BOTH_MONTH_ENDS: Flag = {
  code: 'month-end-method',
  message: 'Two computations of the end of month are tolerated: the contract should say which',
}
const COUNTS_LATER: Flag = {
  code: 'counts-from-receipt',
  message:
    'The law counts from the issue of the invoice: a term that counts from receipt or delivery ends later than ' +
    'it seems',
}
const WRITTEN_IN_CONTRACT: Flag = {
  code: 'month-end-needs-contract',
  message: 'A month-end term beyond 60 days holds only if the contract states it and it is no manifest abuse',
}

/** The cap that governs a case: the sector's own, else the general one; `EU` outside France and Belgium. */
export function termCap(place: string, sector: TermSector, agreed: boolean): TermCap {
  const country = lawCountry(place)
  const known = country === 'FR' || country === 'BE' ? country : 'EU'
  const ofCountry = TERM_CAPS.filter(one => one.country === known)
  const found =
    ofCountry.find(one => one.sector === sector && (one.agreed === agreed || sector !== 'general')) ??
    ofCountry.find(one => one.sector === 'general' && one.agreed === agreed)
  return found as TermCap
}

/**
 * Tests a payment term between professionals or with a public body against the cap of its country and sector: lawful
 * when, whatever the start, it never ends after at least one of the cap's limits. The rule broken is named; nothing
 * is corrected. Receipt and delivery are taken on the day of issue, the reading that leaves the term the least room.
 */
export function checkTerm(question: TermQuestion): TermVerdict {
  const { country, sector, rule, inContract, startsOn } = question
  const governing = termCap(country, sector, rule !== null)
  const accepted = acceptance(question, governing)
  if (rule === null) return { allowed: accepted.breaches.length === 0, cap: governing, ...accepted }
  const usable = governing.limits.filter(limit => inContract || !limit.needsContract)
  const starts = startsOn ? [startsOn] : anyStart(day('2024-01-01'))
  const broken = (limits: readonly TermLimit[]): Day | undefined =>
    starts.find(start => limits.every(limit => dueDateFrom(rule, start) > dueDateFrom(limit, start)))
  // « 60 days » is not a shorter form of « 45 days end of month »: month-end limits serve month-end terms only.
  const fitting = (limits: readonly TermLimit[]): TermLimit[] =>
    limits.filter(limit => limit.method === rule.method || limit.method === 'net' || governing.limits.length === 1)
  const worst = broken(fitting(usable))
  const savedByContract = worst !== undefined && broken(fitting(governing.limits)) === undefined
  const flags = [
    ...(rule.method.includes('month-end') ? [BOTH_MONTH_ENDS] : []),
    ...(rule.from !== 'issue' && governing.limits.some(limit => limit.from === 'issue') ? [COUNTS_LATER] : []),
    ...(savedByContract ? [WRITTEN_IN_CONTRACT] : []),
    ...(worst !== undefined && (governing.country === 'EU' || sector === 'state') ? [UNJUSTIFIED_LONGER] : []),
  ]
  const tooLong = worst === undefined ? [] : [breach(rule, worst, fitting(usable), governing)]
  const breaches = [...tooLong, ...accepted.breaches]
  return { allowed: breaches.length === 0, cap: governing, breaches, flags: [...flags, ...accepted.flags] }
}

const ACCEPTANCE = {
  FR: source('C. com. L441-10 III', 'Acceptance: 30 days from receipt unless agreed and no abuse', 'M', null, null),
  EU: source('Directive 2011/7/UE, art. 3(4)', 'Acceptance: 30 days unless agreed and not unfair', 'M', null, null),
  BE: source(BE_LAW, 'The time to verify lies inside the payment term', 'A', '2022-02-01', null),
} as const

const INSIDE_TERM: Flag = {
  code: 'acceptance-inside-term',
  message: 'In Belgium the time to accept or verify lies inside the payment term: it does not lengthen it',
}
const LONGER_AGREED: Flag = {
  code: 'acceptance-longer-agreed',
  message: 'More than 30 days to accept or verify hold only when expressly agreed and no abuse',
}

// In Belgium the step may last as long as the term itself; elsewhere thirty days, more only if the contract says so.
function acceptance(
  { acceptanceDays, inContract }: TermQuestion,
  { country }: TermCap,
): Pick<TermVerdict, 'breaches' | 'flags'> {
  if (acceptanceDays == null) return { breaches: [], flags: [] }
  const most = country === 'BE' ? 60 : 30
  const beyond = acceptanceDays > most
  const agreed = inContract && country !== 'BE'
  const found: TermBreach = {
    code: 'acceptance-too-long',
    message: `The buyer takes ${acceptanceDays} days to accept, after ${most}: ${ACCEPTANCE[country].says}`,
    data: { acceptanceDays, most },
    source: ACCEPTANCE[country],
  }
  return {
    breaches: beyond && !agreed ? [found] : [],
    flags: [...(country === 'BE' ? [INSIDE_TERM] : []), ...(beyond && agreed ? [LONGER_AGREED] : [])],
  }
}

function breach(rule: TermRule, start: Day, limits: readonly TermLimit[], { source: from }: TermCap): TermBreach {
  const latest = limits.map(limit => dueDateFrom(limit, start)).reduce((a, b) => (a > b ? a : b))
  return {
    code: 'term-too-long',
    message: `Starting on ${start} the term ends on ${dueDateFrom(rule, start)}, after ${latest}: ${from.says}`,
    data: { startsOn: start, dueOn: dueDateFrom(rule, start), latest },
    source: from,
  }
}
