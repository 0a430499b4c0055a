import { ok, refuse, type Result } from '#kernel/result.ts'
import { MAX_ROW_CHARACTERS, MAX_SHARED_STRING_CHARACTERS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../limits.ts'
import { parseXml, type XmlElement } from '../xml.ts'
import { TableRefusal, type RawCell, type RawRow } from './row.ts'
import { openZip, unpack, unpackStream, type Zip } from './zip.ts'

/** A sheet of a workbook that can be read row by row, as often as wanted. */
export type Sheet = { readonly name: string; readonly hidden: boolean; readonly rows: () => AsyncGenerator<RawRow> }

// The parts beside the sheets are read whole; Excel's own styles of a large workbook stay under 5 MB.
const MAX_PART_BYTES = 40 * 1024 * 1024

/** True when the bytes are a zip. */
export function looksZipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/** True when the bytes are an OLE container: a workbook of before 2007, or one protected by a password. */
export function looksOle(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

/**
 * Opens a workbook (ECMA-376) and lists its sheets. `null` when the zip is none. Refusals: `zip-damaged`, `zip-bomb`,
 * `zip-encrypted`, `xlsx-damaged`. Rows throw `TableRefusal` as they are read. Numbers come exact to 15 digits (what
 * Excel shows), dates by their style, whichever the date system (1900 or 1904); formulas give their last value.
 */
export function openWorkbook(bytes: Uint8Array): Result<readonly Sheet[]> | null {
  const zip = openZip(bytes)
  if (!zip.ok) return zip
  const main = [...zip.value.entries.keys()].find(name => /(^|\/)workbook\.xml$/.test(name))
  if (main === undefined) return null
  try {
    return ok(sheetsOf(zip.value, main))
  } catch (error) {
    if (error instanceof TableRefusal) return refuse(error.code, error.message)
    throw error
  }
}

function part(zip: Zip, name: string, take?: (element: XmlElement) => boolean): XmlElement {
  const parsed = parseXml(unpack(zip, name, MAX_PART_BYTES), { maxBytes: MAX_PART_BYTES, ...(take ? { take } : {}) })
  if (!parsed.ok)
    throw new TableRefusal(
      parsed.refusal.code === 'xml-doctype' ? 'xml-doctype' : 'xlsx-damaged',
      `${name}: ${parsed.refusal.message}`,
    )
  return parsed.value
}

function sheetsOf(zip: Zip, main: string): Sheet[] {
  const folder = main.slice(0, -'workbook.xml'.length)
  const workbook = part(zip, main)
  const targets = new Map<string, string>()
  const relations = `${folder}_rels/workbook.xml.rels`
  if (zip.entries.has(relations)) {
    for (const relation of part(zip, relations).children) {
      const target = relation.attributes.get('Target') ?? ''
      targets.set(relation.attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : folder + target)
    }
  }
  const named = (name: string): XmlElement[] => workbook.children.filter(child => child.name === name)
  const is1904 = named('workbookPr').some(child => /^(1|true)$/.test(child.attributes.get('date1904') ?? ''))
  let context: Context | null = null
  const load = (): Context =>
    (context ??= { strings: sharedStrings(zip, folder), dates: dateStyles(zip, folder), is1904 })
  return named('sheets').flatMap(sheets =>
    sheets.children.flatMap(sheet => {
      const target = targets.get(sheet.attributes.get('id') ?? '')
      if (target === undefined || !zip.entries.has(target)) return []
      return [
        {
          name: sheet.attributes.get('name') ?? '',
          hidden: /hidden/i.test(sheet.attributes.get('state') ?? ''),
          rows: () => rowsOf(zip, target, load()),
        },
      ]
    }),
  )
}

type Context = { readonly strings: readonly string[]; readonly dates: ReadonlySet<number>; readonly is1904: boolean }

function sharedStrings(zip: Zip, folder: string): string[] {
  const name = `${folder}sharedStrings.xml`
  if (!zip.entries.has(name)) return []
  const strings: string[] = []
  let characters = 0
  part(zip, name, element => {
    if (element.name !== 'si') return false
    const text = shownText(element)
    characters += text.length
    if (characters > MAX_SHARED_STRING_CHARACTERS) {
      throw new TableRefusal(
        'zip-bomb',
        `the workbook's texts have more than ${MAX_SHARED_STRING_CHARACTERS} characters: refused`,
      )
    }
    strings.push(text)
    return true
  })
  return strings
}

// Rich text comes in runs; phonetic hints (rPh) are not part of it.
function shownText(element: XmlElement): string {
  if (element.name === 't') return element.text
  return element.children
    .filter(child => child.name !== 'rPh')
    .map(shownText)
    .join('')
}

// ECMA-376 §18.8.30: built-in formats that show a day (times alone, 18 to 21 and 45 to 47, are numbers to us).
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

function dateStyles(zip: Zip, folder: string): Set<number> {
  const name = `${folder}styles.xml`
  const styles = new Set<number>()
  if (!zip.entries.has(name)) return styles
  const root = part(zip, name)
  const within = (group: string): XmlElement[] =>
    root.children.filter(child => child.name === group).flatMap(child => child.children)
  const custom = new Map(
    within('numFmts').map(format => [
      Number(format.attributes.get('numFmtId')),
      format.attributes.get('formatCode') ?? '',
    ]),
  )
  for (const [index, style] of within('cellXfs').entries()) {
    const id = Number(style.attributes.get('numFmtId') ?? '0')
    const code = custom.get(id)
    if (code === undefined ? BUILT_IN_DATES.has(id) : showsDay(code)) styles.add(index)
  }
  return styles
}

// A format shows a day when it has y or d outside quotes, brackets and escapes.
function showsDay(code: string): boolean {
  return (
    /[dyja]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|General|Standard/gi, '')) &&
    !/[#0]/.test(code.replace(/"[^"]*"|\[[^\]]*\]|ss?\.0+/g, ''))
  )
}

// No pattern here may look further than the next tag: a hostile sheet would make it do so from every tag.
const ROW = /<(?:\w+:)?row\b([^<>]*?)(\/>|>)/g
const CELL = /<(?:\w+:)?c\b([^<>]*?)(\/>|>)/g
const CELL_END = /<\/(?:\w+:)?c\s*>/g

async function* rowsOf(zip: Zip, target: string, context: Context): AsyncGenerator<RawRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let given = 0
  let number = 0
  let checked = false
  for await (const piece of unpackStream(zip, target)) {
    text += decodePiece(decoder, piece, target)
    if (!checked && text.length > 0) {
      if (/<!DOCTYPE/i.test(text.slice(0, 4096)))
        throw new TableRefusal('xml-doctype', 'the sheet declares a DOCTYPE: refused')
      checked = true
    }
    let done = 0
    ROW.lastIndex = 0
    for (let open = ROW.exec(text); open; open = ROW.exec(text)) {
      const empty = open[2] === '/>'
      const end = empty ? ROW.lastIndex : closing(text, ROW.lastIndex)
      if (end < 0) break
      number = Number(/\br="(\d+)"/.exec(open[1] ?? '')?.[1] ?? number + 1)
      const cells = empty ? [] : cellsOf(text.slice(ROW.lastIndex, end), context)
      ROW.lastIndex = end
      done = end
      if (cells.length === 0) continue
      given += 1
      if (given > MAX_TABLE_ROWS)
        throw new TableRefusal('too-many-rows', `the sheet has more than ${MAX_TABLE_ROWS} rows: split it`)
      yield { number, cells }
    }
    text = text.slice(done)
    if (text.length > MAX_ROW_CHARACTERS + piece.length)
      throw new TableRefusal('row-too-long', `row ${number + 1} is longer than a row can be`)
  }
}

