import type { ReadOutcome, Warning } from '../outcome.ts'
import { parseXml, type XmlElement } from '../xml.ts'
import { readApplicationResponse, UBL_RESPONSE_NAMESPACE } from './application-response.ts'
import { CDAR_NAMESPACE, readCdar } from './cdar.ts'
import { CII_NAMESPACE, readCii, ZUGFERD1_NAMESPACE } from './cii.ts'
import { documentOf } from './document.ts'
import type { Invoice } from './model.ts'
import { checkPlausible, warning } from './plausible.ts'
import { checkRules, type Finding } from './rules/index.ts'
import { all } from './tree.ts'
import { readUbl, UBL_CREDIT_NOTE_NAMESPACE, UBL_INVOICE_NAMESPACE } from './ubl.ts'

/** One syntax that is recognised by its root element. */
type Syntax = {
  readonly namespace: string
  readonly root: string
  readonly format: string
  /** Namespaces that its elements may have; anything else is invisible to a receiver and is refused. */
  readonly owns: RegExp
  readonly read: (root: XmlElement) => Invoice
}

const UNCEFACT = /^urn:un:unece:uncefact:data:[sS]tandard:[A-Za-z]+:100$/
const OASIS = /^urn:oasis:names:specification:ubl:schema:xsd:/

const SYNTAXES: readonly Syntax[] = [
  { namespace: CII_NAMESPACE, root: 'CrossIndustryInvoice', format: 'cii', owns: UNCEFACT, read: readCii },
  {
    namespace: ZUGFERD1_NAMESPACE,
    root: 'CrossIndustryDocument',
    format: 'zugferd-1',
    owns: /^urn:(ferd|un:unece)/,
    read: readCii,
  },
  { namespace: UBL_INVOICE_NAMESPACE, root: 'Invoice', format: 'ubl-invoice', owns: OASIS, read: readUbl },
  { namespace: UBL_CREDIT_NOTE_NAMESPACE, root: 'CreditNote', format: 'ubl-credit-note', owns: OASIS, read: readUbl },
]

/** What an XML document is for this reader: an outcome, or the name of its root when it is none of ours. */
export type XmlReading = { readonly outcome: ReadOutcome } | { readonly root: string }

/**
 * Reads an e-invoice or lifecycle message. A broken XML is refused with the parser's code; a foreign root is handed
 * back by name.
 */
export function readXml(bytes: Uint8Array): XmlReading {
  const parsed = parseXml(bytes)
  if (!parsed.ok) {
    const { code, message } = parsed.refusal
    return {
      outcome: { kind: 'refused', format: 'xml', profile: null, documents: [], warnings: [], error: { code, message } },
    }
  }
  const root = unwrapped(parsed.value)
  if (root.namespace === CDAR_NAMESPACE) return { outcome: readCdar(root) }
  if (root.namespace === UBL_RESPONSE_NAMESPACE) return { outcome: readApplicationResponse(root) }
  const syntax = SYNTAXES.find(each => each.namespace === root.namespace && each.root === root.name)
  if (syntax) return { outcome: judged(syntax, root) }
  const meant = SYNTAXES.find(each => each.root === root.name && each.root !== 'Invoice' && each.root !== 'CreditNote')
  if (!meant) return { root: root.name }
  const found = root.namespace.slice(0, 100)
  const message = `the root <${root.name}> is in the namespace "${found}" instead of "${meant.namespace}"`
  return {
    outcome: {
      kind: 'refused',
      format: meant.format,
      profile: null,
      documents: [],
      warnings: [],
      error: { code: 'xml-namespace', message },
    },
  }
}

const ENVELOPE_NAMESPACE = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'

// Peppol's access points put the document into an envelope (Peppol Business Message Envelope): its content is read.
function unwrapped(root: XmlElement): XmlElement {
  const content = root.children.filter(child => child.namespace !== ENVELOPE_NAMESPACE)
  const [only] = content
  return root.namespace === ENVELOPE_NAMESPACE && only && content.length === 1 ? only : root
}

