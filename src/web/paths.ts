import type { CustomerId, Id, InvoiceId, MessageId } from '#kernel/id.ts'

/** An address of the application. Only `paths` makes one, so that no URL is typed by hand. */
export type Path = string & { readonly __path: true }

type TermsVersionId = Id<'terms-version'>
type Search = Readonly<Record<string, string | number | undefined>>

/** Every screen's address. `search` becomes the query string: the filters of a list, the day of a report. */
export const paths = {
  signIn: (back?: string): Path => at('/connexion', { back }),
  today: (search?: Search): Path => at('/aujourdhui', search),
  customers: (search?: Search): Path => at('/clients', search),
  customer: (id: CustomerId, search?: Search): Path => at(`/clients/${id}`, search),
  invoices: (search?: Search): Path => at('/factures', search),
  invoice: (id: InvoiceId, search?: Search): Path => at(`/factures/${id}`, search),
  message: (id: MessageId): Path => at(`/messages/${id}`),
  scenarios: (search?: Search): Path => at('/scenarios', search),
  agedBalance: (search?: Search): Path => at('/balance-agee', search),
  imports: (search?: Search): Path => at('/import', search),
  settings: (search?: Search): Path => at('/reglages', search),
  company: (search?: Search): Path => at('/reglages/societe', search),
  segments: (search?: Search): Path => at('/reglages/segments', search),
  bankAccounts: (search?: Search): Path => at('/reglages/comptes-bancaires', search),
  mail: (search?: Search): Path => at('/reglages/messagerie', search),
  users: (search?: Search): Path => at('/reglages/utilisateurs', search),
  apiKeys: (search?: Search): Path => at('/reglages/cles-api', search),
  profile: (search?: Search): Path => at('/reglages/profil', search),
  receipts: (search?: Search): Path => at('/encaissements', search),
  charges: (search?: Search): Path => at('/penalites', search),
  chargeCalculator: (search?: Search): Path => at('/penalites/calcul', search),
  chargeRules: (search?: Search): Path => at('/reglages/penalites', search),
  quality: (search?: Search): Path => at('/qualite', search),
  issueInvoice: (search?: Search): Path => at('/factures/emettre', search),
  terms: (search?: Search): Path => at('/conditions', search),
  termsVersion: (id: TermsVersionId): Path => at(`/conditions/${id}`),
  retention: (search?: Search): Path => at('/reserve-de-propriete', search),
  rates: (search?: Search): Path => at('/reglages/taux', search),
  cheques: (search?: Search): Path => at('/cheques', search),
}

/** The same addresses as the router's patterns, for `routes.tsx`. */
export const patterns = {
  signIn: '/connexion',
  today: '/aujourdhui',
  customers: '/clients',
  customer: '/clients/$id',
  invoices: '/factures',
  invoice: '/factures/$id',
  message: '/messages/$id',
  scenarios: '/scenarios',
  agedBalance: '/balance-agee',
  imports: '/import',
  settings: '/reglages',
  company: '/reglages/societe',
  segments: '/reglages/segments',
  bankAccounts: '/reglages/comptes-bancaires',
  mail: '/reglages/messagerie',
  users: '/reglages/utilisateurs',
  apiKeys: '/reglages/cles-api',
  profile: '/reglages/profil',
  receipts: '/encaissements',
  charges: '/penalites',
  chargeCalculator: '/penalites/calcul',
  chargeRules: '/reglages/penalites',
  quality: '/qualite',
  issueInvoice: '/factures/emettre',
  terms: '/conditions',
  termsVersion: '/conditions/$id',
  retention: '/reserve-de-propriete',
  rates: '/reglages/taux',
  cheques: '/cheques',
} as const satisfies Record<keyof typeof paths, string>

function at(pathname: string, search: Search = {}): Path {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) if (value !== undefined) query.set(key, String(value))
  return (query.size > 0 ? `${pathname}?${query.toString()}` : pathname) as Path
}
