import { plain } from '#kernel/text.ts'

/** What a column of a bank's table says. */
export type Role =
  | 'bookingDate'
  | 'valueDate'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'side'
  | 'currency'
  | 'name'
  | 'iban'
  | 'account'
  | 'text'
  | 'structured'
  | 'endToEnd'
  | 'reference'
  | 'balance'
  | 'code'
  | 'counterparty'
  | 'status'
  | 'returned'

// Headers met in exports of French, Belgian, Dutch and German banks and of neobanks, written by `plain`. `counterparty`
// is a name at one bank and an account at another: its values decide.
const HEADERS: Readonly<Record<Role, string>> = {
  bookingDate:
    'date|date operation|date de l operation|date d operation|dateop|date op|date comptable|' +
    'date de comptabilisation|date comptabilisation|date d execution|date d ecriture|date de transaction|' +
    'date transaction|datum|boekingsdatum|boekdatum|uitvoeringsdatum|buchungstag|buchungsdatum|buchung|' +
    'booking date|transaction date|posting date|execution date|completed date|date utc|settlement date utc|' +
    'operation date|operation date local|operation date utc|settlement date|settlement date local|' +
    'datum van de verrichting|transactiedatum|' +
    'date de l operation utc|date de l operation local|date de l operation locale|date de reglement utc|' +
    'date de reglement local|date completed utc|date completed|completed date utc|date started utc|started date',
  valueDate:
    'date valeur|date de valeur|dateval|date val|valeur|valuta|valutadatum|valuta datum|wertstellung|' +
    'wertstellungstag|wertstellungsdatum|value date|interest date|rentedatum|' +
    'date de la valeur|wert',
  amount:
    'montant|montant net|montant de l operation|montant operation|montant eur|montant euros|montant euro|' +
    'montant en eur|montant en euros|amount|amount eur|bedrag|bedrag eur|transactiebedrag|betrag|betrag eur|' +
    'umsatz|total amount incl vat|montant devise du compte|bedrag van de verrichting|montant total ttc|' +
    'total amount|' +
    'montant total|montant total ttc devise du compte',
  debit:
    'debit|debits|debit euros|debit eur|montant debit|debit en euros|debet|debitbedrag|uitgaven|soll|soll eur|' +
    'belastung|belastung in chf|lastschrift|paid out|money out|withdrawals',
  credit:
    'credit|credits|credit euros|credit eur|montant credit|credit en euros|creditbedrag|inkomsten|haben|' +
    'haben eur|gutschrift|gutschrift in chf|paid in|money in|deposits',
  side:
    'sens|sens de l operation|debit credit|d c|dc|c d|af bij|soll haben|bij af|side|credit debit|s h|' +
    'umsatztyp s h',
  currency:
    'devise|devise du compte|code devise|munt|muntsoort|valuta code|waehrung|wahrung|currency|devise montant|' +
    'munteenheid|local currency|' +
    'valuta rekening|devies|payment currency|devise du paiement',
  name:
    'nom contrepartie|nom de la contrepartie|nom contrepartie contient|nom de la contrepartie contient|' +
    'naam tegenpartij|naam tegenpartij bevat|naam van de tegenpartij|naam omschrijving|' +
    'beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|name zahlungsbeteiligter|' +
    'auftraggeber empfaenger|auftraggeber beguenstigter|auftraggeber begunstigter|empfanger|zahlungspflichtige r|' +
    'zahlungsempfanger in|counterparty name|payee|donneur d ordre|beneficiaire|emetteur|nom du tiers|' +
    'nom donneur d ordre|supplierfound|contrepartie nom|name counterparty|' +
    'partner name|payer name|payee name|begunstigter auftraggeber|nom de la contrepartie du paiement',
  iban:
    'compte contrepartie|compte de la contrepartie|numero de compte contrepartie|' +
    'numero de compte de la contrepartie|compte partie adverse|iban contrepartie|rekening tegenpartij|' +
    'rekeningnummer tegenpartij|tegenrekening|tegenrekening iban bban|kontonummer iban|iban zahlungsbeteiligter|' +
    'iban auftraggeber empfaenger|counterparty account|counterparty iban|iban tegenpartij|' +
    'account number counterparty|iban du tiers|' +
    'partner iban|iban bban counterparty|iban counterparty|beneficiary iban|iban kontonummer|iban beneficiaire',
  account:
    'compte|numero de compte|no de compte|n de compte|rekening|rekeningnummer|auftragskonto|iban auftragskonto|' +
    'konto|account|account number|iban|iban bban|accountnum|accountnumber|compte bancaire|numero compte|' +
    'rekening nummer|iban du compte',
  text:
    'libelle|libelles|libelle operation|libelle de l operation|libelle complet|libelle simplifie|' +
    'libelle complementaire|libelle interbancaire|communication|communications|communication libre|' +
    'communication non structuree|message|mededeling|mededelingen|vrije mededeling|omschrijving|omschrijving 1|' +
    'omschrijving 2|omschrijving 3|verwendungszweck|buchungstext|vorgang verwendungszweck|description|detail|' +
    'details|details du mouvement|detail de l ecriture|motif|intitule|label|comment|informations complementaires|' +
    'information complementaire|nature de l operation|transaction|verrichting|purpose|memo|narrative|' +
    'detail van de omzet|bericht|detail de l operation|beschrijving',
  structured:
    'communication structuree|gestructureerde mededeling|strukturierte mitteilung|structured communication|' +
    'communication structuree ogm|referentie begunstigde|payment reference',
  endToEnd:
    'end to end id|end to end reference|end to end|reference de bout en bout|kundenreferenz end to end|' +
    'endtoendid|end to end identification',
  reference:
    'reference|ref|reference operation|reference de l operation|numero de sequence|n de sequence|no de sequence|' +
    'volgnummer|volgnr|numero de transaction|numero de mouvement|transactienummer|transaction id|' +
    'transactiereferentie|reference bancaire|numero operation|numero d operation|kundenreferenz|bank reference|' +
    'omzetnummer|transferwise id|wise id',
  balance:
    'solde|solde apres operation|solde apres|saldo|saldo na verrichting|saldo na trn|saldo na mutatie|balance|' +
    'solde en eur|accountbalance|account balance|kontostand|solde progressif|saldo nach buchung|' +
    'running balance|solde courant',
  code:
    'type operation|type d operation|type de transaction|type d ecriture|code|transactietype|mutatiesoort|' +
    'type mutatie|type van verrichting|umsatzart|operation type|transaction type|type',
  counterparty: 'contrepartie|tegenpartij|tiers|counterparty|partie adverse|gegenpartei|auftraggeber',
  status: 'statut|status|etat|staat|state',
  returned: 'reden retour|motif de retour|motif du retour|motif du rejet|rueckgabegrund|return reason',
}