function judged(syntax: Syntax, root: XmlElement): ReadOutcome {
  const invoice = syntax.read(root)
  const findings = [
    ...foreignElements(root, syntax.owns),
    ...repeated(root),
    ...(invoice.breakdown.length > MAX_BREAKDOWN ? [tooMany(invoice)] : checkRules(invoice)),
    ...checkPlausible(invoice),
  ]
  if (syntax.format === 'zugferd-1') {
    findings.push(warning('zugferd-1', 'ZUGFeRD 1.0 (2014) is older than EN 16931: its rules were not checked', null))
  }
  return conclude(invoice, syntax.format, findings)
}

/** Findings → outcome: rejections make it refused with the figures that were read, everything is told as a warning. */
export function conclude(invoice: Invoice, format: string, findings: readonly Finding[]): ReadOutcome {
  const rejections = findings.filter(finding => finding.fatal)
  const warnings: Warning[] = findings.map(({ code, message, where }) => ({ code, message, where }))
  const documents = [documentOf(invoice)]
  const [first] = rejections
  if (!first) return { kind: 'invoice', format, profile: invoice.profile, documents, warnings, error: null }
  const others =
    rejections.length > 1
      ? ` (also ${rejections
          .slice(1, 6)
          .map(rejection => rejection.code)
          .join(', ')})`
      : ''
  const message = `${first.code}: ${first.message}${first.where === null ? '' : ` [${first.where}]`}${others}`
  return {
    kind: 'refused',
    format,
    profile: invoice.profile,
    documents,
    warnings,
    error: { code: first.code, message },
  }
}

// Elements that both schemas allow once: a second one would be read by some receivers and not by others.
const ONCE = [
  [
    '',
    'ExchangedDocument SupplyChainTradeTransaction LegalMonetaryTotal AccountingSupplierParty AccountingCustomerParty',
  ],
  ['', 'ID IssueDate DueDate InvoiceTypeCode CreditNoteTypeCode DocumentCurrencyCode'],
  ['ExchangedDocument', 'ID TypeCode IssueDateTime'],
  ['SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement', 'SellerTradeParty BuyerTradeParty'],
  [
    'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement',
    'InvoiceCurrencyCode SpecifiedTradeSettlementHeaderMonetarySummation',
  ],
  [
    'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation',
    'LineTotalAmount TaxBasisTotalAmount GrandTotalAmount TotalPrepaidAmount RoundingAmount DuePayableAmount',
  ],
  [
    'LegalMonetaryTotal',
    'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PrepaidAmount PayableRoundingAmount PayableAmount',
  ],
] as const

// One group per VAT category and rate: Europe has some hundred of them. The rules compare each group with all lines.
const MAX_BREAKDOWN = 1000

function tooMany({ breakdown }: Invoice): Finding {
  const message = `the VAT breakdown has ${breakdown.length} groups, more than there are rates: its rules were not checked`
  return { code: 'too-many-groups', message, where: 'BG-23', fatal: true }
}

function repeated(root: XmlElement): Finding[] {
  return ONCE.flatMap(([path, names]) =>
    names.split(' ').flatMap(name => {
      const found = all(root, path === '' ? name : `${path}/${name}`)
      const [, second] = found
      if (!second) return []
      const message = `<${name}> stands ${found.length} times where the schema allows one: which is meant is not said`
      return [{ code: 'element-repeated', message, where: `line ${second.line}`, fatal: true }]
    }),
  )
}

// UBL extensions may hold anything (signatures among others); nothing else may.
function foreignElements(root: XmlElement, owns: RegExp): Finding[] {
  const waiting: XmlElement[] = [root]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!owns.test(next.namespace) && next !== root) {
      const found = next.namespace.slice(0, 100)
      const message = `the element <${next.name}> is in the namespace "${found}", where no receiver looks for it`
      return [{ code: 'xml-namespace', message, where: `line ${next.line}`, fatal: true }]
    }
    if (next.name !== 'UBLExtensions') for (const child of next.children) waiting.push(child)
  }
  return []
}
