/** The words of the sample invoice page, French and Dutch, and how it writes days and amounts. */
export type Labels = {
  readonly invoice: string
  readonly creditNote: string
  readonly number: string
  readonly trade: Record<'FR' | 'BE', string>
  readonly country: Readonly<Record<string, string>>
  readonly date: string
  readonly issuedOn: string
  readonly deliveredOn: string
  readonly dueOn: string
  readonly corrects: string
  readonly of: string
  readonly order: string
  readonly customer: string
  readonly vatNumber: string
  readonly enterprise: string
  readonly columns: readonly string[]
  readonly units: Readonly<Record<string, string>>
  readonly net: string
  readonly vat: string
  readonly intraCommunity: string
  readonly intraCommunityText: string
  readonly toPay: string
  readonly toDeduct: string
  readonly reference: string
  readonly qr: string
}

const FRENCH: Labels = {
  invoice: 'Facture',
  creditNote: 'Avoir',
  number: 'N°',
  trade: { FR: 'Mobilier et agencement', BE: 'Brasserie familiale' },
  country: { FR: 'France', BE: 'Belgique' },
  date: 'Date',
  issuedOn: 'Date de facture',
  deliveredOn: 'Date de livraison',
  dueOn: 'Date d’échéance',
  corrects: 'Corrige la facture',
  of: 'du',
  order: 'Votre commande',
  customer: 'Code client',
  vatNumber: 'N° TVA',
  enterprise: 'N° d’entreprise',
  columns: ['Référence', 'Désignation', 'Qté', 'TVA', 'PU HT', 'Montant HT'],
  units: { C62: '', HUR: 'h', MTR: 'm', DAY: 'j' },
  net: 'Total HT',
  vat: 'TVA {rate} % sur {base} €',
  intraCommunity: 'TVA (exonération)',
  intraCommunityText: 'Exonération de TVA, livraison intracommunautaire, article 262 ter I du CGI.',
  toPay: 'Net à payer',
  toDeduct: 'Net à déduire',
  reference: 'Référence',
  qr: 'Code QR du virement européen de cette facture',
}

const DUTCH: Labels = {
  invoice: 'Factuur',
  creditNote: 'Creditnota',
  number: 'Nr.',
  trade: { FR: 'Meubilair en inrichting', BE: 'Familiebrouwerij' },
  country: { FR: 'Frankrijk', BE: 'België' },
  date: 'Datum',
  issuedOn: 'Factuurdatum',
  deliveredOn: 'Leverdatum',
  dueOn: 'Vervaldatum',
  corrects: 'Betreft factuur',
  of: 'van',
  order: 'Uw bestelling',
  customer: 'Klantnummer',
  vatNumber: 'Btw-nr.',
  enterprise: 'Ondernemingsnr.',
  columns: ['Artikel', 'Omschrijving', 'Aantal', 'Btw', 'Prijs excl.', 'Bedrag excl.'],
  units: { C62: '', HUR: 'u', MTR: 'm', DAY: 'd' },
  net: 'Totaal excl. btw',
  vat: 'Btw {rate} % op {base} €',
  intraCommunity: 'Btw (vrijstelling)',
  intraCommunityText: 'Vrijgesteld van btw, intracommunautaire levering, artikel 39bis W.Btw.',
  toPay: 'Te betalen',
  toDeduct: 'In uw voordeel',
  reference: 'Mededeling',
  qr: 'QR-code voor de Europese overschrijving van deze factuur',
}

export function labelsOf(language: 'fr' | 'nl'): Labels {
  return language === 'nl' ? DUTCH : FRENCH
}

/** French groups thousands with a narrow no-break space, Belgian Dutch with a point; both write a decimal comma. */
export const formatted = {
  amount(text: string, language: 'fr' | 'nl'): string {
    const [whole = '', cents = ''] = text.split('.')
    return `${whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u202F' : '.')},${cents}`
  },
  day: (on: string): string => `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}`,
  rate: (text: string): string => text.replace(/\.?0+$/, '').replace('.', ',') || '0',
  fours: (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 '),
  /** SIREN and SIRET by threes, as the registers write them. */
  groups: (digits: string): string => digits.replace(/^(...)(...)(...)/, '$1 $2 $3 ').trim(),
  enterprise: (digits: string): string => digits.replace(/^(....)(...)(...)$/, '$1.$2.$3'),
}
