import {
  AFRelationship,
  embedFacturX,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
  type FacturXConformanceLevel,
} from '@cantoo/pdf-lib'
import { ok, refuse, type Result } from '#kernel/result.ts'

/** What the file says of itself; `madeAt` stands for both its dates, so the same input gives the same bytes. */
export type FacturXOptions = {
  readonly profile: Extract<FacturXConformanceLevel, 'MINIMUM' | 'EN 16931'>
  readonly title: string
  readonly author: string
  /** BCP 47 language of the page, for screen readers. */
  readonly language: string
  readonly madeAt: Date
}

/**
 * Makes a Factur-X file, PDF/A-3b, of a rendered invoice and its CII: attaches the XML as `factur-x.xml` (listed in /AF;
 * relationship Data for MINIMUM, which is not a whole invoice, Alternative otherwise), adds the XMP with the fx extension
 * schema and an sRGB output intent. The page must already carry its own fonts: PDF/A forbids the standard fourteen, and a
 * page that uses one is refused with `font-not-embedded`; bytes that are no PDF with `not-a-pdf`.
 * Source: Factur-X 1.0 §6, ISO 19005-3.
 */
export async function writeFacturX(pdf: Uint8Array, xml: string, options: FacturXOptions): Promise<Result<Uint8Array>> {
  const loaded = await load(pdf)
  if (!loaded.ok) return loaded
  const document = loaded.value
  const missing = fontNotEmbedded(document)
  if (missing) {
    return refuse('font-not-embedded', `the page uses ${missing} without embedding it: render it with an embedded font`, {
      font: missing,
    })
  }
  document.setTitle(options.title, { showInWindowTitleBar: true })
  document.setAuthor(options.author)
  document.setProducer('Quittance')
  document.setCreator('Quittance')
  document.setCreationDate(options.madeAt)
  document.setModificationDate(options.madeAt)
  document.catalog.set(PDFName.of('Lang'), PDFString.of(options.language))
  await embedFacturX(document, new TextEncoder().encode(xml), {
    conformanceLevel: options.profile,
    description: options.title,
    afRelationship: options.profile === 'MINIMUM' ? AFRelationship.Data : AFRelationship.Alternative,
    creationDate: options.madeAt,
    modificationDate: options.madeAt,
  })
  deflateStreams(document)
  return ok(await document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false }))
}

async function load(pdf: Uint8Array): Promise<Result<PDFDocument>> {
  try {
    return ok(await PDFDocument.load(pdf, { updateMetadata: false }))
  } catch (cause) {
    return refuse('not-a-pdf', `the page is not a readable PDF: ${cause instanceof Error ? cause.message : 'unknown'}`)
  }
}

/** The name of a font without its program, if there is one. Type 0 fonts point to a descendant that holds it. */
function fontNotEmbedded(document: PDFDocument): string | null {
  const text = (key: string): PDFName => PDFName.of(key)
  for (const [, each] of document.context.enumerateIndirectObjects()) {
    if (!('lookup' in each) || !('get' in each)) continue
    const dict = each as { get(key: PDFName): unknown }
    if (dict.get(text('Type')) !== text('Font')) continue
    const composite = dict.get(text('Subtype')) === text('Type0') || dict.get(text('Subtype')) === text('Type3')
    if (!composite && dict.get(text('FontDescriptor')) === undefined) return String(dict.get(text('BaseFont')))
  }
  return null
}

/** Packs the streams that came uncompressed, all but the XMP, which PDF/A readers look for in clear. */
function deflateStreams(document: PDFDocument): void {
  const { context } = document
  for (const [ref, each] of context.enumerateIndirectObjects()) {
    if (!(each instanceof PDFRawStream)) continue
    if (each.dict.get(PDFName.of('Filter')) || each.dict.get(PDFName.of('Type')) === PDFName.of('Metadata')) continue
    const packed = context.flateStream(each.contents)
    for (const [key, value] of each.dict.entries()) {
      if (key !== PDFName.of('Length')) packed.dict.set(key, value)
    }
    context.assign(ref, packed)
  }
}
