import { day, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { MoneyJson } from '#kernel/money.ts'
import type { Session } from './session.tsx'

/** Made-up figures for the style page, which production does not carry. */
export const eur = (amount: string): MoneyJson => ({ amount, currency: 'EUR' })

export const session: Session = {
  name: 'Claire Vandamme',
  email: 'claire@example.org',
  tenants: [],
  tenant: 'Ateliers du Nord',
  role: 'credit-manager',
  language: 'fr',
  today: day('2026-11-21'),
  timeZone: 'Europe/Paris',
}

export type SampleRow = {
  readonly id: CustomerId
  readonly name: string
  readonly outstanding: MoneyJson
  readonly overdue: MoneyJson
  readonly dueOn: Day
  readonly state: string | null
  readonly collector: string
}

const id = (text: string): CustomerId => text as CustomerId

export const rows: readonly SampleRow[] = [
  {
    id: id('a'),
    name: 'Menuiserie Lambert SARL',
    outstanding: eur('18250.00'),
    overdue: eur('12400.00'),
    dueOn: day('2026-10-18'),
    state: 'Promesse rompue',
    collector: 'Claire',
  },
  {
    id: id('b'),
    name: 'Ville de Roubaix, direction des affaires culturelles et du patrimoine',
    outstanding: eur('8900.00'),
    overdue: eur('8900.00'),
    dueOn: day('2026-11-09'),
    state: null,
    collector: 'Claire',
  },
  {
    id: id('c'),
    name: 'Dupont & Fils',
    outstanding: eur('3250.00'),
    overdue: eur('0.00'),
    dueOn: day('2026-12-03'),
    state: null,
    collector: 'Hugo',
  },
  {
    id: id('d'),
    name: 'Bouwbedrijf De Smet BV',
    outstanding: eur('-420.10'),
    overdue: eur('-420.10'),
    dueOn: day('2026-08-02'),
    state: 'Litige',
    collector: 'Hugo',
  },
  {
    id: id('e'),
    name: 'Leroy Distribution',
    outstanding: eur('1212400.07'),
    overdue: eur('32400.00'),
    dueOn: day('2026-09-02'),
    state: 'Mise en demeure',
    collector: 'Claire',
  },
]

export const ages = {
  notDue: eur('886000.00'),
  to30: eur('198400.50'),
  to60: eur('96200.00'),
  to90: eur('41000.00'),
  over90: eur('62700.00'),
}

export const months = ['juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.']

export const words = {
  title: 'Balance âgée',
  state: 'Encours 1 284 300 €, dont 31 % échus',
  action: 'Exporter',
  list: 'Clients',
  search: 'Chercher un client',
  customer: 'Client',
  outstanding: 'Encours',
  overdue: 'Échu',
  late: 'Retard',
  due: 'Échéance',
  stateColumn: 'État',
  collector: 'Chargé',
  remind: 'Relancer',
  empty: 'Aucun client ne correspond.',
  emptyHint: 'Retirer un filtre, ou importer un fichier de clients.',
  import: 'Importer un fichier',
  panel: "Noter l'appel",
  note: 'Ce qui a été dit',
  promised: 'Montant promis',
  promisedOn: 'Payé le',
  dso: 'Délai moyen de paiement',
  dsoTrend: '3 j de moins en un mois',
  dsoDefinition: "Encours divisé par le chiffre d'affaires des trois derniers mois, fois 90.",
  turnover: "Chiffre d'affaires, 3 mois",
  cashed: 'Encaissé ce mois',
  cashedNote: 'sur 240 000 € attendus',
  tabs: ['À faire', 'À valider', 'Promesses', 'Réponses', 'Échecs'],
  reason: 'promesse rompue hier · appeler',
  next: 'Prochaine étape',
  nextValue: "appel n° 2, aujourd'hui",
  whyTitle: 'Pourquoi un appel aujourd’hui',
  whyLines: [
    ['Plus ancienne facture échue', 'F-2026-0412, 34 j'],
    ['Relances déjà envoyées', '2'],
    ['Promesse', 'rompue le 20 nov.'],
  ],
  timeline: [
    ['trouble', 'Promesse de 12 400,00 € rompue', 'Aucun encaissement reçu au 20 novembre.'],
    ['money', 'Virement reçu de 3 100,00 €', 'Lettré sur F-2026-0377.'],
    ['call', 'Appel à Mme Petit, comptabilité', '« Le chèque part demain. »'],
    ['sent', 'Relance n° 1 par e-mail', 'Remis à compta@example.org'],
    ['wait', 'Relance retenue : litige ouvert', undefined],
  ] as const,
  delete: 'Supprimer le brouillon',
  deleteTitle: 'Supprimer ce brouillon ?',
  deleteConsequence: 'La lettre et ses pièces jointes seront perdues.',
  deleteConfirm: 'Supprimer',
  lines: 'lignes',
  importing: 'Import de clients-novembre.xlsx',
  drop: 'Déposer des factures',
  dropHint: 'CSV, XLSX, Factur-X, UBL ou CII, 50 Mo au plus',
  refusal: 'La clé de l’IBAN est fausse',
  month: 'Mois',
  charts: 'Graphiques',
  chart: 'Encours par ancienneté',
  chartSummary: '1 284 300 € au 21 novembre, en baisse de 4 % en un mois.',
  line: 'Encaissements',
  lineSummary: '212 000 € en novembre.',
  done: 'Appel noté.',
  toast: 'Montrer un message',
  filterState: 'État',
  promise: 'Promesse',
  dispute: 'Litige',
  section: 'Écrans et gestes',
} as const
