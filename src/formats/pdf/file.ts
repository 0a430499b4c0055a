import { inflateSync } from 'node:zlib'
import { ok, refuse, type Result } from '#kernel/result.ts'
import {
  MAX_PDF_BYTES,
  MAX_PDF_OBJECTS,
  MAX_PDF_STREAM_BYTES,
  MAX_PDF_UNPACKED_BYTES,
  MAX_PDF_VALUES,
} from '../limits.ts'
import { fromAscii85, fromAsciiHex, unpredicted } from './filters.ts'
import { isObject, isWord, latin1, PdfScanner, TooManyValues, type PdfValue } from './objects.ts'

type Entries = ReadonlyMap<string, PdfValue>
/** `at` is where in the file the definition stands, that of its object stream for what is packed in one. */
type Stored = {
  readonly value: PdfValue
  readonly body: readonly [start: number, end: number] | null
  readonly at: number
}

/** A file embedded in a PDF. `listed` says that the catalogue names it as an associated file (/AF). */
export type PdfAttachment = {
  readonly name: string
  readonly relationship: string | null
  readonly mime: string | null
  readonly listed: boolean
  readonly content: Result<Uint8Array>
}

/** What an invoice reader wants of a PDF. `cutShort`: the end mark is missing. */
export type PdfFile = {
  readonly attachments: readonly PdfAttachment[]
  readonly metadata: Uint8Array | null
  readonly cutShort: boolean
}

/**
 * Reads attachments and metadata of a PDF by scanning its objects, without rendering anything. Our own small reader
 * because every stream it opens is unpacked under a ceiling, which the libraries at hand do not offer. Refusals:
 * `pdf-too-large`, `pdf-encrypted`, `pdf-bomb`, `pdf-too-many-objects`, `pdf-unreadable`.
 */
export function readPdf(bytes: Uint8Array): Result<PdfFile> {
  if (bytes.length > MAX_PDF_BYTES)
    return refuse('pdf-too-large', `the PDF has ${bytes.length} bytes, ${MAX_PDF_BYTES} at most are read`)
  try {
    return ok(new PdfReader(bytes).read())
  } catch (error) {
    if (error instanceof PdfRefusal) return refuse(error.code, error.message)
    if (error instanceof TooManyValues) {
      return refuse('pdf-too-many-objects', `the PDF has more than the ${MAX_PDF_VALUES} values that are read`)
    }
    throw error
  }
}

class PdfRefusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

// Writers use one, seldom two.
const MAX_FILTERS = 8

function openedOr(content: Uint8Array | null): Result<Uint8Array> {
  return content ? ok(content) : refuse('pdf-stream', 'an embedded file of the PDF is damaged: ask for it again')
}

class PdfReader {
  readonly #bytes: Uint8Array
  readonly #objects = new Map<number, Stored>()
  readonly #trailers: Entries[] = []
  readonly #budget = { left: MAX_PDF_VALUES }
  #unpacked = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  read(): PdfFile {
    this.#scan()
    this.#openObjectStreams()
    const trailers = this.#trailers.toReversed()
    if (trailers.some(trailer => trailer.has('Encrypt'))) {
      throw new PdfRefusal(
        'pdf-encrypted',
        'the PDF is encrypted, which Factur-X forbids: ask for one without password or restrictions',
      )
    }
    const catalog = this.#catalog(trailers)
    if (!catalog)
      throw new PdfRefusal('pdf-unreadable', 'the PDF has no catalogue: it is damaged or cut short, ask for it again')
    return {
      attachments: this.#attachments(catalog),
      metadata: this.#metadata(catalog),
      cutShort: !latin1(this.#bytes.subarray(-2048)).includes('%%EOF'),
    }
  }

