/**
 * What every reader of `formats/` answers, and exactly what `quittance read --json` prints (plus the file's name).
 * Amounts are plain decimal strings as the document signs them, dates are ISO `YYYY-MM-DD`, absent is `null`.
 */

/** What a file turned out to be. */
export type ReadKind = 'invoice' | 'statement' | 'lifecycle' | 'refused'

/**
 * Something the reader saw and says: `code` is stable (a rule id such as `BR-CO-15`, or kebab-case), `where` is a
 * path, line or cell.
 */
export type Warning = { readonly code: string; readonly message: string; readonly where: string | null }

/** Why a file is refused. */
export type ReadError = { readonly code: string; readonly message: string }

/**
 * The answer for one file. `refused` means that the file must not be taken in as it stands; its `documents` are then
 * what could be read all the same (empty when nothing could), so that a person can see the figures and decide.
 * `profile` is the URN or version that the file announces.
 */
export type ReadOutcome =
  | Outcome<'invoice', InvoiceDocument, null>
  | Outcome<'statement', StatementDocument, null>
  | Outcome<'lifecycle', LifecycleDocument, null>
  | Outcome<'refused', InvoiceDocument | StatementDocument | LifecycleDocument, ReadError>

type Outcome<Kind extends ReadKind, Document, Failure> = {
  readonly kind: Kind
  readonly format: string | null
  readonly profile: string | null
  readonly documents: readonly Document[]
  readonly warnings: readonly Warning[]
  readonly error: Failure
}

/** A postal address as EN 16931 carries it (BG-5, BG-8); `country` is ISO 3166-1 alpha-2. */
export type PostalAddress = {
  readonly lines: readonly string[]
  readonly postalCode: string | null
  readonly city: string | null
  readonly region: string | null
  readonly country: string | null
}

/**
 * Seller or buyer. `endpoint` is the electronic address `scheme:identifier` (BT-34, BT-49), `enterpriseNumber` the
 * Belgian BCE/KBO number (ten digits), `code` the identifier that the other party gave it (customer code in a list,
 * BT-46 in an e-invoice).
 */
export type InvoiceParty = {
  readonly name: string | null
  readonly siren: string | null
  readonly siret: string | null
  readonly vat: string | null
  readonly endpoint: string | null
  readonly enterpriseNumber: string | null
  readonly code: string | null
  readonly address: PostalAddress | null
  readonly email: string | null
  readonly phone: string | null
}

/**
 * A note (BG-1): `subject` is the UNTDID 4451 code, of which French law wants PMT (recovery fee), PMD (late interest)
 * and AAB (discount).
 */
export type InvoiceNote = { readonly subject: string | null; readonly text: string }

/** One invoice line (BG-25): `net` is BT-131, `price` BT-146, `vatRate` in percent. */
export type InvoiceLine = {
  readonly number: string | null
  readonly name: string | null
  readonly quantity: string | null
  readonly unit: string | null
  readonly price: string | null
  readonly net: string | null
  readonly vatCategory: string | null
  readonly vatRate: string | null
}

/**
 * One invoice or credit note in the terms of EN 16931, whatever the file. Amounts keep the sign that the document gives
 * them. A credit note (type code 381, also 261, 262, 296, 308, 396, 420, 458, 532) states POSITIVE amounts that are
 * owed TO the buyer: an importer books `-gross`. An invoice (380…) with negative amounts is a correction: it is booked
 * as it stands. Only the type code decides, never the sign. `iban` and `ibans` are the accounts as the file gives them,
 * without spaces; a wrong key or a domestic account is a warning (`iban-key`, `account-not-iban`), never a silent
 * repair. In a list of open items `gross` is the invoiced amount and `payable` what is still owed.
 */
export type InvoiceDocument = {
  readonly number: string | null
  readonly typeCode: string | null
  readonly issueDate: string | null
  readonly dueDate: string | null
  readonly currency: string | null
  readonly net: string | null
  readonly tax: string | null
  readonly gross: string | null
  readonly prepaid: string | null
  readonly payable: string | null
  readonly seller: InvoiceParty
  readonly buyer: InvoiceParty
  readonly iban: string | null
  readonly ibans: readonly string[]
  readonly paymentMeans: readonly string[]
  readonly paymentReference: string | null
  readonly terms: string | null
  readonly orderReference: string | null
  readonly precedingInvoices: readonly string[]
  readonly lineCount: number
  readonly lines: readonly InvoiceLine[]
  readonly notes: readonly InvoiceNote[]
}

/** A balance with its day; the amount is signed (a debit balance is negative). */
export type StatementBalance = { readonly amount: string; readonly date: string | null }

/**
 * One transaction; `returned` is the reason when the line is a return or reject (an R-transaction, an unpaid bill or
 * cheque: the bank's code or words), `parent` the bank's reference of the batch it was booked in, `raw` the text of the
 * file that it came from. A `currency` of null means that the file names none: the amount then has two decimals.
 * `pending` stands only on what the bank announces and has not booked: it is in no balance and may still change or
 * vanish.
 */
export type StatementEntry = {
  readonly bookingDate: string | null
  readonly valueDate: string | null
  readonly amount: string
  readonly currency: string | null
  readonly counterparty: { readonly name: string | null; readonly iban: string | null }
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
  readonly bankReference: string | null
  readonly code: string | null
  readonly returned: string | null
  readonly parent: string | null
  readonly raw: string | null
  readonly pending?: true
}

/** One account statement. `balanced` is opening + entries = closing, `null` when a balance is missing. */
export type StatementDocument = {
  readonly account: string | null
  readonly currency: string | null
  readonly number: string | null
  readonly openingBalance: StatementBalance | null
  readonly closingBalance: StatementBalance | null
  readonly balanced: boolean | null
  readonly entries: readonly StatementEntry[]
}

/** Why a status was set: a code of the lifecycle's list (`TX_TVA_ERR`) and its words. */
export type LifecycleReason = { readonly code: string | null; readonly text: string | null }

/**
 * An amount of a status: `type` is MEN (cashed), MPA (paid), MNA, RAP, ESC, RAB, REM, DIV, DVA…; `before` the value
 * it replaces.
 */
export type LifecycleAmount = {
  readonly type: string | null
  readonly amount: string | null
  readonly vatRate: string | null
  readonly date: string | null
}

/**
 * One status of one invoice: in CDAR (French « cycle de vie ») `code` is 200 Déposée … 212 Encaissée and `typeCode` of
 * the message 305 (by a platform) or 23 (by a party); in a UBL ApplicationResponse (Peppol) `code` is that of UNCL4343
 * (AP accepted, RE rejected, PD paid…) and `typeCode` is `null`. `date` is when it was set.
 */
export type LifecycleDocument = {
  readonly code: string | null
  readonly label: string | null
  readonly date: string | null
  readonly typeCode: string | null
  readonly invoice: {
    readonly number: string | null
    readonly typeCode: string | null
    readonly issueDate: string | null
    readonly seller: string | null
  }
  readonly sender: string | null
  readonly reasons: readonly LifecycleReason[]
  readonly amounts: readonly LifecycleAmount[]
}

/** A whole refusal: nothing could be read. */
export function refused(code: string, message: string, warnings: readonly Warning[] = []): ReadOutcome {
  return { kind: 'refused', format: null, profile: null, documents: [], warnings, error: { code, message } }
}
