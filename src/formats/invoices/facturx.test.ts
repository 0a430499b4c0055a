import { describe, expect, test } from 'vitest'
import type { InvoiceDocument } from '../outcome.ts'
import { readAny } from '../read.ts'
import { bytes, cii, codes, pdf } from '../testing.ts'

describe('Factur-X', () => {
  test.each([
    ['sound', {}, 'invoice', []],
    ['named otherwise', { name: 'facture.xml' }, 'refused', ['pdf-attachment-name']],
    ['relationship Source', { relation: '/Source' }, 'invoice', ['pdf-relationship']],
    ['announced level differs', { level: 'BASIC' }, 'invoice', ['pdf-xmp-profile']],
    ['encrypted', { trailer: '/Encrypt 9 0 R' }, 'refused', ['pdf-encrypted']],
    ['no XML', { name: 'photo.png' }, 'refused', ['pdf-no-xml']],
    ['bomb', { content: Buffer.alloc(80_000_000, 32) }, 'refused', ['pdf-bomb']],
    ['cut XML', { content: Buffer.from(cii().slice(0, 3000)) }, 'refused', ['xml-malformed']],
    ['no invoice', { content: Buffer.from('<a/>') }, 'refused', ['pdf-no-xml']],
  ])('%s', async (_, parts, kind, expected) => {
    const outcome = await readAny(pdf(parts), 'x')
    const told = outcome.error && !codes(outcome).includes(outcome.error.code) ? [outcome.error.code] : []
    expect([outcome.kind, [...codes(outcome), ...told]]).toEqual([kind, expected])
    const numbers = (outcome.documents as readonly InvoiceDocument[]).map(document => document.number)
    expect(numbers).toEqual(kind === 'invoice' || codes(outcome).includes('pdf-attachment-name') ? ['FA-2026-017'] : [])
  })

  test('PDF/UA has a part of its own', async () => {
    const both = Buffer.from(pdf({})).toString('latin1')
    const spaced = both.replace('a:part="3"', 'u:part="1" xmlns:u="http://www.aiim.org/pdfua/ns/id/" a:part="3"')
    expect(codes(await readAny(Buffer.from(spaced, 'latin1'), 'x'))).toEqual([])
  })

  test('an update replaces what it defines anew, packed in object streams too', async () => {
    const packed = (number: number, content: string): string =>
      `${number} 0 obj <</Type/ObjStm/N 1/First 4/Length ${content.length + 4}>>\nstream\n2 0 ${content}\nendstream endobj\n`
    const specification = (name: string): string =>
      `<</Type/Filespec/F(${name})/UF(${name})/AFRelationship/Data/EF<</F 3 0 R>>>>`
    const base = Buffer.from(pdf({}))
      .toString('latin1')
      .replace(/2 0 obj [^]*?endobj/, '')
    const updated = base + packed(7, specification('facture.xml')) + packed(8, specification('factur-x.xml')) + '%%EOF'
    expect(await readAny(Buffer.from(updated, 'latin1'), 'x')).toMatchObject({ kind: 'invoice', warnings: [] })
  })

  test.each([
    ['only associated', /\/Names<<[^]*?>>>>>>/, '>>', []],
    ['only embedded', '/AF[2 0 R]', '', ['pdf-not-associated']],
  ])('an attachment that is %s is found', async (_, from, to, expected) => {
    const changed = Buffer.from(pdf({})).toString('latin1').replace(from, to)
    const outcome = await readAny(Buffer.from(changed, 'latin1'), 'x')
    expect([outcome.kind, codes(outcome)]).toEqual(['invoice', expected])
  })

  test.each(['ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])('%s is a name', async name => {
    expect(codes(await readAny(pdf({ name }), 'x'))).toEqual([])
  })

  test('cut short and hostile PDFs are refused within their ceilings', { tags: ['slow'] }, async () => {
    const whole = pdf({})
    for (let length = 0; length < whole.length; length += 97)
      expect((await readAny(whole.subarray(0, length), 'x')).kind).toMatch(/invoice|refused/)
    const tree = `2 0 obj <</Kids[${'2 0 R '.repeat(900)}]>> endobj`
    const loop = `%PDF-1.7\n1 0 obj <</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>> endobj ${tree} %%EOF`
    expect((await readAny(bytes(loop), 'x')).error?.code).toBe('pdf-no-xml')
    for (const part of ['1 0 obj [ ', '1 0 obj << ', '1 0 obj (', '[', '1 0 obj <<>> stream\n', '9 0 obj 1 endobj\n']) {
      const started = process.cpuUsage()
      expect((await readAny(bytes(`%PDF-1.7\n${part.repeat(300_000)}`), 'x')).kind).toBe('refused')
      expect(process.cpuUsage(started).user).toBeLessThan(4_000_000)
    }
  })
})
