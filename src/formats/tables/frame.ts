import { plain } from '#kernel/text.ts'
import { decimal, plus, ZERO, type Decimal } from '../decimal.ts'
import { AMOUNT_FIELDS, type Field } from './fields.ts'
import { shown, type RawCell, type RawRow } from './row.ts'
import type { Column } from './table.ts'
import { looksLikeAmount, looksLikeDate } from './values.ts'

type Values = Readonly<Partial<Record<Field, string>>>

// An opening balance is money owed and no sum of what stands above: it stays, and asks for a number.
const OPENING = 'initial|anterieur|precedent|reporte|vorig|vortrag|brought|au '
const SUM_WORD = new RegExp(
  `^(?:(?:sous )?(?:total|totaux|totaal|summe|gesamt|subtotal|grand total)|(?:solde|saldo|balance)(?! (?:${OPENING})))\\b`,
)
const FOOT = /^(page|pagina|seite|edite|edition|imprime|impression|genere|printed|generated|afgedrukt|gedruckt)\b/
const RULE = /^[-=_*+.\s]*$/
const AGES = /\b(jours?|days?|dagen|tage)\b/

// Ledgers write the account before the name: « 411DUPONT Dupont SARL ».
function headingOf(text: string, field: Field | null): Pick<Values, 'customerCode' | 'customerName'> {
  const [, code, name] = /^(41\d\w*)\s+(?:-\s*)?(\S.*)$/.exec(text) ?? []
  if (code !== undefined && name !== undefined) return { customerCode: code, customerName: name }
  return field === 'customerCode' ? { customerCode: text } : { customerName: text }
}

/**
 * What stands around the rows of a printed list: headers repeated on each page, rules, a customer named once above
 * the rows, totals below them.
 */
export class Frame {
  readonly #columns: readonly Column[]
  #heading: Pick<Values, 'customerCode' | 'customerName'> | null = null
  readonly #amounts: readonly Field[]
  // The sums of the rows since the last total, and of those before it.
  readonly #group = new Map<Field, Decimal>()
  readonly #closed = new Map<Field, Decimal>()

  constructor(columns: readonly Column[]) {
    this.#columns = columns
    this.#amounts = columns.flatMap(({ field }) => (field !== null && AMOUNT_FIELDS.has(field) ? [field] : []))
  }

  /** True for a row that holds no invoice by its form alone; remembers the customer that such a row names. */
  takes(raw: RawRow): boolean {
    let only: number | null = null
    for (const [index, cell] of raw.cells.entries()) {
      if (RULE.test(shown(cell))) continue
      if (only !== null) return this.#isHeader(raw)
      only = index
    }
    return only === null ? raw.cells.some(cell => shown(cell) !== '') : this.#heads(raw.cells[only] ?? '', only)
  }

  #isHeader(raw: RawRow): boolean {
    let same = 0
    for (const { index, header } of this.#columns) if (shown(raw.cells[index]) === header) same += 1
    return same >= 3
  }

  #heads(cell: RawCell, index: number): boolean {
    const name = plain(shown(cell))
    if (FOOT.test(name)) return true
    const field = this.#columns.find(column => column.index === index)?.field ?? null
    if (looksLikeAmount(cell) || looksLikeDate(cell)) return false
    if (field === 'number' || (field !== null && AMOUNT_FIELDS.has(field))) return false
    const isName = !SUM_WORD.test(name) && !AGES.test(name)
    this.#heading = isName ? headingOf(shown(cell), field) : null
    return true
  }

  /** The customer named above, for a row that names none. */
  named(values: Values): Values {
    if (!this.#heading || values.customerCode !== undefined || values.customerName !== undefined) return values
    return { ...values, ...this.#heading }
  }

  /**
   * True for a line that sums up: no day, and the word itself, SAP's stars or the very sums of the rows above; a
   * customer may well be called Total, so a line with a number is none unless the word stands in its place.
   */
  sumsUp(raw: RawRow, values: Values): boolean {
    if (this.#isSum(raw, values)) {
      this.#close()
      if (raw.cells.some(cell => SUM_WORD.test(plain(shown(cell))))) this.#heading = null
      return true
    }
    for (const field of this.#amounts) {
      const amount = values[field]
      if (amount !== undefined) this.#group.set(field, plus(this.#group.get(field) ?? ZERO, decimal(amount) ?? ZERO))
    }
    return false
  }

  #close(): void {
    for (const [field, sum] of this.#group) this.#closed.set(field, plus(this.#closed.get(field) ?? ZERO, sum))
    this.#group.clear()
  }

  #isSum(raw: RawRow, values: Values): boolean {
    if (values.issueDate !== undefined || values.dueDate !== undefined) return false
    if (values.number !== undefined) return SUM_WORD.test(plain(values.number))
    if (raw.cells.some(cell => SUM_WORD.test(plain(shown(cell))) || /^\*{1,3}$/.test(shown(cell)))) return true
    const stated = this.#amounts.filter(field => values[field] !== undefined)
    const isSumOf = (sum: (field: Field) => Decimal): boolean =>
      stated.every(field => decimal(values[field] ?? null) === sum(field))
    const group = (field: Field): Decimal => this.#group.get(field) ?? ZERO
    const whole = (field: Field): Decimal => plus(group(field), this.#closed.get(field) ?? ZERO)
    const above = this.#group.size + this.#closed.size > 0
    return stated.length > 0 && above && (isSumOf(group) || isSumOf(whole))
  }
}
