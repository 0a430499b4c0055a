import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { money } from '#kernel/money.ts'
import { findMessages, type MessageFilter, type MessageRow } from './read-store.ts'

const COLUMNS: readonly ExportColumn<MessageRow>[] = [
  { heading: 'Créancier', cell: row => row.creditor.code },
  { heading: 'Compte', cell: row => row.customer.ref },
  { heading: 'Client', cell: row => row.customer.name },
  { heading: 'Canal', cell: row => row.channel },
  { heading: 'État', cell: row => row.state },
  { heading: 'Étape', cell: row => row.step },
  { heading: 'Destinataire', cell: row => row.recipient },
  { heading: 'Objet', cell: row => row.subject },
  { heading: 'Montant', cell: row => money(row.total, row.currency) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Décidé le', cell: row => ({ day: row.decidedOn }) },
  { heading: 'Envoyé à', cell: row => row.sentAt },
  { heading: 'Motif', cell: row => row.reason },
]

/** The list of messages as a file. Refused: `not-a-sort`. */
export function exportMessages(
  app: App,
  actor: Actor,
  filter: MessageFilter & { sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findMessages(tx, filter, { sort: filter.sort ?? '-decided', limit: MOST_ROWS })
    return found.ok ? exportTable('messages', COLUMNS, found.value.rows, format) : found
  })
}
