import { joined, Unreadable } from './model.ts'

const MAX_DEPTH = 100
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"', nbsp: ' ' }

/** An aggregate or a value of an OFX document. Names are in capitals. */
export class OfxElement {
  readonly name: string
  readonly children: OfxElement[] = []
  text = ''
  raw = ''

  constructor(name: string) {
    this.name = name
  }

  /** Every descendant with one of the names, in file order; descendants of a match are not searched. */
  all(...names: readonly string[]): OfxElement[] {
    return this.children.flatMap(child => (names.includes(child.name) ? [child] : child.all(...names)))
  }

  /** The text of the first descendant of that name, null when there is none or it is empty. */
  value(name: string): string | null {
    return joined(this.all(name)[0]?.text)
  }
}

/**
 * Builds the tree of an OFX document, whether its value tags are closed (XML) or not (SGML): a value ends where the
 * next tag begins, an aggregate where its end tag stands. Throws `Unreadable`.
 */
export function ofxTree(text: string): OfxElement {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) {
    throw new Unreadable('xml-doctype', 'the file declares a DOCTYPE, which no statement needs: refused unread')
  }
  const start = text.search(/<OFX>/i)
  if (start < 0) throw new Unreadable('no-statement', 'the file has an OFX header and nothing behind it')
  const root = new OfxElement('')
  const open: { element: OfxElement; at: number; closed: boolean }[] = [{ element: root, at: start, closed: true }]
  const pattern = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z0-9_.]+)\s*(\/?)>|([^<]+)|(<)/g
  pattern.lastIndex = start
  for (const found of text.matchAll(pattern)) {
    if (found.index < start) continue
    const [, cdata, slash, name, empty, characters, stray] = found
    const top = open.at(-1)
    if (stray !== undefined)
      throw new Unreadable(
        'malformed-file',
        `"${text.slice(found.index, found.index + 20)}" is not a tag: the file was cut or damaged`,
      )
    if (name !== undefined && slash === '') openTag(open, name.toUpperCase(), found.index, empty === '/')
    else if (name !== undefined) closeTag(open, name.toUpperCase(), text, found.index + found[0].length)
    else if (top && top.element !== root) top.element.text += cdata ?? unescape(characters ?? '')
  }
  if (open.length > 1) throw new Unreadable('record-not-closed', 'the file has no </OFX>: it was cut short')
  return root
}

type Open = { element: OfxElement; at: number; closed: boolean }

function openTag(open: Open[], name: string, at: number, empty: boolean): void {
  // A value tag that was left open ends here.
  const top = open.at(-1)
  if (top && open.length > 1 && top.element.text.trim() !== '') open.pop()
  const element = new OfxElement(name)
  open.at(-1)?.element.children.push(element)
  if (empty) return
  open.push({ element, at, closed: false })
  if (open.length > MAX_DEPTH) throw new Unreadable('xml-too-deep', `the file nests deeper than ${MAX_DEPTH} levels`)
}

function closeTag(open: Open[], name: string, text: string, end: number): void {
  const index = open.findLastIndex(entry => entry.element.name === name)
  if (index < 1) return
  const closing = open[index]
  if (closing) closing.element.raw = name === 'STMTTRN' ? text.slice(closing.at, end) : ''
  open.length = index
}

function unescape(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, (whole, body: string) => {
    const digits = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(body)
    if (!digits) return ENTITIES[body.toLowerCase()] ?? whole
    const code = Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