  // Objects are found where they stand, not by the cross-reference table: later definitions replace earlier ones, which
  // is what incremental updates mean, and a damaged table hides nothing.
  #scan(): void {
    const text = latin1(this.#bytes)
    const mark = /(?:^|[^\d])(\d{1,10})[ \t\r\n\0\f]+\d{1,5}[ \t\r\n\0\f]+obj(?![a-zA-Z])|\btrailer\b/g
    for (let found = mark.exec(text); found; found = mark.exec(text)) {
      const scanner = new PdfScanner(this.#bytes, mark.lastIndex, this.#budget)
      const value = scanner.value()
      if (value === undefined) continue
      if (found[1] === undefined) {
        if (isObject(value, 'dictionary')) this.#trailers.push(value.entries)
        continue
      }
      const body = isObject(value, 'dictionary') ? this.#body(scanner, value.entries, text) : null
      this.#store(Number(found[1]), { value, body, at: found.index })
      mark.lastIndex = Math.max(body ? body[1] : scanner.at, mark.lastIndex)
    }
  }

  // Of two definitions the later one counts, which is what an incremental update means, packed or not.
  #store(number: number, stored: Stored): void {
    if ((this.#objects.get(number)?.at ?? -1) > stored.at) return
    this.#objects.set(number, stored)
    if (this.#objects.size > MAX_PDF_OBJECTS) {
      throw new PdfRefusal('pdf-too-many-objects', `the PDF has more than the ${MAX_PDF_OBJECTS} objects that are read`)
    }
  }

  #body(scanner: PdfScanner, entries: Entries, text: string): readonly [number, number] | null {
    const before = scanner.at
    if (!isWord(scanner.value(), 'stream')) {
      scanner.at = before
      return null
    }
    let start = scanner.at
    if (this.#bytes[start] === 0x0d) start += 1
    if (this.#bytes[start] === 0x0a) start += 1
    const length = entries.get('Length')
    if (
      typeof length === 'number' &&
      length >= 0 &&
      /^\s*endstream/.test(text.slice(start + length, start + length + 20))
    ) {
      return [start, start + length]
    }
    const end = text.indexOf('endstream', start)
    return [start, end < 0 ? text.length : end]
  }

  #openObjectStreams(): void {
    for (const stored of Array.from(this.#objects.values())) {
      if (!isObject(stored.value, 'dictionary') || !stored.body) continue
      const kind = this.#nameOf(stored.value.entries.get('Type'))
      if (kind === 'XRef') this.#trailers.push(stored.value.entries)
      if (kind !== 'ObjStm') continue
      const count = stored.value.entries.get('N')
      const first = stored.value.entries.get('First')
      const unpacked = this.#unpack(stored)
      if (!unpacked.ok) {
        if (unpacked.refusal.code === 'pdf-bomb') throw new PdfRefusal('pdf-bomb', unpacked.refusal.message)
        continue
      }
      if (typeof count !== 'number' || typeof first !== 'number') continue
      const header = new PdfScanner(unpacked.value.subarray(0, first), 0, this.#budget)
      for (let i = 0; i < Math.min(count, MAX_PDF_OBJECTS); i += 1) {
        const number = header.value()
        const offset = header.value()
        if (typeof number !== 'number' || typeof offset !== 'number') break
        const value = new PdfScanner(unpacked.value, first + offset, this.#budget).value()
        if (value !== undefined) this.#store(number, { value, body: null, at: stored.at })
      }
    }
  }

  #catalog(trailers: readonly Entries[]): Entries | null {
    for (const trailer of trailers) {
      const root = this.#dictionary(trailer.get('Root'))
      if (root) return root
    }
    for (const stored of this.#objects.values()) {
      const entries = isObject(stored.value, 'dictionary') ? stored.value.entries : null
      if (entries && this.#nameOf(entries.get('Type')) === 'Catalog') return entries
    }
    return null
  }

  #attachments(catalog: Entries): PdfAttachment[] {
    const found = new Map<PdfValue, { specification: Entries; key: string | null; listed: boolean }>()
    const listed = this.#array(catalog.get('AF'))
    for (const value of listed) {
      const specification = this.#dictionary(value)
      if (specification) found.set(this.#identity(value), { specification, key: null, listed: true })
    }
    const names = this.#dictionary(this.#dictionary(catalog.get('Names'))?.get('EmbeddedFiles'))
    for (const [key, value] of this.#nameTree(names)) {
      const specification = this.#dictionary(value)
      const identity = this.#identity(value)
      if (specification) found.set(identity, { specification, key, listed: found.get(identity)?.listed ?? false })
    }
    return [...found.values()].flatMap(({ specification, key, listed: inCatalog }) =>
      this.#attachment(specification, key, inCatalog),
    )
  }

  // References compare by number, direct objects by themselves.
  #identity(value: PdfValue): PdfValue {
    return isObject(value, 'reference') ? value.number : value
  }

  #attachment(specification: Entries, key: string | null, listed: boolean): PdfAttachment[] {
    const files = this.#dictionary(specification.get('EF'))
    const reference = files?.get('UF') ?? files?.get('F')
    const stored = this.#stored(reference)
    if (!stored || !isObject(stored.value, 'dictionary') || !stored.body) return []
    const name = this.#text(specification.get('UF')) ?? this.#text(specification.get('F')) ?? key ?? ''
    return [
      {
        name,
        relationship: this.#nameOf(specification.get('AFRelationship')),
        mime: this.#nameOf(stored.value.entries.get('Subtype')),
        listed,
        content: this.#unpack(stored),
      },
    ]
  }

  // Every node is opened once: a tree that holds itself many times over would take for ever.
  *#nameTree(node: Entries | null, seen = new Set<Entries>()): Generator<[string | null, PdfValue]> {
    if (!node || seen.has(node) || seen.size > 1000) return
    seen.add(node)
    const names = this.#array(node.get('Names'))
    for (let i = 0; i + 1 < Math.min(names.length, 2000); i += 2) yield [this.#text(names[i]), names[i + 1] ?? null]
    for (const kid of this.#array(node.get('Kids')).slice(0, 1000)) yield* this.#nameTree(this.#dictionary(kid), seen)
  }

  #metadata(catalog: Entries): Uint8Array | null {
    const stored = this.#stored(catalog.get('Metadata'))
    if (!stored) return null
    const unpacked = this.#unpack(stored)
    return unpacked.ok ? unpacked.value : null
  }

  /** A stream's content; Flate with its predictors and the two writings in ASCII are opened. */
  #unpack(stored: Stored): Result<Uint8Array> {
    if (!stored.body || !isObject(stored.value, 'dictionary'))
      return refuse('pdf-stream', 'an embedded file has no content')
    const filter = this.#resolve(stored.value.entries.get('Filter') ?? null)
    const filters = isObject(filter, 'array')
      ? filter.items.map(item => this.#nameOf(item))
      : filter === null
        ? []
        : [this.#nameOf(filter)]
    let content = this.#bytes.subarray(stored.body[0], stored.body[1])
    if (filters.length > MAX_FILTERS) return refuse('pdf-stream', 'an embedded file is packed too many times')
    for (const [index, name] of filters.entries()) {
      const opened = this.#open(content, name, this.#parameters(stored.value.entries, index))
      if (!opened.ok) return opened
      content = opened.value
    }
    return ok(content)
  }

  #open(content: Uint8Array, filter: string | null, parameters: Entries | null): Result<Uint8Array> {
    if (filter === 'ASCIIHexDecode' || filter === 'AHx') return ok(fromAsciiHex(content))
    if (filter === 'ASCII85Decode' || filter === 'A85') return openedOr(fromAscii85(content))
    if (filter !== 'FlateDecode' && filter !== 'Fl')
      return refuse('pdf-stream', `an embedded file is packed with ${filter ?? 'an unknown filter'}`)
    const inflated = this.#inflate(content)
    const number = (key: string, otherwise: number): number => {
      const value = this.#resolve(parameters?.get(key) ?? null)
      return typeof value === 'number' ? value : otherwise
    }
    const predictor = number('Predictor', 1)
    if (!inflated.ok || predictor === 1) return inflated
    const layout = { colors: number('Colors', 1), bits: number('BitsPerComponent', 8), columns: number('Columns', 1) }
    return openedOr(unpredicted(inflated.value, { predictor, ...layout }))
  }

  // One dictionary for the only filter, or an array with one for each.
  #parameters(entries: Entries, index: number): Entries | null {
    const stated = this.#resolve(entries.get('DecodeParms') ?? entries.get('DP') ?? null)
    return this.#dictionary(isObject(stated, 'array') ? stated.items[index] : stated)
  }

  #inflate(packed: Uint8Array): Result<Uint8Array> {
    const room = Math.min(MAX_PDF_STREAM_BYTES, MAX_PDF_UNPACKED_BYTES - this.#unpacked)
    if (room <= 0) return refuse('pdf-bomb', 'the streams of the PDF unpack to more than is read')
    try {
      const content = inflateSync(packed, { maxOutputLength: room, finishFlush: 2 })
      this.#unpacked += content.length
      return ok(content)
    } catch (error) {
      if (error instanceof RangeError)
        return refuse('pdf-bomb', `a stream of the PDF unpacks to more than ${room} bytes: refused`)
      return refuse('pdf-stream', 'an embedded file of the PDF is damaged: ask for it again')
    }
  }

  #stored(value: PdfValue | undefined): Stored | null {
    return isObject(value, 'reference') ? (this.#objects.get(value.number) ?? null) : null
  }

  #resolve(value: PdfValue): PdfValue {
    return this.#stored(value)?.value ?? (isObject(value, 'reference') ? null : value)
  }

  #dictionary(value: PdfValue | undefined): Entries | null {
    const resolved = this.#resolve(value ?? null)
    return isObject(resolved, 'dictionary') ? resolved.entries : null
  }

  #array(value: PdfValue | undefined): readonly PdfValue[] {
    const resolved = this.#resolve(value ?? null)
    return isObject(resolved, 'array') ? resolved.items : []
  }

  #nameOf(value: PdfValue | undefined): string | null {
    const resolved = this.#resolve(value ?? null)
    return isObject(resolved, 'name') ? resolved.name : null
  }

  // Text strings are UTF-16 with a byte order mark, UTF-8 with one (PDF 2.0), or close enough to Latin-1 for file
  // names.
  #text(value: PdfValue | undefined): string | null {
    const resolved = this.#resolve(value ?? null)
    if (!isObject(resolved, 'string')) return null
    const { bytes } = resolved
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
    if (bytes[0] === 0xef && bytes[1] === 0xbb) return new TextDecoder().decode(bytes)
    return latin1(bytes)
  }
}
