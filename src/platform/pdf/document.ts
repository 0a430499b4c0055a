import Pdfkit from 'pdfkit'
import { openFont, type Weight } from './fonts.ts'
import { breakLines } from './lines.ts'

/** Points in a millimetre: page geometry is written in millimetres and drawn in points. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4

/** A4, ISO 216, in points. */
export const A4 = { width: mm(210), height: mm(297) } as const

/** How text looks: size and line height in points, colour `#rrggbb`. */
export type Style = {
  readonly weight: Weight
  readonly size: number
  readonly leading: number
  readonly color: string
}

/** What a document says about itself. `at` is the ISO instant it is dated with: the same input gives the same bytes. */
export type DocumentOptions = {
  readonly title: string
  readonly language: string
  readonly author: string
  readonly at: string
  readonly subject?: string
  /** PDF/A-3b for long keeping and for attachments (Factur-X), else plain PDF/UA. */
  readonly archive?: boolean
  /** More XMP descriptions, such as the Factur-X one, as `<rdf:Description …>` elements. */
  readonly xmp?: readonly string[]
}

/** A standard structure type of ISO 32000-1 §14.8.4. */
export type Tag = 'Document' | 'Sect' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure' | 'Div' | 'Note'

/** An open element of the document's structure; `null` for the document itself. */
export type Element = PDFKit.PDFStructureElement

/** What a table cell says of itself: whose header it is, and how many columns it covers. */
export type CellOptions = { readonly scope?: 'Row' | 'Column'; readonly columns?: number }

/** ISO 32000-1 associated-file relationships (PDF/A-3). */
export type Relationship = 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified'

// pdfkit has these and its types do not say so.
type Untyped = { endMetadata: () => void; info: Record<string, unknown> }

// Half the height of letters as the eye weighs capitals and small letters, in ems: it centres a line in its line
// height.
const OPTICAL_HALF = 0.29

const PDFUA_XMP = `<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>`