function decodePiece(decoder: TextDecoder, piece: Uint8Array, target: string): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch {
    throw new TableRefusal('xlsx-damaged', `${target} is not UTF-8: ask for the workbook again`)
  }
}

function closing(text: string, from: number): number {
  const end = /<\/(?:\w+:)?row\s*>/g
  end.lastIndex = from
  return end.test(text) ? end.lastIndex : -1
}

function cellsOf(row: string, context: Context): RawCell[] {
  const cells: RawCell[] = []
  let column = -1
  CELL.lastIndex = 0
  for (let found = CELL.exec(row); found; found = CELL.exec(row)) {
    const [, attributes = '', mark] = found
    const reference = /\br="([A-Z]{1,3})\d+"/.exec(attributes)?.[1]
    column = reference === undefined ? column + 1 : columnOf(reference)
    if (column >= MAX_TABLE_COLUMNS) {
      throw new TableRefusal('too-many-columns', `the sheet has more than ${MAX_TABLE_COLUMNS} columns`)
    }
    if (mark === '/>') continue
    CELL_END.lastIndex = CELL.lastIndex
    const end = CELL_END.exec(row)
    if (!end) break
    while (cells.length < column) cells.push('')
    cells[column] = valueOf(attributes, row.slice(CELL.lastIndex, end.index), context)
    CELL.lastIndex = CELL_END.lastIndex
  }
  return cells.every(value => value === '') ? [] : cells
}

function columnOf(letters: string): number {
  let column = 0
  for (let i = 0; i < letters.length; i += 1) column = column * 26 + letters.charCodeAt(i) - 64
  return column - 1
}

function valueOf(attributes: string, body: string, context: Context): RawCell {
  const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n'
  if (type === 'inlineStr') {
    const shownRuns = body.includes('rPh>') ? body.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : body
    const texts = shownRuns.matchAll(/<(?:\w+:)?t\b[^<>]*>([^<]*)</g)
    return Array.from(texts, text => unescape(text[1] ?? '')).join('')
  }
  const value = unescape(/<(?:\w+:)?v\b[^<>]*>([^<]*)</.exec(body)?.[1] ?? '').trim()
  if (type === 's') return context.strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'oui' : 'non'
  if (type === 'e') return ''
  if (type === 'd') return { exact: value.slice(0, 10), kind: 'date' }
  if (type !== 'n' || value === '') return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (context.dates.has(Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? '-1'))) {
    const day = dayOfSerial(number, context.is1904)
    if (day !== null) return { exact: day, kind: 'date' }
  }
  return { exact: plainNumber(number), kind: 'number' }
}

// Serial 1 is 1 January 1900, and Excel believes that 29 February 1900 existed (serial 60); in the other system 0 is
// 1 January 1904.
function dayOfSerial(serial: number, is1904: boolean): string | null {
  const whole = Math.floor(serial)
  if (whole < 0 || whole > 2_958_465) return null
  const start = is1904
    ? Temporal.PlainDate.from('1904-01-01')
    : Temporal.PlainDate.from(whole < 60 ? '1899-12-31' : '1899-12-30')
  return start.add({ days: whole }).toString()
}

// A workbook stores binary floats and shows 15 digits of them: those digits are what its author saw.
function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e')
  const digits = mantissa.replace(/[-.]/g, '')
  const point = Number(exponent) + 1
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0')
  const cut = Math.max(point, 1)
  const fraction = padded.slice(cut).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${padded.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole
      const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
