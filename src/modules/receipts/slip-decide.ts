import { dayNumber, type Day } from '#kernel/day.ts'
import { INVOICE_WORD, say } from './clues-decide.ts'
import type { BankAccountId, ChequeId, Credit, DepositId, Evidence, LineId, Proposal, Verdict } from './model.ts'

/** A cheque or bill that the bank has and has not credited; `amount` is minor units. */
export type WaitingCheque = { readonly cheque: ChequeId; readonly number: string | null; readonly amount: bigint }

/** A slip with what still waits on it. */
export type WaitingSlip = {
  readonly deposit: DepositId
  readonly account: BankAccountId
  readonly number: string
  readonly kind: 'cheque' | 'bill'
  readonly on: Day
  /** The day of the slip, or the last maturity of its bills. */
  readonly until: Day
  readonly currency: string
  readonly cheques: readonly WaitingCheque[]
}

/** A slip while lines are looked at: what a line takes is no more offered to another. */
type Open = Omit<WaitingSlip, 'cheques'> & {
  readonly key: string
  readonly from: number
  readonly to: number
  cheques: readonly WaitingCheque[]
}

// A slip noted a day or two after it was handed in; a slip that has no number in the line is not looked for for ever.
const EARLY = 5
const LATE = 15

type OnSlip = { readonly slip: Open; readonly cheque: WaitingCheque }

/** What was handed in for one account and currency, found by number and by amount; `first` is the earliest day. */
type Shelf = {
  first: number
  readonly byKey: Map<string, Open>
  readonly byTotal: Map<bigint, Open[]>
  readonly byAmount: Map<bigint, OnSlip[]>
}

/** The slips that wait. Lines come by the hundred thousand: each is looked up, none is compared with every slip. */
export class WaitingSlips {
  readonly #shelves = new Map<string, Shelf>()

  constructor(slips: readonly WaitingSlip[]) {
    for (const slip of slips) {
      const open = { ...slip, key: keyOf(slip.number), from: dayNumber(slip.on), to: dayNumber(slip.until) + LATE }
      const place = `${slip.account} ${slip.currency}`
      const shelf = this.#shelves.get(place) ?? emptyShelf()
      this.#shelves.set(place, shelf)
      shelf.first = Math.min(shelf.first, open.from - EARLY)
      shelf.byKey.set(open.key, open)
      add(shelf.byTotal, totalOf(open), open)
      for (const cheque of slip.cheques) add(shelf.byAmount, cheque.amount, { slip: open, cheque })
    }
  }

  #shelf({ account, currency }: Credit): Shelf | undefined {
    return account === undefined ? undefined : this.#shelves.get(`${account} ${currency}`)
  }

  /** Whether a line could be the credit of anything here: its amount is known, or a number that stands in it. */
  concerns(credit: Credit): boolean {
    const shelf = this.#shelf(credit)
    if (!shelf || dayNumber(credit.bookedOn) < shelf.first) return false
    if (shelf.byTotal.has(credit.amount) || shelf.byAmount.has(credit.amount)) return true
    return textsOf(credit).some(text => {
      if (!YEAR.test(text)) return false
      return [...text.matchAll(NUMBER)].some(({ 1: year = '', 3: rank = '' }) => {
        return shelf.byKey.has(`${year}-${Number(rank)}`)
      })
    })
  }

  withKey({ credit, day }: Said, key: string): Open | undefined {
    const slip = this.#shelf(credit)?.byKey.get(key)
    return slip && day >= slip.from - EARLY && slip.cheques.length > 0 ? slip : undefined
  }

  /** Slips of which exactly the line's amount waits. */
  ofTotal({ credit }: Said): Open[] {
    const known = this.#shelf(credit)?.byTotal.get(credit.amount) ?? []
    return known.filter(slip => slip.cheques.length > 0 && totalOf(slip) === credit.amount)
  }

  /** Single cheques and bills of the line's amount. */
  ofAmount({ credit }: Said): OnSlip[] {
    const known = this.#shelf(credit)?.byAmount.get(credit.amount) ?? []
    return known.filter(({ slip, cheque }) => slip.cheques.includes(cheque))
  }

  /** A line takes one cheque off a slip, or all that waits on it. */
  take({ credit }: Said, slip: Open, cheque: WaitingCheque | null): void {
    slip.cheques = cheque === null ? [] : slip.cheques.filter(each => each !== cheque)
    const shelf = this.#shelf(credit)
    if (shelf && slip.cheques.length > 0) add(shelf.byTotal, totalOf(slip), slip)
  }
}

