import { belgianIban, belgianNumber, frenchIban, frenchVat, siren, siret } from './numbers.ts'

/** A seller of the sample: what a tenant must know of its own company to take the files in and to follow up. */
export type SampleCreditor = {
  readonly code: string
  readonly name: string
  readonly legalForm: string
  /** What company papers must say: form, capital, register (C. com. R123-238; Belgian CSA art. 2:20). */
  readonly legal: string
  readonly country: 'FR' | 'BE'
  readonly language: 'fr' | 'nl'
  readonly timeZone: string
  readonly currency: 'EUR'
  readonly siren: string | null
  readonly siret: string | null
  readonly vat: string
  readonly enterpriseNumber: string | null
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly email: string
  readonly phone: string
  readonly signatory: string
  readonly iban: string
  readonly bic: string
  /** A second account, at a bank that sends CFONB. */
  readonly secondIban: string | null
  readonly paymentDays: number
}

const VAUBRISE = siren(1)
const LINDEVOORT = belgianNumber(1)

export const CREDITORS: readonly SampleCreditor[] = [
  {
    code: 'VAUBRISE',
    name: 'Ateliers Vaubrise SAS',
    legalForm: 'SAS',
    legal: `SAS au capital de 480 000 € · RCS Lille ${VAUBRISE.replace(/(...)(?=.)/g, '$1 ')}`,
    country: 'FR',
    language: 'fr',
    timeZone: 'Europe/Paris',
    currency: 'EUR',
    siren: VAUBRISE,
    siret: siret(VAUBRISE),
    vat: frenchVat(VAUBRISE),
    enterpriseNumber: null,
    street: '41 rue des Deux-Portes',
    postcode: '59000',
    city: 'Lille',
    email: 'compta@vaubrise.example',
    phone: '+33 3 53 01 40 10',
    signatory: 'Hélène Castelain, responsable du crédit',
    iban: frenchIban(10_203_040),
    bic: 'QXMPFRPP',
    secondIban: frenchIban(50_607_080),
    paymentDays: 30,
  },
  {
    code: 'LINDEVOORT',
    name: 'Brouwerij Lindevoort BV',
    legalForm: 'BV',
    legal: 'RPR Brussel, Nederlandstalige afdeling',
    country: 'BE',
    language: 'nl',
    timeZone: 'Europe/Brussels',
    currency: 'EUR',
    siren: null,
    siret: null,
    vat: `BE${LINDEVOORT}`,
    enterpriseNumber: LINDEVOORT,
    street: 'Zennekaai 18',
    postcode: '1500',
    city: 'Halle',
    email: 'boekhouding@lindevoort.example',
    phone: '+32 2 000 18 20',
    signatory: 'Wouter Claessens, kredietbeheer',
    iban: belgianIban(1_020_304),
    bic: 'QXMPBEBB',
    secondIban: null,
    paymentDays: 30,
  },
]
