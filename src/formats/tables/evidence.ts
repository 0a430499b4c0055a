import { AMOUNT_FIELDS, DATE_FIELDS, type Field } from './fields.ts'
import { shown, type RawCell } from './row.ts'
import { bareDate, DateEvidence, isCredit, looksLikeAmount, looksLikeDate, MarkEvidence } from './values.ts'

/** Days and amounts are judged from the whole column; for the others the first rows tell enough. */
export const SAMPLED = 1000
const LONGEST_SIDE = 10

/** What the cells of one column say about what it holds: `dated` when they may be days, `counted` amounts. */
export class Evidence {
  /** All cells are to be asked, not those of the first rows only. */
  readonly whole: boolean
  readonly dates = new DateEvidence()
  readonly marks = new MarkEvidence()
  readonly #mayBeDays: boolean
  #filled = 0
  #dated = 0
  #bare = 0
  #serials = 0
  #amounts = 0
  #codes = 0
  #sides = 0

  constructor({ dated, counted }: { readonly dated: boolean; readonly counted: boolean }) {
    this.whole = dated || counted
    this.#mayBeDays = dated
  }

  weigh(cell: RawCell): void {
    this.#filled += 1
    if (this.#filled <= SAMPLED) this.#sample(shown(cell))
    if (looksLikeDate(cell)) {
      this.#dated += 1
      this.dates.see(cell)
    }
    const bare = this.#mayBeDays ? bareDate(cell) : null
    if (bare === 'serial') this.#serials += 1
    if (bare === 'written') this.#bare += 1
    if (looksLikeAmount(cell)) {
      this.#amounts += 1
      this.marks.see(cell)
    }
  }

  #sample(text: string): void {
    if (/^[A-Z0-9][A-Z0-9._/-]{0,14}$/.test(text)) this.#codes += 1
    if (text.length <= LONGEST_SIDE && isCredit(text) !== null) this.#sides += 1
  }

  /** Excel's numbers stand alone: beside 310126 a 20126 is a day that lost its zero, and no number of a day. */
  get serials(): boolean {
    return this.#serials > 0 && this.#bare === 0
  }

  /** How well the cells go with a meaning, 0 to 1; `named` when another column may hold the customers' names. */
  agreement(field: Field, named: boolean): number {
    if (this.#filled === 0) return 0.9
    const share = (count: number): number => count / this.#filled
    if (DATE_FIELDS.has(field)) return 0.2 + 0.8 * share(this.#dated + this.#bare + (this.serials ? this.#serials : 0))
    if (AMOUNT_FIELDS.has(field)) return 0.2 + 0.8 * share(this.#amounts)
    const sampled = Math.min(this.#filled, SAMPLED)
    if (field === 'side') return this.#sides / sampled
    // A name is not a number, and beside a column of names it is no code either.
    if (field === 'customerName') {
      const coded = named && this.#codes / sampled > 0.9 ? 1 : 0
      return 1 - 0.7 * Math.max(share(this.#amounts), share(this.#dated), coded)
    }
    return field === 'label' || field === 'number' ? 1 - 0.6 * share(this.#dated) : 1
  }
}