function emptyShelf(): Shelf {
  return { first: Infinity, byKey: new Map(), byTotal: new Map(), byAmount: new Map() }
}

function add<Key, Value>(to: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = to.get(key)
  if (known) known.push(value)
  else to.set(key, [value])
}

/** A line as these rules read it. */
type Said = {
  readonly credit: Credit
  readonly day: number
  readonly text: string
  /** What the text speaks of; a line that says nothing of paper speaks of neither. */
  readonly kinds: readonly WaitingSlip['kind'][]
  /** It names an open item of ours: then that explains it, unless it says that it is a slip. */
  readonly namesItem: () => boolean
}

type Rule = (said: Said, slips: WaitingSlips) => Proposal | null

/**
 * Finds the credits with which the bank pays a slip, or a single cheque or bill of one: by the slip's number, by the
 * cheque's own number, then by the amount. `namesItem` tells whether a line names an open item. A slip is proposed to
 * one line only, the first one; what is recognised is taken out of `slips`.
 */
export function findSlips(
  credits: readonly Credit[],
  slips: WaitingSlips,
  namesItem: (credit: Credit) => boolean,
): Map<LineId, Proposal> {
  return apply([bySlipNumber, byChequeNumber, byAmount], credits, slips, namesItem)
}

/** The same for credits that nothing explains and that say nothing: only the amount speaks for the slip. */
export function findBareSlips(credits: readonly Credit[], slips: WaitingSlips): Map<LineId, Proposal> {
  return apply([byBareAmount], credits, slips, () => false)
}

function apply(
  rules: readonly Rule[],
  credits: readonly Credit[],
  slips: WaitingSlips,
  namesItem: (credit: Credit) => boolean,
): Map<LineId, Proposal> {
  const found = new Map<LineId, Proposal>()
  const near = credits.filter(credit => slips.concerns(credit))
  const inOrder = near.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0))
  const lines = inOrder.map((credit): Said => {
    const text = fold(textsOf(credit).join(' | '))
    const namesIt = (): boolean => namesItem(credit)
    return { credit, day: dayNumber(credit.bookedOn), text, kinds: kindsIn(text), namesItem: namesIt }
  })
  for (const rule of rules) {
    for (const said of lines) {
      if (found.has(said.credit.line)) continue
      const proposal = rule(said, slips)
      if (proposal) found.set(said.credit.line, proposal)
    }
  }
  return found
}

function textsOf({ remittance, name, endToEndId }: Credit): string[] {
  return [remittance, name, endToEndId].filter(text => text !== null)
}

// The separators stay: they tell a number from a piece of another one.
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

const CHEQUE = /(?<![a-z])(?:cheques?|chqs?|checks?|schecks?)(?![a-z])/
const BILL = /(?<![a-z])(?:effets?|lcr|traites?|billets? a ordre|wissels?|wechsel)(?![a-z])/
const SLIP = /(?<![a-z])(?:remises?|rem|bordereau|bord)(?![a-z])/

function kindsIn(text: string): WaitingSlip['kind'][] {
  const [cheque, bill] = [CHEQUE.test(text), BILL.test(text)]
  const any = !cheque && !bill && SLIP.test(text)
  return [...(cheque || any ? ['cheque' as const] : []), ...(bill || any ? ['bill' as const] : [])]
}

