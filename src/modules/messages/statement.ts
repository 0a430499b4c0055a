import type { ChargeFacts, ReminderFacts, ReminderItem } from './facts.ts'
import { isBusiness } from './facts.ts'
import type { Labels, Tone } from './templates/shape.ts'
import { amountText, isSingular, longDate, oneLine, put, rateText, shortDate } from './typography.ts'

/** One printed line of the statement. */
export type StatementRow = {
  readonly number: string
  readonly label: string | null
  readonly issueOn: string
  readonly dueOn: string
  readonly late: string
  readonly total: string
  readonly open: string
}

/** Items of one sort under their title. */
export type StatementGroup = { readonly title: string; readonly rows: readonly StatementRow[] }

/**
 * The statement every message carries, in words and figures of its language; `payable` is what is asked, minor units.
 */
export type Statement = {
  readonly groups: readonly StatementGroup[]
  readonly sums: readonly { readonly label: string; readonly amount: string; readonly strong: boolean }[]
  /** How charges are computed and what becomes of them: paragraphs that follow the table. */
  readonly notes: readonly string[]
  readonly payable: bigint
  readonly overdue: readonly ReminderItem[]
  readonly upcoming: readonly ReminderItem[]
  readonly overdueTotal: bigint
  readonly upcomingTotal: bigint
}

/**
 * Sorts the items (overdue, oldest first; not yet due; credits), adds them up and says what is to be paid: before the
 * due date everything listed, afterwards what is overdue plus the charges claimed, credits deducted in both cases.
 * Charges that are only shown stand under what is to be paid.
 */
export function statementOf(facts: ReminderFacts, labels: Labels, tone: Tone): Statement {
  const invoices = facts.items.filter(item => item.kind === 'invoice').toSorted(byDueDate)
  const credits = facts.items.filter(item => item.kind === 'credit-note').toSorted(byDueDate)
  const overdue = invoices.filter(item => item.daysLate > 0)
  const upcoming = invoices.filter(item => item.daysLate <= 0)
  const [overdueTotal, upcomingTotal, creditTotal] = [sumOpen(overdue), sumOpen(upcoming), sumOpen(credits)]
  const charges = isBusiness(facts) && tone !== 'preventive' ? facts.charges : null
  const claimed = charges?.claimed === true ? charges : null
  const payable =
    overdueTotal +
    creditTotal +
    (tone === 'preventive' ? upcomingTotal : (claimed?.interest ?? 0n) + (claimed?.fees ?? 0n))
  const sums: [key: keyof Labels['sums'], amount: bigint, count: number][] = [
    ['overdue', overdueTotal, overdue.length],
    ['upcoming', upcomingTotal, upcoming.length],
    ['credits', creditTotal, credits.length],
    ['interest', claimed?.interest ?? 0n, claimed && claimed.interest > 0n ? 1 : 0],
    ['fees', claimed?.fees ?? 0n, claimed && claimed.fees > 0n ? 1 : 0],
  ]
  const shown = sums.filter(([, , count]) => count > 0)
  const groups: [key: keyof Labels['groups'], items: ReminderItem[]][] = [
    ['overdue', overdue],
    ['upcoming', upcoming],
    ['credits', credits],
  ]
  const { language } = facts.customer
  const money = (amount: bigint): string => amountText(amount, facts.currency, language)
  return {
    groups: groups
      .filter(([, items]) => items.length > 0)
      .map(([key, items]) => ({ title: labels.groups[key], rows: items.map(item => rowOf(item, facts, labels)) })),
    sums: [
      ...(shown.length > 1
        ? shown.map(([key, amount]) => ({ label: labels.sums[key], amount: money(amount), strong: false }))
        : []),
      { label: labels.sums.payable, amount: money(payable), strong: true },
      ...(charges && !charges.claimed ? shownCharges(charges, labels, money) : []),
    ],
    notes: charges ? [chargeNote(charges, facts, labels)] : [],
    payable,
    overdue,
    upcoming,
    overdueTotal,
    upcomingTotal,
  }
}

function shownCharges({ interest, fees }: ChargeFacts, labels: Labels, money: (amount: bigint) => string) {
  const line = (label: string, amount: bigint) => ({ label, amount: money(amount), strong: false })
  return [
    ...(interest > 0n ? [line(labels.charges.interest, interest)] : []),
    ...(fees > 0n ? [line(labels.charges.fees, fees)] : []),
  ]
}

// One paragraph: how they are computed, then whether they are asked for now.
function chargeNote(
  { interest, fees, claimed, note, rates }: ChargeFacts,
  facts: ReminderFacts,
  labels: Labels,
): string {
  const { language } = facts.customer
  const { charges } = labels
  const shown = rates.map(ppm => rateText(ppm, language))
  const [first = '', last = ''] = [shown[0], shown.at(-1)]
  const several = shown.length > 3 ? put(charges.rates, { first, last }) : shown.join(charges.next)
  return [
    ...(interest > 0n ? [put(charges.how, { date: longDate(facts.today, language), rates: several })] : []),
    ...(fees > 0n ? [charges.howFees] : []),
    claimed ? (note === null ? charges.claimed : put(charges.note, { number: oneLine(note) })) : charges.shown,
  ].join(' ')
}

function byDueDate(a: ReminderItem, b: ReminderItem): number {
  return a.dueOn === b.dueOn ? (a.number < b.number ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1
}

function sumOpen(items: readonly ReminderItem[]): bigint {
  return items.reduce((total, item) => total + item.open, 0n)
}

function rowOf(item: ReminderItem, facts: ReminderFacts, labels: Labels): StatementRow {
  const { language } = facts.customer
  const credit = item.kind === 'credit-note'
  return {
    number: oneLine(item.number),
    label: item.label === null ? null : oneLine(item.label),
    issueOn: shortDate(item.issueOn, language),
    dueOn: credit ? '' : shortDate(item.dueOn, language),
    late:
      item.daysLate > 0 && !credit
        ? `${item.daysLate}\u00a0${labels.days[isSingular(item.daysLate, language) ? 0 : 1]}`
        : '',
    total: amountText(item.total, facts.currency, language),
    open: amountText(item.open, facts.currency, language),
  }
}
