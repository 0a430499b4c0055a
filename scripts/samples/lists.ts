import type { SampleCreditor } from './creditors.ts'
import type { Kind, SampleCustomer, Terms } from './customers.ts'
import type { SampleDocument } from './invoices.ts'
import { decimal } from './totals.ts'

/** The lists an accounting package would export: French headers, semicolons, decimal commas, day before month. */

export type Cell = string | null

const KINDS: Record<Kind, string | null> = {
  company: 'Société',
  public: 'Organisme public',
  private: 'Particulier',
  unknown: null,
}
const TERMS: Record<Terms, string> = {
  receipt: 'À réception',
  '15': '15 jours',
  '30': '30 jours',
  '60': '60 jours',
  '30-end': '30 jours fin de mois',
  '45-end': '45 jours fin de mois',
}

export const CUSTOMER_HEADERS = (
  'Créancier;Code client;Nom;Type;Taille;Forme juridique;SIREN;' +
  'SIRET;N° TVA;N° entreprise;Adresse;Complément;Code postal;' +
  'Ville;Pays;Langue;Groupe;Contact comptabilité;E-mail comptabilité;Téléphone comptabilité;Contact décideur;' +
  'E-mail décideur;Téléphone décideur;Conditions de paiement;Plafond de crédit;Commercial'
).split(';')

export function customerRow(creditor: SampleCreditor, customer: SampleCustomer): Cell[] {
  const size = customer.size === 'large' ? 'Grand compte' : customer.size === 'small' ? 'PME' : null
  const { payable, decider } = customer
  return [
    creditor.name,
    customer.ref,
    customer.name,
    KINDS[customer.kind],
    customer.kind === 'company' ? size : null,
    customer.legalForm,
    customer.siren,
    customer.siret,
    customer.vat,
    customer.enterpriseNumber,
    customer.street,
    customer.street2,
    customer.postcode,
    customer.city,
    customer.country,
    customer.language,
    customer.group,
    payable?.name ?? null,
    payable?.email ?? null,
    payable?.phone ?? null,
    decider?.name ?? null,
    decider?.email ?? null,
    decider?.phone ?? null,
    TERMS[customer.terms],
    customer.limit === null ? null : `${customer.limit},00`,
    customer.seller,
  ]
}

/** What a list cell of a document holds; XLSX keeps the day and the amount typed, CSV writes them the French way. */
export type TypedCell = { readonly amount: bigint } | { readonly day: string } | string | null

export const INVOICE_HEADERS = (
  'Créancier;N° facture;Type;Code client;Nom du client;Date de facture;' +
  'Date d’échéance;Devise;Montant HT;Montant TVA;Montant TTC;' +
  'Montant réglé;Date de règlement;Reste dû;Référence commande;Facture d’origine;Communication;Litige'
).split(';')

export function documentRow(creditor: SampleCreditor, document: SampleDocument): TypedCell[] {
  const sign = document.kind === 'invoice' ? 1n : -1n
  return [
    creditor.name,
    document.number,
    document.kind === 'invoice' ? 'Facture' : 'Avoir',
    document.customer.ref,
    document.customer.name,
    { day: document.issueOn },
    { day: document.dueOn },
    creditor.currency,
    { amount: sign * document.net },
    { amount: sign * document.tax },
    { amount: sign * document.gross },
    { amount: sign * document.paid },
    document.paidOn ? { day: document.paidOn } : null,
    { amount: sign * (document.gross - document.paid) },
    document.order,
    document.origin,
    document.communication,
    document.dispute,
  ]
}

/** One CSV line; a text is quoted only where it must be. */
export function csvLine(cells: readonly TypedCell[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`
}

function csvCell(cell: TypedCell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  if ('day' in cell) return `${cell.day.slice(8)}/${cell.day.slice(5, 7)}/${cell.day.slice(0, 4)}`
  return decimal(cell.amount).replace('.', ',')
}

/** UTF-8 with its mark, as spreadsheets save it. */
export function utf8WithMark(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf8')
}

const CODE_PAGE = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
    (letter, byte) => [letter, byte],
  ),
)

/** windows-1252, as old Belgian accounting packages export; throws on a letter that the code page lacks. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, letter => {
    const byte = CODE_PAGE.get(letter)
    if (byte === undefined) throw new RangeError(`"${letter}" is not in windows-1252`)
    return byte
  })
}
