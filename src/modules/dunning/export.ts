import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { money } from '#kernel/money.ts'
import {
  findFollowUps,
  findTasks,
  type FollowUpFilter,
  type FollowUpRow,
  type TaskFilter,
  type TaskRow,
} from './read-store.ts'

const TASKS: readonly ExportColumn<TaskRow>[] = [
  { heading: 'Créancier', cell: row => row.creditor.code },
  { heading: 'Compte', cell: row => row.customer.ref },
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Tâche', cell: row => row.kind },
  { heading: 'Étape', cell: row => row.step },
  { heading: 'À faire le', cell: row => ({ day: row.dueOn }) },
  { heading: 'Montant', cell: row => money(row.total, row.currency) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Retard (jours)', cell: row => row.daysLate },
  { heading: 'Contact', cell: row => row.contact },
  { heading: 'Téléphone', cell: row => row.phone },
  { heading: 'État', cell: row => row.state },
  { heading: 'Issue', cell: row => row.outcome },
  { heading: 'Note', cell: row => row.note },
]

const FOLLOW_UPS: readonly ExportColumn<FollowUpRow>[] = [
  { heading: 'Créancier', cell: row => row.creditor.code },
  { heading: 'Compte', cell: row => row.customer.ref },
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Décision', cell: row => row.outcome },
  { heading: 'Motif', cell: row => row.reason },
  { heading: 'Scénario', cell: row => row.scenario?.name ?? null },
  { heading: 'Étape', cell: row => row.step },
  { heading: 'Échu', cell: row => money(row.overdue, row.currency) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Décidé le', cell: row => (row.decidedOn === null ? null : { day: row.decidedOn }) },
  { heading: 'Prochain examen', cell: row => (row.nextOn === null ? null : { day: row.nextOn }) },
]

/** The list of tasks as a file. Refused: `not-a-sort`. */
export function exportTasks(
  app: App,
  actor: Actor,
  filter: TaskFilter & { sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findTasks(tx, filter, { sort: filter.sort ?? '-total', limit: MOST_ROWS })
    return found.ok ? exportTable('taches', TASKS, found.value.rows, format) : found
  })
}

/** The list of follow-ups as a file. Refused: `not-a-sort`. */
export function exportFollowUps(
  app: App,
  actor: Actor,
  filter: FollowUpFilter & { sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findFollowUps(tx, filter, { sort: filter.sort ?? '-overdue', limit: MOST_ROWS }, actor.today)
    return found.ok ? exportTable('suivi', FOLLOW_UPS, found.value.rows, format) : found
  })
}
