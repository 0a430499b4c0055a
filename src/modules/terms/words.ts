import { percent } from '#law/rates/rates.ts'
import type { Acceptance, Clauses, Review, VersionState } from './model.ts'

// The words of the files that leave the house, which are French; screens have their own, in four languages.

export const STATES: Readonly<Record<VersionState, string>> = {
  draft: 'Brouillon',
  'in-force': 'En vigueur',
  replaced: 'Remplacée',
}

export const VARIANT_STATES = { coming: 'À venir', running: 'En cours', ended: 'Terminée' } as const

export const MEANS: Readonly<Record<Acceptance['means'], string>> = {
  'signed-order': 'Commande signée',
  click: 'Case cochée en ligne',
  signature: 'Signature électronique',
  document: 'Document signé',
  email: 'Courriel',
}

export const CAUSES: Readonly<Record<Review['cause'], string>> = {
  yearly: 'Annuelle',
  dispute: 'Litige',
  'law-change': 'Changement de loi',
  request: 'Demande',
}

export const OUTCOMES = { confirmed: 'Confirmées', changed: 'Modifiées' } as const

export const ORIGINS = { release: 'Fourni', derived: 'Calculé', added: 'Ajouté' } as const

export const CLAUSES: Readonly<Record<keyof Clauses, string>> = {
  audience: 'Destinataires',
  payment: 'Délai de paiement',
  sector: 'Secteur',
  lateRate: 'Taux des pénalités',
  recoveryFee: 'Indemnité de 40 €',
  discount: 'Escompte',
  retentionOfTitle: 'Réserve de propriété',
  jurisdiction: 'Tribunal compétent',
  acceleration: 'Déchéance du terme',
  consumerCompensation: 'Indemnité du consommateur (Belgique)',
}

const METHODS = {
  net: 'nets',
  'days-then-month-end': 'puis fin de mois',
  'month-end-then-days': 'après la fin du mois',
  'ten-day': 'après la fin de décade',
} as const
const STARTS = { issue: 'de l’émission', receipt: 'de la réception', delivery: 'de la livraison' } as const
const AUDIENCES = {
  professionals: 'Professionnels',
  consumers: 'Consommateurs',
  both: 'Professionnels et consommateurs',
} as const

const rate = (ppm: number): string => `${percent(ppm).replace('.', ',')} %`
const yes = (said: boolean): string => (said ? 'Oui' : 'Non')

/** What one clause says, as text. */
export function clauseText(clause: keyof Clauses, clauses: Partial<Clauses>): string {
  const { payment, lateRate, discount } = clauses
  switch (clause) {
    case 'payment':
      return payment
        ? `${payment.days} jours ${METHODS[payment.method]}, à compter ${STARTS[payment.from]}`
        : 'Non écrit'
    case 'lateRate':
      return lateRate ? (lateRate.kind === 'legal' ? 'Taux légal par défaut' : rate(lateRate.ppm)) : 'Non écrit'
    case 'recoveryFee':
      return { professionals: 'Professionnels', everybody: 'Tous', none: 'Non écrite' }[clauses.recoveryFee ?? 'none']
    case 'discount':
      return discount ? (discount.kind === 'none' ? 'Néant' : rate(discount.ppm)) : 'Non écrit'
    case 'audience':
      return clauses.audience ? AUDIENCES[clauses.audience] : ''
    case 'sector':
      return clauses.sector ?? ''
    case 'jurisdiction':
      return clauses.jurisdiction ?? 'Non écrit'
    default:
      return yes(clauses[clause] ?? false)
  }
}
