import { exportTable, MOST_ROWS, type ExportColumn, type ExportedFile, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Day } from '#kernel/day.ts'
import type { Result } from '#kernel/result.ts'
import { listAcceptances } from './acceptances.ts'
import type { DeviationLine } from './decide.ts'
import type { Acceptance, Clauses } from './model.ts'
import { listRates, type RateFilter, type ShownRate } from './rates.ts'
import { listReviews, type ReviewFilter, type ReviewLine } from './reviews.ts'
import { listTerms, type VersionFilter, type VersionLine } from './run.ts'
import type { AcceptanceFilter } from './store.ts'
import { listVariants, type VariantFilter, type VariantLine } from './variants.ts'
import * as words from './words.ts'

const on = (day: Day | null): { readonly day: Day } | null => (day === null ? null : { day })
const said = (clause: keyof Clauses) => (row: VersionLine) => words.clauseText(clause, row.clauses)
const breaches = (row: VersionLine) => row.findings.filter(found => found.severity === 'breach')

const VERSIONS: readonly ExportColumn<VersionLine>[] = [
  { heading: 'Créancier', cell: row => row.creditor.code },
  { heading: 'Langue', cell: row => row.language },
  { heading: 'Version', cell: row => row.label },
  { heading: 'État', cell: row => words.STATES[row.state] },
  { heading: 'Du', cell: row => on(row.from) },
  { heading: 'Au', cell: row => on(row.to) },
  { heading: words.CLAUSES.payment, cell: said('payment') },
  { heading: words.CLAUSES.lateRate, cell: said('lateRate') },
  { heading: words.CLAUSES.recoveryFee, cell: said('recoveryFee') },
  { heading: words.CLAUSES.discount, cell: said('discount') },
  { heading: words.CLAUSES.retentionOfTitle, cell: said('retentionOfTitle') },
  { heading: words.CLAUSES.jurisdiction, cell: said('jurisdiction') },
  { heading: 'Manquements', cell: row => breaches(row).length },
  { heading: 'Articles', cell: row => [...new Set(breaches(row).map(found => found.article))].join(', ') },
  { heading: 'Acceptations', cell: row => row.acceptances },
  { heading: 'Prochaine revue', cell: row => on(row.nextReview?.dueOn ?? null) },
  { heading: 'Document', cell: row => row.document?.name ?? null },
  { heading: 'SHA-256', cell: row => row.document?.sha256 ?? null },
]

/** The list of versions as a file. */
export async function exportTerms(app: App, actor: Actor, filter: VersionFilter, format: ExportFormat) {
  return exportTable('conditions', VERSIONS, await listTerms(app, actor, filter), format)
}

type Deviation = { readonly variant: VariantLine; readonly line: DeviationLine }
const value = ({ clause }: DeviationLine, given: unknown): string => words.clauseText(clause, { [clause]: given })

const VARIANTS: readonly ExportColumn<Deviation>[] = [
  { heading: 'Créancier', cell: ({ variant }) => variant.creditorCode },
  { heading: 'Client', cell: ({ variant }) => variant.customer?.name ?? null },
  { heading: 'Segment', cell: ({ variant }) => variant.segment?.name ?? null },
  { heading: 'État', cell: ({ variant }) => words.VARIANT_STATES[variant.state] },
  { heading: 'Du', cell: ({ variant }) => on(variant.from) },
  { heading: 'Au', cell: ({ variant }) => on(variant.to) },
  { heading: 'Version', cell: ({ variant }) => variant.base?.label ?? null },
  { heading: 'Clause', cell: ({ line }) => words.CLAUSES[line.clause] },
  { heading: 'Dit la version', cell: ({ line }) => value(line, line.base) },
  { heading: 'Convenu', cell: ({ line }) => value(line, line.agreed) },
  { heading: 'Motif', cell: ({ variant }) => variant.reason },
  { heading: 'Auteur', cell: ({ variant }) => variant.author },
]

/** The list of variants as a file, one line for each deviation. */
export async function exportVariants(app: App, actor: Actor, filter: VariantFilter, format: ExportFormat) {
  const rows = (await listVariants(app, actor, filter)).flatMap(variant =>
    variant.lines.map(line => ({ variant, line })),
  )
  return exportTable('variantes', VARIANTS, rows, format)
}

const ACCEPTANCES: readonly ExportColumn<Acceptance>[] = [
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Version', cell: row => row.version.label },
  { heading: 'Commande', cell: row => row.orderReference },
  { heading: 'Acceptée le', cell: row => on(row.on) },
  { heading: 'Moyen', cell: row => words.MEANS[row.means] },
  { heading: 'Par', cell: row => row.by },
  { heading: 'Document', cell: row => row.document?.name ?? null },
  { heading: 'SHA-256', cell: row => row.document?.sha256 ?? null },
  { heading: 'Note', cell: row => row.note },
  { heading: 'Notée par', cell: row => row.recordedBy },
]

/** The list of acceptances as a file. Refused: `not-a-sort`. */
export async function exportAcceptances(
  app: App,
  actor: Actor,
  filter: AcceptanceFilter & { readonly sort?: string | undefined },
  format: ExportFormat,
): Promise<Result<ExportedFile>> {
  const found = await listAcceptances(app, actor, { ...filter, limit: MOST_ROWS + 1 })
  return found.ok ? exportTable('acceptations', ACCEPTANCES, found.value.items, format) : found
}

const REVIEWS: readonly ExportColumn<ReviewLine>[] = [
  { heading: 'Créancier', cell: row => row.version.creditor },
  { heading: 'Version', cell: row => row.version.label },
  { heading: 'À faire le', cell: row => on(row.dueOn) },
  { heading: 'Jours restants', cell: row => (row.outcome === null ? row.inDays : null) },
  { heading: 'Cause', cell: row => words.CAUSES[row.cause] },
  { heading: 'Motif', cell: row => row.reason },
  { heading: 'Issue', cell: row => (row.outcome === null ? null : words.OUTCOMES[row.outcome]) },
  { heading: 'Note', cell: row => row.note },
  { heading: 'Faite par', cell: row => row.doneBy },
]

/** The list of reviews as a file. */
export async function exportReviews(app: App, actor: Actor, filter: ReviewFilter, format: ExportFormat) {
  return exportTable('revues', REVIEWS, (await listReviews(app, actor, filter)).items, format)
}

const RATES: readonly ExportColumn<ShownRate>[] = [
  { heading: 'Série', cell: row => row.series },
  { heading: 'Du', cell: row => on(row.from) },
  { heading: 'Au', cell: row => on(row.to) },
  { heading: 'Taux (%)', cell: row => row.rate.replace('.', ',') },
  { heading: 'Certitude', cell: row => row.certainty },
  { heading: 'Origine', cell: row => words.ORIGINS[row.origin] },
  { heading: 'Source', cell: row => row.source },
  { heading: 'Auteur', cell: row => row.author },
]

/** The list of rates as a file. Refused: `unknown-series`. */
export async function exportRates(
  app: App,
  actor: Actor,
  filter: RateFilter,
  format: ExportFormat,
): Promise<Result<ExportedFile>> {
  const rates = await listRates(app, actor, filter)
  return rates.ok ? exportTable('taux', RATES, rates.value, format) : rates
}