const ROLE_OF = new Map<string, Role>(
  Object.entries(HEADERS).flatMap(([role, names]) =>
    names.split('|').map((name): [string, Role] => [name, role as Role]),
  ),
)

// Columns of invoice lists, open-item lists and accounting journals: a table that has one is not a bank's.
const FOREIGN = new RegExp(
  `\\b(${
    'facture|factuur|invoice|rechnung|avoir|credit ?note|echeance|vervaldatum|due date|fallig|faellig|client|klant|' +
    'customer|kunde|debiteur|compte ?num|compte ?auxiliaire|journal ?code|ecriture ?(num|lib|date)|siren|siret|tva|' +
    'btw nummer|ust'
  })\\b`,
)

/**
 * The role of one header, `null` when it is unknown. `Montant(EUROS)` and `Bedrag (EUR)` are read without their marks.
 */
export function roleOf(header: string, known: ReadonlyMap<string, Role> = new Map()): Role | null {
  const name = plain(header).replace(/^n o /, 'no ')
  return known.get(name) ?? ROLE_OF.get(name) ?? null
}

/**
 * Whether headers name the counterparty's IBAN, as banks do and no list of invoices: columns of VAT are then no
 * objection.
 */
export function namesCounterparty(headers: readonly string[]): boolean {
  return headers.some(header => roleOf(header) === 'iban' && /\biban\b/.test(plain(header)))
}

/** Whether a header belongs to an invoice list or an accounting journal. */
export function isForeign(header: string): boolean {
  return roleOf(header) === null && FOREIGN.test(plain(header))
}