function keyOf(number: string): string {
  const [, year, rank = number] = /^(\d{4})-0*(\d+)$/.exec(number) ?? []
  return `${year}-${rank}`
}

/** A slip's number as a line writes it; `sure` when nothing else looks like it: introduced, and with its separator. */
type Read = { readonly key: string; readonly text: string; readonly sure: boolean }

const YEAR = /20\d\d/
const NUMBER = /(?<!\d)(20\d\d)( ?[-/._ ] ?)?(\d{1,6})(?![a-z0-9]|[-/._,]\d)/gi
const GLUED = /([a-z0-9]+)[-/._]?$/
const MAY_GLUE = /^(?:remises?|rem|bordereau|bord|cheques?|chqs?|effets?|lcr|n|no|nr|num|numero|ref)$/
const BETWEEN = /^(?:n|no|nr|num|numero|ref|d|de|du|des|la)$/

// « 2026-0001 », « 2026/1 », « 2026 0001 », « 20260001 »; not the end of « FA-2026-0001 », of a date or of an amount.
function numbersIn(text: string): Read[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: all, 1: year = '', 2: joint, 3: rank = '', index }) => {
    const before = text.slice(0, index)
    const marked = /[-/._]/.test(joint ?? '')
    if (!marked && rank.length < 4) return []
    if (!marked && joint !== undefined && /\d\W$/.test(before)) return []
    const glued = GLUED.exec(before)?.[1]
    if (glued !== undefined && !MAY_GLUE.test(glued)) return []
    const word = before.match(/[a-z]+/g)?.findLast(each => !BETWEEN.test(each)) ?? ''
    if (INVOICE_WORD.test(word)) return []
    const introduced = [CHEQUE, BILL, SLIP].some(pattern => pattern.test(word))
    return [{ key: `${year}-${Number(rank)}`, text: all.trim(), sure: introduced && marked }]
  })
}

function totalOf({ cheques }: Pick<Open, 'cheques'>): bigint {
  return cheques.reduce((sum, { amount }) => sum + amount, 0n)
}

function bySlipNumber(said: Said, slips: WaitingSlips): Proposal | null {
  const { credit, day, text, kinds } = said
  for (const read of numbersIn(text)) {
    const slip = slips.withKey(said, read.key)
    if (!slip || (kinds.length > 0 && !kinds.includes(slip.kind))) continue
    const named = say('slip-number', true, { text: read.text, slip: slip.number })
    const total = totalOf(slip)
    if (total === credit.amount) {
      if (kinds.length === 0 && said.namesItem()) return null
      return wholeSlip(said, slips, slip, day < slip.from ? 'likely' : 'certain', [named])
    }
    const [one, other] = slip.cheques.filter(({ amount }) => amount === credit.amount)
    if (one && !other && kinds.length > 0) return oneCheque(said, slips, { slip, cheque: one }, 'likely', [named])
    if (read.sure) return differing(said, slip, total, named)
  }
  return null
}

// A cheque credited by its own number. What comes from an account is a transfer, even « en remplacement du chèque ».
function byChequeNumber(said: Said, slips: WaitingSlips): Proposal | null {
  if (said.kinds.length === 0 || said.credit.iban !== null) return null
  const fits = chequesOf(said, slips).filter(({ slip, cheque }) => {
    return said.day >= slip.from && cheque.number !== null && stands(cheque.number, said.text)
  })
  const [one, other] = fits
  if (!one || other) return null
  const number = one.cheque.number ?? ''
  return oneCheque(said, slips, one, 'certain', [say('cheque-number', true, { text: number })])
}

function chequesOf(said: Said, slips: WaitingSlips): OnSlip[] {
  return slips.ofAmount(said).filter(({ slip }) => said.kinds.includes(slip.kind))
}

