import type { ReadOutcome, Warning } from '../outcome.ts'
import { readPdf, type PdfAttachment, type PdfFile } from '../pdf/file.ts'
import { parseXml, type XmlElement } from '../xml.ts'
import { readXml } from './xml-invoice.ts'

// The names that Factur-X 1.0 §6.2.2, ZUGFeRD 1 and 2 and XRechnung give to the invoice in the PDF.
const NAMES = new Set(['factur-x.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])

/** What the XMP metadata of the PDF says (Factur-X 1.0 §6.3); every value `null` when it says nothing. */
type Announced = { readonly part: string | null; readonly level: string | null; readonly fileName: string | null }

/** A breach of the container: `fatal` ones reject the file as Factur-X's own validators do. */
type Breach = Warning & { readonly fatal: boolean }

/**
 * Reads a Factur-X, ZUGFeRD or XRechnung invoice out of a PDF. Refused with the PDF reader's codes, `pdf-no-xml` when
 * nothing is attached that could be an invoice, `pdf-attachment-name` when it is attached under another name (its
 * figures are still given), and whatever the XML itself is refused for. Warnings about the container:
 * `pdf-several-invoices`, `pdf-relationship`, `pdf-not-associated`, `pdf-mime`, `pdf-not-a3`, `pdf-no-xmp`,
 * `pdf-xmp-profile`, `pdf-xmp-file-name`, `pdf-cut-short`.
 */
export function readFacturX(bytes: Uint8Array): ReadOutcome {
  const file = readPdf(bytes)
  if (!file.ok) return refusal(file.refusal.code, file.refusal.message)
  const xmls = file.value.attachments.filter(
    attachment => NAMES.has(attachment.name.toLowerCase()) || /\.xml$/i.test(attachment.name),
  )
  const standard = xmls.filter(attachment => NAMES.has(attachment.name.toLowerCase()))
  const chosen = standard[0] ?? xmls.find(attachment => readingOf(attachment)?.documents.length) ?? xmls[0]
  if (!chosen) {
    const held = file.value.attachments.map(attachment => attachment.name).join(', ')
    const also = held === '' ? '' : ` (attached: ${held.slice(0, 120)})`
    return refusal(
      'pdf-no-xml',
      `the PDF carries no invoice XML${also}: it is a picture of an invoice, not a Factur-X file`,
    )
  }
  if (!chosen.content.ok) return refusal(chosen.content.refusal.code, chosen.content.refusal.message)
  const reading = readingOf(chosen)
  if (!reading) return refusal('pdf-no-xml', `"${chosen.name}" in the PDF is XML but no invoice`)
  return merged(reading, [
    ...misnamed(chosen, standard.length > 0),
    ...container(file.value, chosen, standard, reading.profile),
  ])
}

function refusal(code: string, message: string): ReadOutcome {
  return { kind: 'refused', format: 'pdf', profile: null, documents: [], warnings: [], error: { code, message } }
}

function readingOf(attachment: PdfAttachment): ReadOutcome | null {
  if (!attachment.content.ok) return null
  const reading = readXml(attachment.content.value)
  return 'outcome' in reading ? reading.outcome : null
}

function misnamed(chosen: PdfAttachment, standard: boolean): Breach[] {
  if (standard) return []
  const shown = chosen.name.slice(0, 60)
  const message = `the invoice is attached as "${shown}" instead of factur-x.xml: receivers may not find it`
  return [{ code: 'pdf-attachment-name', message, where: chosen.name, fatal: true }]
}

function container(
  file: PdfFile,
  chosen: PdfAttachment,
  standard: readonly PdfAttachment[],
  profile: string | null,
): Breach[] {
  const announced = announcedIn(file.metadata)
  const where = chosen.name
  const breach = (breaks: boolean, code: string, message: string): Breach[] =>
    breaks ? [{ code, message, where, fatal: false }] : []
  return [
    ...breach(
      standard.length > 1,
      'pdf-several-invoices',
      `${standard.length} invoices are attached; the first was read`,
    ),
    ...breach(
      chosen.relationship !== 'Data' && chosen.relationship !== 'Alternative',
      'pdf-relationship',
      `the attachment's AFRelationship is ${chosen.relationship ?? 'missing'}; Factur-X wants Data or Alternative`,
    ),
    ...breach(
      !chosen.listed,
      'pdf-not-associated',
      'the attachment is not among the associated files (/AF) of the PDF',
    ),
    ...breach(
      chosen.mime !== 'text/xml' && chosen.mime !== 'application/xml',
      'pdf-mime',
      `the attachment says it is "${chosen.mime ?? 'nothing'}" instead of text/xml`,
    ),
    ...breach(file.cutShort, 'pdf-cut-short', 'the PDF does not end as it should: it may have been cut short'),
    ...(announced
      ? announcements(announced, chosen, profile, breach)
      : breach(true, 'pdf-no-xmp', 'the PDF has no XMP metadata, which PDF/A-3 and Factur-X want')),
  ]
}

function announcements(
  announced: Announced,
  chosen: PdfAttachment,
  profile: string | null,
  breach: (breaks: boolean, code: string, message: string) => Breach[],
): Breach[] {
  const level = levelName(profile)
  const said = announced.level?.toUpperCase().replace(/[\s_-]/g, '') ?? null
  return [
    ...breach(
      announced.part !== '3',
      'pdf-not-a3',
      `the PDF says it is PDF/A-${announced.part ?? '?'}; attachments need PDF/A-3`,
    ),
    ...breach(said === null, 'pdf-no-xmp', 'the XMP metadata do not say the Factur-X level (fx:ConformanceLevel)'),
    ...breach(
      said !== null && level !== null && said !== level,
      'pdf-xmp-profile',
      `the PDF announces ${announced.level ?? ''}, the XML is ${level ?? ''}: receivers may read the wrong one`,
    ),
    ...breach(
      announced.fileName !== null && announced.fileName !== chosen.name,
      'pdf-xmp-file-name',
      `the PDF announces "${announced.fileName?.slice(0, 60) ?? ''}" and carries "${chosen.name.slice(0, 60)}"`,
    ),
  ]
}

/**
 * The level that an XML profile is called in XMP: MINIMUM, BASICWL, BASIC, EN16931, EXTENDED, XRECHNUNG; `null` when
 * unknown.
 */
function levelName(profile: string | null): string | null {
  const urn = profile?.toLowerCase() ?? ''
  if (urn.includes('xrechnung')) return 'XRECHNUNG'
  const named = /:(minimum|basicwl|basic|comfort|extended)(?:$|[-:#])/.exec(urn)?.[1]
  if (named) return named === 'comfort' && !urn.includes('ferd') ? 'EN16931' : named.toUpperCase()
  return urn === 'urn:cen.eu:en16931:2017' ? 'EN16931' : null
}

// XMP is RDF: a property is an element or an attribute of rdf:Description, told apart by its local name.
function announcedIn(metadata: Uint8Array | null): Announced | null {
  if (!metadata) return null
  const parsed = parseXml(trimPadding(metadata))
  if (!parsed.ok) return null
  const values = new Map<string, string>()
  const waiting: XmlElement[] = [parsed.value]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.name === 'Description') {
      for (const [name, value] of next.attributes) values.set(name, value)
      for (const child of next.children) values.set(child.name, child.text.trim())
    }
    for (const child of next.children) waiting.push(child)
  }
  const get = (name: string): string | null => values.get(name) || null
  return { part: pdfaPart(metadata) ?? get('part'), level: get('ConformanceLevel'), fileName: get('DocumentFileName') }
}

// PDF/UA has a `part` too, often in the same element: the prefix that is bound to PDF/A tells them apart.
function pdfaPart(metadata: Uint8Array): string | null {
  const text = Buffer.from(metadata).toString('utf8')
  const prefix = /xmlns:([\w-]{1,40})=["']http:\/\/www\.aiim\.org\/pdfa\/ns\/id\//.exec(text)?.[1]
  if (prefix === undefined) return null
  return new RegExp(`[\\s<]${prefix}:part(?:=["']|>)\\s*(\\d)`).exec(text)?.[1] ?? null
}

// Writers pad XMP with blanks or zero bytes so that it can be edited in place.
function trimPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end -= 1
  return bytes.subarray(0, end)
}

function merged(reading: ReadOutcome, breaches: readonly Breach[]): ReadOutcome {
  const warnings = [...breaches.map(({ code, message, where }) => ({ code, message, where })), ...reading.warnings]
  const format = reading.format === 'cii' ? 'factur-x' : reading.format
  const fatal = breaches.find(breach => breach.fatal)
  if (fatal && reading.kind !== 'refused') {
    return { ...reading, kind: 'refused', format, warnings, error: { code: fatal.code, message: fatal.message } }
  }
  return { ...reading, format, warnings }
}
