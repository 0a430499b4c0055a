import { describe, expect, test } from 'vitest'
import { pdfText } from '#test/pdf-text.ts'
import { breakLines } from './lines.ts'
import { PdfDocument, type Style } from './document.ts'
import { qrModules } from './qr.ts'

const style: Style = { weight: 'regular', size: 10, leading: 14, color: '#000000' }
const strong: Style = { ...style, weight: 'semibold' }

function sample(archive: boolean): PdfDocument {
  const pdf = new PdfDocument({
    title: 'Relevé & <suite>',
    language: 'fr',
    author: 'Lys',
    at: '2026-11-21T12:00:00Z',
    archive,
  })
  pdf.tagged('P', undefined, () => pdf.line('Reste dû : 1\u202f234,50\u00a0€', style, 60, 60))
  pdf.newPage()
  pdf.tagged('P', undefined, () => pdf.line('Électricité de l’Œuvre, office', strong, 60, 60))
  if (archive)
    pdf.attach('factur-x.xml', new TextEncoder().encode('<a/>'), 'text/xml', 'Alternative', '2026-11-21T12:00:00Z')
  pdf.onEachPage((page, pages) =>
    pdf.artifact('Pagination', () => pdf.line(`Page ${page} sur ${pages}`, style, 60, 800)),
  )
  return pdf
}

describe('PDF', () => {
  test('what is drawn is what a reader copies out, narrow spaces and accents included', () => {
    expect(pdfText(sample(false).finish())).toEqual([
      'Reste dû : 1\u202f234,50 €',
      'Page 1 sur 2',
      'Électricité de l’Œuvre, office',
      'Page 2 sur 2',
    ])
  })

  test('a later document reads the same although the fonts are shared', () => {
    for (const text of ['É', 'E', 'Ê', 'BE68 GKCCBEBB', 'fi ff ffi', 'à a']) {
      const pdf = new PdfDocument({ title: 't', language: 'fr', author: 'a', at: '2026-11-21T12:00:00Z' })
      pdf.tagged('P', undefined, () => pdf.line(text, strong, 60, 60))
      expect(pdfText(pdf.finish())).toEqual([text])
    }
  })

  test('is tagged, titled and in a language; and its XMP is escaped', () => {
    const file = Buffer.from(sample(false).finish()).toString('latin1')
    for (const mark of ['/MarkInfo', '/StructTreeRoot', '/DisplayDocTitle true', '/Lang (fr)', '<pdfuaid:part>1<']) {
      expect(file).toContain(mark)
    }
    expect(file).toContain('Relevé &amp; &lt;suite&gt;'.replace('é', 'Ã©'))
  })

  test('PDF/A-3b carries its profile, its attachment and both identifications', () => {
    const file = Buffer.from(sample(true).finish()).toString('latin1')
    for (const mark of [
      '<pdfaid:part>3<',
      '<pdfaid:conformance>B<',
      '<pdfuaid:part>1<',
      '/OutputIntents',
      '/AFRelationship /Alternative',
    ]) {
      expect(file).toContain(mark)
    }
    expect(file).toContain('(factur-x.xml)')
  })

  test('the same input gives the same bytes', () => {
    expect(Buffer.from(sample(true).finish()).equals(Buffer.from(sample(true).finish()))).toBe(true)
  })

  test('a finished document cannot be finished again', () => {
    const pdf = sample(false)
    pdf.finish()
    expect(() => pdf.finish()).toThrow('already finished')
  })
})

const measure = (text: string): number => text.length

describe('lines', () => {
  test.each([
    ['un deux trois', 8, ['un deux', 'trois']],
    ['total : 1\u202f234,50\u00a0€ dus', 14, ['total :', '1\u202f234,50\u00a0€ dus']],
    ['Saint-Germain-en-Laye', 14, ['Saint-Germain-', 'en-Laye']],
    ['ABCDEFGHIJ', 4, ['ABCD', 'EFGH', 'IJ']],
    ['a\nb', 10, ['a', 'b']],
    ['', 10, ['']],
  ])('%j in %i', (text, width, lines) => {
    expect(breakLines(text, width, measure)).toEqual(lines)
  })

  test('a lone short last word gets company', () => {
    expect(breakLines('aaa bbb ccc ddd eee', 15, measure)).toEqual(['aaa bbb ccc', 'ddd eee'])
  })

  test('no line is wider than the column, and no letter is lost', () => {
    const text = 'Conformément à l’article L.\u00a0441-10 du code de commerce, les pénalités de retard sont exigibles.'
    for (let width = 5; width < 90; width += 1) {
      const lines = breakLines(text, width, measure)
      expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(width)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }
  })
})

test('a QR code of EPC size is drawn, a longer text is refused', () => {
  expect(qrModules('BCD\n002')?.length).toBeGreaterThanOrEqual(21)
  expect(qrModules('x'.repeat(400))).toBeNull()
})