// With its separators and leading zeros or without, and never as a piece of a longer number.
function stands(number: string, text: string): boolean {
  const pieces = fold(number).match(/[a-z]+|\d+/g) ?? []
  if (pieces.join('').replace(/^0+/, '').length < 4) return false
  const pattern = pieces.map(piece => (/\d/.test(piece) ? `0*${piece.replace(/^0+(?=.)/, '')}` : piece))
  const start = /^\d/.test(pieces[0] ?? '') ? '(?<!\\d|\\d[-/._,])' : '(?<![a-z0-9])'
  return new RegExp(`${start}${pattern.join('[-/._ ]?')}(?![a-z0-9]|[-/._,]\\d)`).test(text)
}

function byAmount(said: Said, slips: WaitingSlips): Proposal | null {
  if (said.kinds.length === 0 || said.credit.iban !== null) return null
  const proposal = equal(said, slips, [say('slip-word', true)])
  return proposal && said.namesItem() ? null : proposal
}

function byBareAmount(said: Said, slips: WaitingSlips): Proposal | null {
  const { credit, kinds } = said
  if (kinds.length > 0 || credit.iban !== null) return null
  const proposal = equal({ ...said, kinds: ['cheque', 'bill'] }, slips, [])
  return proposal?.verdict === 'likely' ? proposal : null
}

// The one slip of this amount, or else the one cheque.
function equal(said: Said, slips: WaitingSlips, why: readonly Evidence[]): Proposal | null {
  const { day, kinds } = said
  const inTime = ({ from, to }: Open): boolean => day >= from && day <= to
  const whole = slips.ofTotal(said).filter(slip => inTime(slip) && kinds.includes(slip.kind))
  const single = chequesOf(said, slips).filter(({ slip }) => inTime(slip))
  const count = whole.length > 0 ? whole.length : single.length
  if (count > 1) return proposed(said, 'to-sort', [...why, say('twins', false, { count, slips: 1 })])
  if (whole[0]) return wholeSlip(said, slips, whole[0], 'likely', why)
  return single[0] ? oneCheque(said, slips, single[0], 'likely', why) : null
}

function wholeSlip(said: Said, slips: WaitingSlips, slip: Open, verdict: Verdict, why: readonly Evidence[]): Proposal {
  const amount = say('slip-amount', true, { slip: slip.number, count: slip.cheques.length })
  const proposal = proposed(said, verdict, [...why, amount, told(said, slip)], { deposit: slip.deposit, cheque: null })
  slips.take(said, slip, null)
  return proposal
}

function oneCheque(
  said: Said,
  slips: WaitingSlips,
  { slip, cheque }: OnSlip,
  verdict: Verdict,
  why: readonly Evidence[],
): Proposal {
  const { number } = cheque
  const amount = say('cheque-amount', true, { slip: slip.number, ...(number !== null && { number }) })
  const evidence = [...why, amount, told(said, slip)]
  slips.take(said, slip, cheque)
  return proposed(said, verdict, evidence, { deposit: slip.deposit, cheque: cheque.cheque })
}

function told({ day }: Said, slip: Open): Evidence {
  return day < slip.from
    ? say('before-deposit', false, { slip: slip.number })
    : say('after-deposit', true, { count: day - slip.from })
}

// A fee of the bank, or a cheque that came back: a person sees which, and the slip waits on.
function differing(said: Said, slip: Open, total: bigint, named: Evidence): Proposal {
  const short = total - said.credit.amount
  const differs =
    short > 0n
      ? say('slip-below', false, { slip: slip.number, short: String(short) })
      : say('slip-above', false, { slip: slip.number, over: String(-short) })
  return proposed(said, 'to-sort', [named, differs], { deposit: slip.deposit, cheque: null })
}

function proposed(
  { credit }: Said,
  verdict: Verdict,
  evidence: readonly Evidence[],
  credited?: Proposal['credited'],
): Proposal {
  const bare = { line: credit.line, verdict, pass: 'slip' as const, customer: null, parts: [], onAccount: 0n, evidence }
  return credited ? { ...bare, credited } : bare
}
