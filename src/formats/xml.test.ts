import * as fc from 'fast-check'
import { ParseOption, XmlDocument } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { parseXml, type XmlElement } from './xml.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const codeOf = (text: string): string => {
  const parsed = parseXml(bytes(text))
  return parsed.ok ? 'ok' : parsed.refusal.code
}

describe('parseXml', () => {
  test('reads elements, namespaces, attributes, CDATA and references', () => {
    const parsed = parseXml(
      bytes(
        '<?xml version="1.0"?><!-- c --><a xmlns="u" xmlns:p="v"><p:b k="1&amp;2">x&#233;<![CDATA[<y>]]></p:b></a>',
      ),
    )
    expect(parsed).toMatchObject({ ok: true, value: { name: 'a', namespace: 'u' } })
    if (!parsed.ok) return
    const child = parsed.value.children[0] as XmlElement
    expect([child.name, child.namespace, child.text, child.attributes.get('k')]).toEqual(['b', 'v', 'xé<y>', '1&2'])
  })

  test.each([
    ['', 'xml-empty'],
    ['<a>', 'xml-malformed'],
    ['<a></b>', 'xml-malformed'],
    ['<a b=1/>', 'xml-malformed'],
    ['<a b="1" b="2"/>', 'xml-malformed'],
    ['<a>&nbsp;</a>', 'xml-malformed'],
    ['<a>&</a>', 'xml-malformed'],
    ['<p:a/>', 'xml-malformed'],
    ['<a/><b/>', 'xml-malformed'],
    ['text', 'xml-malformed'],
    ['<a b="<"/>', 'xml-malformed'],
    ['<a>\u0001</a>', 'xml-malformed'],
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'xml-doctype'],
  ])('%.40s → %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('ceilings: depth and number of elements', () => {
    expect(codeOf('<a>'.repeat(300) + '</a>'.repeat(300))).toBe('xml-too-deep')
    expect(codeOf(`<a>${'<b/>'.repeat(400_001)}</a>`)).toBe('xml-too-many-elements')
  })

  test('encodings: BOM, UTF-16, declared Latin-1, and bytes that are not what they say', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('<a>é</a>', 'utf16le')])
    const latin = new Uint8Array([...bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>'), 0xe9, ...bytes('</a>')])
    for (const read of [parseXml(utf16), parseXml(latin), parseXml(bytes('\ufeff<a>é</a>'))]) {
      expect(read.ok && read.value.text).toBe('é')
    }
    const wrong = parseXml(new Uint8Array([...bytes('<a>'), 0xe9, ...bytes('</a>')]))
    expect(!wrong.ok && wrong.refusal.code).toBe('xml-encoding')
  })

  test('what take keeps is not attached', () => {
    const taken: string[] = []
    const parsed = parseXml(bytes('<a><b>1</b><b>2</b><c/></a>'), {
      take: element => element.name === 'b' && taken.push(element.text) > 0,
    })
    expect(taken).toEqual(['1', '2'])
    expect(parsed.ok && parsed.value.children.map(child => child.name)).toEqual(['c'])
  })

  test('agrees with libxml2 on what is well formed', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '<b x="1"/>',
      '<p:c xmlns:p="u"/>',
      'é',
      ' ',
      '&amp;',
      '&#65;',
      '&x;',
      '&',
      '<',
      '>',
      '"',
      "'",
      ']]>',
      '<![CDATA[',
      '<!--',
      '-->',
      '--',
      '<?x y?>',
      '<?xml version="1.0"?>',
      '/',
      '=',
      'x="y"',
      '\n',
      'xmlns:q=""',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, wrap) => {
        const text = wrap ? `<r>${pieces.join('')}</r>` : pieces.join('')
        expect([text, codeOf(text) === 'ok']).toEqual([text, libxmlAccepts(text)])
      }),
      { numRuns: 3000 },
    )
  })
})

function libxmlAccepts(text: string): boolean {
  try {
    XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET }).dispose()
    return true
  } catch {
    return false
  }
}
