import { createHash } from 'node:crypto'
import {
  AFRelationship,
  decodePDFRawStream,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { CiiProfile } from './write-cii.ts'

/** What the file says of itself; `madeAt` stands for both its dates, so the same input gives the same bytes. */
export type FacturXOptions = {
  readonly profile: CiiProfile
  readonly title: string
  readonly author: string
  /** BCP 47 language of the page, for screen readers. */
  readonly language: string
  readonly madeAt: Date
}

/**
 * Makes a Factur-X file, PDF/A-3b, of a rendered invoice and its CII: attaches the XML as `factur-x.xml` (listed in
 * /AF; relationship Data for MINIMUM, which is not a whole invoice, Alternative otherwise), adds the XMP with the fx
 * extension schema and an sRGB output intent. The page must already carry its own fonts: PDF/A forbids the standard
 * fourteen, and a page that uses one is refused with `font-not-embedded`; bytes that are no PDF with `not-a-pdf`.
 * Source: Factur-X 1.0 §6, ISO 19005-3.
 */
export async function writeFacturX(pdf: Uint8Array, xml: string, options: FacturXOptions): Promise<Result<Uint8Array>> {
  const loaded = await load(pdf)
  if (!loaded.ok) return loaded
  const document = loaded.value
  const missing = fontNotEmbedded(document)
  if (missing) {
    return refuse(
      'font-not-embedded',
      `the page uses ${missing} without embedding it: render it with an embedded font`,
      {
        font: missing,
      },
    )
  }
  document.setTitle(options.title, { showInWindowTitleBar: true })
  document.setAuthor(options.author)
  document.setProducer('Quittance')
  document.setCreator('Quittance')
  document.setCreationDate(options.madeAt)
  document.setModificationDate(options.madeAt)
  document.catalog.set(name('Lang'), PDFString.of(options.language))
  document.context.trailerInfo.ID = document.context.obj([fileId(pdf), fileId(pdf, xml)])
  document.convertToPDFA({ conformance: '3B', extensions: [EXTENSION_SCHEMAS, facturXProperties(options.profile)] })
  await document.attach(new TextEncoder().encode(xml), FILE_NAME, {
    mimeType: 'text/xml',
    description: options.title,
    afRelationship: options.profile === 'MINIMUM' ? AFRelationship.Data : AFRelationship.Alternative,
    creationDate: options.madeAt,
    modificationDate: options.madeAt,
  })
  deflateStreams(document)
  return ok(await document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false }))
}

/** The identifier that PDF/A wants, taken from the content: the library's own would be drawn at random. */
const fileId = (...parts: readonly (Uint8Array | string)[]): PDFHexString => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return PDFHexString.of(hash.digest('hex').slice(0, 32))
}

const FILE_NAME = 'factur-x.xml'
const NAMESPACE = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'

const facturXProperties = (profile: CiiProfile): string =>
  `<rdf:Description rdf:about="" xmlns:fx="${NAMESPACE}"><fx:DocumentType>INVOICE</fx:DocumentType>` +
  `<fx:DocumentFileName>${FILE_NAME}</fx:DocumentFileName><fx:Version>1.0</fx:Version>` +
  `<fx:ConformanceLevel>${profile}</fx:ConformanceLevel></rdf:Description>`

// PDF/A takes only XMP schemas that it knows or that describe themselves (ISO 19005-3 §6.6.2.3): Factur-X's own, and
// PDF/UA's, which the page brings when it is tagged. One bag holds both, since a second description of schemas is
// ignored.
const EXTENSION_SCHEMAS =
  '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"' +
  ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" ' +
  'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">' +
  '<pdfaExtension:schemas><rdf:Bag>' +
  schema('Factur-X PDFA Extension Schema', NAMESPACE, 'fx', [
    ['DocumentFileName', 'Text', 'external', 'The name of the embedded XML document'],
    ['DocumentType', 'Text', 'external', 'The type of the hybrid document in capital letters, e.g. INVOICE or ORDER'],
    ['Version', 'Text', 'external', 'The actual version of the standard applying to the embedded XML document'],
    ['ConformanceLevel', 'Text', 'external', 'The conformance level of the embedded XML document'],
  ]) +
  schema('PDF/UA identification schema', 'http://www.aiim.org/pdfua/ns/id/', 'pdfuaid', [
    ['part', 'Integer', 'internal', 'Part of ISO 14289 that the document conforms to'],
  ]) +
  '</rdf:Bag></pdfaExtension:schemas></rdf:Description>'

type Property = readonly [name: string, type: string, category: 'internal' | 'external', description: string]

function schema(title: string, namespace: string, prefix: string, properties: readonly Property[]): string {
  const listed = properties.map(
    ([name, type, category, description]) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name>` +
      `<pdfaProperty:valueType>${type}</pdfaProperty:valueType>` +
      `<pdfaProperty:category>${category}</pdfaProperty:category>` +
      `<pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`,
  )
  return (
    `<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>${title}</pdfaSchema:schema>` +
    `<pdfaSchema:namespaceURI>${namespace}</pdfaSchema:namespaceURI>` +
    `<pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>` +
    `<pdfaSchema:property><rdf:Seq>${listed.join('')}</rdf:Seq></pdfaSchema:property></rdf:li>`
  )
}

const broken = (why: string): Result<never> => refuse('not-a-pdf', `the page is not a readable PDF: ${why}`)

async function load(pdf: Uint8Array): Promise<Result<PDFDocument>> {
  // The library makes something of any bytes; a PDF announces itself in its first kilobyte (ISO 32000-1 annex H).
  if (!Buffer.from(pdf.subarray(0, 1024)).includes('%PDF-')) return broken('it does not begin with %PDF-')
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    return document.context.trailerInfo.Root ? ok(document) : broken('it is cut before its end')
  } catch (cause) {
    return broken(cause instanceof Error ? cause.message : 'unknown')
  }
}

const name = (key: string): PDFName => PDFName.of(key)

/** The name of a font without its program, if there is one. Type 0 fonts point to a descendant that holds it. */
function fontNotEmbedded(document: PDFDocument): string | null {
  for (const [, each] of document.context.enumerateIndirectObjects()) {
    if (!(each instanceof PDFDict) || each.get(name('Type')) !== name('Font')) continue
    const composite = each.get(name('Subtype')) === name('Type0') || each.get(name('Subtype')) === name('Type3')
    if (!composite && each.get(name('FontDescriptor')) === undefined) return String(each.get(name('BaseFont')))
  }
  return null
}

/**
 * Packs every stream again, all but the XMP, which PDF/A readers look for in clear. What came packed by Node's zlib
 * is repacked by the library's own: Node's differs from one processor to another, and the same page must give the
 * same bytes.
 */
function deflateStreams(document: PDFDocument): void {
  const { context } = document
  for (const [ref, each] of context.enumerateIndirectObjects()) {
    if (!(each instanceof PDFRawStream)) continue
    const filter = each.dict.get(name('Filter'))
    if (each.dict.get(name('Type')) === name('Metadata') || each.dict.get(name('DecodeParms'))) continue
    if (filter !== undefined && filter !== name('FlateDecode')) continue
    const plain = filter === undefined ? each.contents : decodePDFRawStream(each).decode()
    const packed = context.flateStream(plain)
    for (const [key, value] of each.dict.entries()) {
      if (key !== name('Length') && key !== name('Filter')) packed.dict.set(key, value)
    }
    context.assign(ref, packed)
  }
}