// PDF/A allows only the XMP schemas it knows, and any other one that describes itself (ISO 19005-3 §6.6.2.3).
const PDFUA_EXTENSION = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`

/**
 * A tagged A4 document (PDF/UA-1, ISO 14289) drawn by hand: texts are placed at their place, in structure order, and
 * what carries no meaning (rules, fold marks, page numbers) is marked as an artifact. Positions are points from the
 * top left.
 */
export class PdfDocument {
  readonly #pdf: PDFKit.PDFDocument
  readonly #root: Element
  #finished = false

  constructor(options: DocumentOptions) {
    this.#pdf = new Pdfkit({
      size: [A4.width, A4.height],
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: options.language,
      subset: (options.archive === true ? 'PDF/A-3b' : 'PDF/UA') as 'PDF/A-3b',
      bufferPages: true,
      // Said to be none, or pdfkit would load Helvetica first.
      font: null as unknown as string,
      info: {
        Title: options.title,
        Author: options.author,
        Creator: 'Quittance',
        Producer: 'Quittance',
        CreationDate: new Date(options.at),
        ...(options.subject === undefined ? {} : { Subject: options.subject }),
      },
    })
    for (const weight of ['regular', 'semibold'] as const) {
      this.#pdf.registerFont(weight, openFont(weight) as unknown as string)
    }
    if (options.archive === true) this.#pdf.appendXML(PDFUA_EXTENSION + PDFUA_XMP)
    for (const description of options.xmp ?? []) this.#pdf.appendXML(description)
    this.#escapeMetadata()
    this.#root = this.#pdf.struct('Document')
    this.#pdf.addStructure(this.#root)
  }

  /** Pages so far. */
  get pages(): number {
    return this.#pdf.bufferedPageRange().count
  }

  /** Starts a page. */
  newPage(): void {
    this.#pdf.addPage()
  }

  /** Opens an element of the structure under another one, or under the document. */
  open(tag: Tag, parent?: Element, options: CellOptions = {}): Element {
    const element = this.#pdf.struct(tag)
    const attributes = {
      ...(options.scope === undefined ? {} : { Scope: options.scope }),
      ...(options.columns === undefined ? {} : { ColSpan: options.columns }),
    }
    if (Object.keys(attributes).length > 0) {
      // ISO 32000-1 §14.8.5.7: what a reader needs to tell a cell's row and column.
      ;(element as unknown as { dictionary: { data: object } }).dictionary.data = {
        S: tag,
        A: { O: 'Table', ...attributes },
      }
    }
    ;(parent ?? this.#root).add(element)
    return element
  }

  /** Draws into an open element, on the present page; may be called again after a page break. */
  into(element: Element, draw: () => void): void {
    element.add(draw)
  }

  /** Opens an element, draws its content and closes it. */
  tagged(tag: Tag, parent: Element | undefined, draw: () => void, options: CellOptions = {}): void {
    const element = this.open(tag, parent, options)
    this.into(element, draw)
    element.end()
  }

  /** Draws what has a meaning but no text, with its description for those who do not see it. Box in points. */
  figure(alt: string, box: { x: number; y: number; width: number; height: number }, draw: () => void): void {
    const bbox: [number, number, number, number] = [box.x, box.y, box.x + box.width, box.y + box.height]
    const element = this.#pdf.struct('Figure', { alt, bbox, placement: 'Block' } as { alt: string })
    this.#root.add(element)
    element.add(draw)
    element.end()
  }

  /** Draws what has no meaning of its own: rules, marks, repeated headers, page numbers. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#pdf.markContent('Artifact', { type })
    draw()
    this.#pdf.endMarkedContent()
  }

  /** Width of one line in points. */
  width(text: string, style: Style): number {
    this.#select(style)
    return this.#pdf.widthOfString(text)
  }

  /** Lines of a text in a column. */
  lines(text: string, style: Style, width: number): string[] {
    this.#select(style)
    return breakLines(text, width, line => this.#pdf.widthOfString(line))
  }

  /** One line of text whose line box starts at `y`; `right` and `center` place it within `width`. */
  line(text: string, style: Style, x: number, y: number, place: { align?: Align; width?: number } = {}): void {
    if (text === '') return
    this.#select(style)
    const slack = place.align === undefined ? 0 : (place.width ?? 0) - this.#pdf.widthOfString(text)
    const left = x + (place.align === 'right' ? slack : place.align === 'center' ? slack / 2 : 0)
    const baseline = y + style.leading / 2 + style.size * OPTICAL_HALF
    this.#pdf.fillColor(style.color).text(text, left, baseline, { lineBreak: false, baseline: 'alphabetic' })
  }

  /** A horizontal rule. */
  rule(x: number, y: number, width: number, thickness: number, color: string): void {
    this.#pdf.rect(x, y - thickness / 2, width, thickness).fill(color)
  }

  /** A filled rectangle with slightly round corners. */
  panel(x: number, y: number, width: number, height: number, color: string): void {
    this.#pdf.roundedRect(x, y, width, height, 2).fill(color)
  }

  /** Black squares of a matrix, as a QR code; `size` is the side in points. */
  modules(matrix: readonly (readonly boolean[])[], x: number, y: number, size: number): void {
    const side = size / matrix.length
    matrix.forEach((row, rowAt) => {
      for (let at = 0; at < row.length; at += 1) {
        let run = 0
        while (row[at + run] === true) run += 1
        if (run > 0) this.#pdf.rect(x + at * side, y + rowAt * side, run * side, side)
        at += run
      }
    })
    this.#pdf.fill('#000000')
  }

  /** A PNG or JPEG inside a box, whole, kept in proportion, at its top left. */
  image(bytes: Uint8Array, x: number, y: number, box: { width: number; height: number }): void {
    this.#pdf.image(Buffer.from(bytes), x, y, { fit: [box.width, box.height] })
  }

  /** Joins a file, listed by readers and declared as associated (PDF/A-3). */
  attach(name: string, bytes: Uint8Array, mediaType: string, relationship: Relationship, at: string): void {
    const when = new Date(at)
    this.#pdf.file(Buffer.from(bytes), {
      name,
      type: mediaType,
      relationship,
      creationDate: when,
      modifiedDate: when,
    } as PDFKit.Mixins.PDFAttachmentOptions)
  }

  /** Draws on every page, when their number is known; `page` counts from 1. */
  onEachPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.#pdf.bufferedPageRange()
    for (let at = 0; at < count; at += 1) {
      this.#pdf.switchToPage(at)
      draw(at + 1, count)
    }
  }

  /** Closes the document and gives its bytes; once. */
  finish(): Uint8Array {
    if (this.#finished) throw new Error('the document is already finished')
    this.#finished = true
    this.#root.end()
    this.#pdf.end()
    // pdfkit has written everything by now: reading until nothing is left takes the whole stream without waiting.
    const chunks: Uint8Array[] = []
    for (let chunk: unknown = this.#pdf.read(); chunk instanceof Uint8Array; chunk = this.#pdf.read())
      chunks.push(chunk)
    return new Uint8Array(Buffer.concat(chunks))
  }

  #select(style: Style): void {
    this.#pdf.font(style.weight).fontSize(style.size)
  }

  // pdfkit writes titles into XMP as they are, and an ampersand in a company's name makes the XML unreadable.
  #escapeMetadata(): void {
    const pdf = this.#pdf as unknown as Untyped
    const end = pdf.endMetadata.bind(pdf)
    pdf.endMetadata = (): void => {
      const plain = pdf.info
      pdf.info = Object.fromEntries(
        Object.entries(plain).map(([key, value]) => [key, typeof value === 'string' ? escapeXml(value) : value]),
      )
      end()
      pdf.info = plain
    }
  }
}

/** Where a line stands in its width. */
export type Align = 'left' | 'right' | 'center'

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
