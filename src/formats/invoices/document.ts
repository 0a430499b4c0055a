import { checkId } from '#law/identifiers/index.ts'
import { amountText, decimal, minus, rounded, toText } from '../decimal.ts'
import type { InvoiceDocument, InvoiceParty } from '../outcome.ts'
import { taxTotal, type Invoice, type Party } from './model.ts'

/** An account number in normal writing: capitals without spaces; what is no IBAN keeps its letters and digits. */
export function normalAccount(value: string): string {
  return value.replace(/[\s.-]/g, '').toUpperCase()
}

/** True for what is written as an IBAN, right or wrong: country, two digits, then letters and digits. */
export function looksLikeIban(value: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(normalAccount(value))
}

/**
 * The model → the document that `read` prints and importers take: ISO dates, plain amounts, identifiers sorted out by
 * scheme.
 */
export function documentOf(invoice: Invoice): InvoiceDocument {
  const { totals, currency } = invoice
  const accounts = invoice.means.flatMap(means => means.accounts).filter(account => account !== null)
  const ibans = [...new Set(accounts.map(normalAccount))]
  const dues = invoice.dueDates.flatMap(date => date.iso ?? []).sort()
  return {
    number: invoice.number,
    typeCode: invoice.typeCode,
    issueDate: invoice.issueDate?.iso ?? null,
    // Several instalments: the last is when the whole is due; the terms' text keeps the words.
    dueDate: dues.at(-1) ?? null,
    currency,
    net: amountText(totals?.net ?? null, currency),
    tax: amountText(totals ? (taxTotal(totals, currency) ?? impliedTax(invoice)) : null, currency),
    gross: amountText(totals?.gross ?? null, currency),
    prepaid: amountText(totals?.prepaid ?? null, currency),
    payable: amountText(totals?.payable ?? null, currency),
    seller: partyOf(invoice.seller),
    buyer: partyOf(invoice.buyer),
    iban: ibans[0] ?? null,
    ibans,
    paymentMeans: [...new Set(invoice.means.flatMap(means => means.code ?? []))],
    paymentReference: invoice.paymentReference,
    terms: invoice.terms,
    orderReference: invoice.orderReference,
    precedingInvoices: invoice.preceding.flatMap(reference => reference.number ?? []),
    lineCount: invoice.lines.length,
    lines: invoice.lines.map(line => ({
      number: line.number,
      name: line.name,
      quantity: plain(line.quantity),
      unit: line.unit,
      price: amountText(line.price, currency),
      net: amountText(line.net, currency),
      vatCategory: line.category,
      vatRate: plain(line.rate),
    })),
    notes: invoice.notes,
  }
}

// Without VAT breakdown (all out of scope) the total is often left out: it is what separates gross from net.
function impliedTax(invoice: Invoice): string | null {
  if ((invoice.totals?.taxes.length ?? 0) > 0) return null
  const net = decimal(invoice.totals?.net ?? null)
  const gross = decimal(invoice.totals?.gross ?? null)
  return net === null || gross === null ? null : toText(rounded(minus(gross, net), 2), 2)
}

function plain(text: string | null): string | null {
  const value = decimal(text)
  return value === null ? null : toText(value, 0)
}

// ICD codes: 0002 SIREN, 0009 SIRET, 0208 Belgian enterprise number; 9925 and 9956 are its older EAS codes, 0225 and
// 9957 the French ones (SIREN, alone or with more behind it; VAT number).
function partyOf(party: Party | null): InvoiceParty {
  const identifiers = party ? [...(party.legalId ? [party.legalId] : []), ...party.identifiers] : []
  const byScheme = (...schemes: readonly string[]): string | null =>
    identifiers.find(id => schemes.includes(id.scheme ?? ''))?.value.replace(/\s/g, '') ?? null
  const { siren, siret } = frenchNumbers(party, byScheme('0002'), byScheme('0009'))
  const vat = party?.vat?.replace(/[\s.-]/g, '').toUpperCase() ?? null
  return {
    name: party?.name ?? party?.tradingName ?? null,
    siren: siren ?? sirenOfVat(vat),
    siret,
    vat,
    endpoint: party?.endpoint ? `${party.endpoint.scheme ?? ''}:${party.endpoint.value}` : null,
    enterpriseNumber: belgianNumber(byScheme('0208'), party, vat),
    code: party?.identifiers.find(id => id.scheme === null)?.value ?? null,
    address: party?.address ?? null,
    email: party?.email ?? null,
    phone: party?.phone ?? null,
  }
}

// As they are stated, even with a wrong key; a SIRET that stands as SIREN (a common mistake) is what it is. Where
// none is stated, a right number that stands without scheme or in the electronic address.
function frenchNumbers(
  party: Party | null,
  stated: string | null,
  establishment: string | null,
): { siren: string | null; siret: string | null } {
  const legal = party?.legalId?.scheme === null && party.address?.country === 'FR' ? party.legalId.value : null
  const siret = [establishment, stated, legal].find(value => value !== null && /^\d{14}$/.test(value)) ?? null
  const whole = siret !== null && checkId('siret', siret).valid ? siret.slice(0, 9) : null
  if (stated !== null && /^\d{9}$/.test(stated)) return { siren: stated, siret }
  const { scheme, value: address = '' } = party?.endpoint ?? {}
  const addressed = ['0002', '0009', '0225'].includes(scheme ?? '') ? /^\d{9}(?=\d{5}|_|$)/.exec(address)?.[0] : null
  const right = [legal, addressed ?? null].find(value => value !== null && checkId('siren', value).valid)
  return { siren: whole ?? right ?? (scheme === '9957' ? sirenOfVat(address) : null), siret }
}

// A French VAT number with a right key contains the SIREN (CGI art. 286 ter): reading it is not inventing it.
function sirenOfVat(vat: string | null): string | null {
  return vat !== null && vat.startsWith('FR') && checkId('fr-vat', vat).valid ? vat.slice(4) : null
}

function belgianNumber(stated: string | null, party: Party | null, vat: string | null): string | null {
  const { scheme, value = null } = party?.endpoint ?? {}
  const endpoint = ['0208', '9925', '9956'].includes(scheme ?? '') ? value : null
  const legal = party?.legalId?.scheme === null && party.address?.country === 'BE' ? party.legalId.value : null
  for (const candidate of [stated, legal, endpoint, vat?.startsWith('BE') ? vat : null]) {
    const checked = candidate === null ? null : checkId('be-number', candidate)
    if (checked?.valid) return checked.normalized
  }
  return stated
}
