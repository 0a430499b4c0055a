/**
 * What a PDF is made of (ISO 32000-1 §7.3). Strings are bytes; names are decoded; a stream's body stays packed in the
 * file.
 */
export type PdfValue =
  | null
  | boolean
  | number
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'string'; readonly bytes: Uint8Array }
  | { readonly type: 'array'; readonly items: readonly PdfValue[] }
  | { readonly type: 'dictionary'; readonly entries: ReadonlyMap<string, PdfValue> }
  | { readonly type: 'reference'; readonly number: number }
  | { readonly type: 'word'; readonly word: string }

// A nested array or dictionary deeper than this is no document: the deepest structure in use is the name tree.
const MAX_DEPTH = 64
// A string of a dictionary is a name or a title; what is longer was never closed.
const MAX_STRING = 64 * 1024

/** Too many values for a document: thrown so that a hostile file stops being read at once. */
export class TooManyValues extends Error {}

/** Reads objects out of bytes, forgiving what writers get wrong and never looking further than the bytes it has. */
export class PdfScanner {
  readonly bytes: Uint8Array
  readonly #budget: { left: number }
  at: number

  /** `budget` is shared by the scanners of one file and counts the values that may still be read. */
  constructor(bytes: Uint8Array, at: number, budget: { left: number }) {
    this.bytes = bytes
    this.at = at
    this.#budget = budget
  }

  /** The next value; a keyword (`obj`, `stream`, `R` alone) comes as a word, `undefined` is the end. */
  value(depth = 0): PdfValue | undefined {
    this.#skip()
    const byte = this.bytes[this.at]
    if (byte === undefined || depth > MAX_DEPTH) return undefined
    this.#budget.left -= 1
    if (this.#budget.left < 0) throw new TooManyValues()
    if (byte === 0x2f) return { type: 'name', name: this.#name() }
    if (byte === 0x28) return { type: 'string', bytes: this.#literal() }
    if (byte === 0x5b) return this.#array(depth)
    if (byte === 0x3c) {
      return this.bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : { type: 'string', bytes: this.#hex() }
    }
    if (DELIMITERS.has(byte)) {
      this.at += 1
      return { type: 'word', word: String.fromCharCode(byte) }
    }
    return this.#numberOrWord()
  }

  #numberOrWord(): PdfValue {
    const word = this.#word()
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) {
      if (/^\d{1,10}$/.test(word)) {
        const reference = this.#referenceAfter(Number(word))
        if (reference) return reference
      }
      return Number(word)
    }
    if (word === 'true' || word === 'false') return word === 'true'
    return word === 'null' ? null : { type: 'word', word }
  }

  // `12 0 R`: a look ahead that moves only when it is one.
  #referenceAfter(number: number): PdfValue | null {
    const before = this.at
    this.#skip()
    const generation = this.#word()
    this.#skip()
    if (/^\d{1,5}$/.test(generation) && this.bytes[this.at] === 0x52 && isBoundary(this.bytes[this.at + 1])) {
      this.at += 1
      return { type: 'reference', number }
    }
    this.at = before
    return null
  }

  #array(depth: number): PdfValue {
    this.at += 1
    const items: PdfValue[] = []
    for (;;) {
      const before = this.at
      const item = this.value(depth + 1)
      if (item === undefined || isWord(item, ']') || this.#leaves(item, before)) break
      items.push(item)
    }
    return { type: 'array', items }
  }

  #dictionary(depth: number): PdfValue {
    this.at += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      const before = this.at
      const key = this.value(depth + 1)
      if (key === undefined || isWord(key, '>')) {
        if (this.bytes[this.at] === 0x3e) this.at += 1
        break
      }
      if (this.#leaves(key, before)) break
      if (!isObject(key, 'name')) continue
      const value = this.value(depth + 1)
      if (value === undefined || isWord(value, '>')) {
        if (this.bytes[this.at] === 0x3e) this.at += 1
        break
      }
      entries.set(key.name, value)
    }
    return { type: 'dictionary', entries }
  }

  // A container that was never closed ends where the next object begins.
  #leaves(item: PdfValue, before: number): boolean {
    if (!isWord(item, 'obj') && !isWord(item, 'endobj') && !isWord(item, 'stream')) return false
    this.at = before
    return true
  }

  #name(): string {
    this.at += 1
    return this.#word().replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }

  #word(): string {
    const start = this.at
    while (!isBoundary(this.bytes[this.at])) this.at += 1
    return latin1(this.bytes.subarray(start, this.at))
  }

  #hex(): Uint8Array {
    const end = this.bytes.indexOf(0x3e, this.at)
    const digits = latin1(this.bytes.subarray(this.at + 1, end < 0 ? this.bytes.length : end)).replace(
      /[^0-9a-fA-F]/g,
      '',
    )
    this.at = end < 0 ? this.bytes.length : end + 1
    return Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  }

  #literal(): Uint8Array {
    const out: number[] = []
    let open = 1
    this.at += 1
    for (; this.at < this.bytes.length && out.length < MAX_STRING; this.at += 1) {
      const byte = this.bytes[this.at] ?? 0
      if (byte === 0x5c) {
        out.push(...this.#escape())
        continue
      }
      if (byte === 0x28) open += 1
      if (byte === 0x29) open -= 1
      if (open === 0) break
      out.push(byte)
    }
    this.at += 1
    return Uint8Array.from(out)
  }

  #escape(): number[] {
    this.at += 1
    const octal = /^[0-7]{1,3}/.exec(latin1(this.bytes.subarray(this.at, this.at + 3)))?.[0]
    if (octal) {
      this.at += octal.length - 1
      return [Number.parseInt(octal, 8) & 0xff]
    }
    const byte = this.bytes[this.at] ?? 0
    if (byte === 0x0d && this.bytes[this.at + 1] === 0x0a) this.at += 1
    if (byte === 0x0d || byte === 0x0a) return []
    return [ESCAPES.get(byte) ?? byte]
  }

  #skip(): void {
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte === 0x25) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 0x0a && this.bytes[this.at] !== 0x0d) this.at += 1
      } else if (byte !== undefined && SPACES.has(byte)) this.at += 1
      else return
    }
  }
}

const SPACES = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set([0x28, 0x29, 0x3c, 0x3e, 0x5b, 0x5d, 0x7b, 0x7d, 0x2f, 0x25])
const ESCAPES = new Map([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x62, 8],
  [0x66, 12],
])

function isBoundary(byte: number | undefined): boolean {
  return byte === undefined || SPACES.has(byte) || DELIMITERS.has(byte)
}

/** One character per byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** True for a value of one of the object types. */
export function isObject<T extends 'name' | 'string' | 'array' | 'dictionary' | 'reference' | 'word'>(
  value: PdfValue | undefined,
  type: T,
): value is Extract<PdfValue, { type: T }> {
  return typeof value === 'object' && value !== null && value.type === type
}

/** True for one keyword. */
export function isWord(value: PdfValue | undefined, word: string): boolean {
  return isObject(value, 'word') && value.word === word
}
