import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import { money } from '#kernel/money.ts'
import type { Actor, App } from '#platform/app.ts'
import { findReceipts, type ReceiptFilter, type ReceiptRow } from './read-store.ts'

const VERDICTS = { certain: 'certain', likely: 'probable', 'to-sort': 'à trier' } as const

// The state in the words of the screen; money that left waits for the receipt it takes back.
function stateOf(row: ReceiptRow): string {
  if (row.placed === 0n) return 'en attente'
  if (row.placed !== row.amount) return 'placé en partie'
  return row.elsewhere ? 'pas à nous' : row.onAccount > 0n ? 'en compte' : 'placé'
}

const COLUMNS: readonly ExportColumn<ReceiptRow>[] = [
  { heading: 'Date', cell: row => ({ day: row.bookedOn }) },
  { heading: 'Compte', cell: row => row.account.label ?? row.account.number },
  { heading: 'Payeur', cell: row => row.name },
  { heading: 'IBAN du payeur', cell: row => row.iban },
  { heading: 'Libellé', cell: row => row.text },
  { heading: 'Référence', cell: row => row.reference },
  { heading: 'Montant', cell: row => money(row.amount, row.currency) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Reste à placer', cell: row => money(row.amount - row.placed, row.currency) },
  { heading: 'État', cell: stateOf },
  { heading: 'Verdict', cell: row => (row.verdict === null ? null : VERDICTS[row.verdict]) },
  { heading: 'Code client', cell: row => row.customer?.ref ?? null },
  { heading: 'Client', cell: row => row.customer?.name ?? null },
  {
    heading: 'Pièces proposées',
    cell: ({ parts, slip }) => {
      return slip ? `remise ${slip.number}` : [...new Set(parts.map(part => part.invoice.number))].join(' ')
    },
  },
  { heading: 'Motif du retour', cell: row => row.returned },
]

type Asked = ReceiptFilter & { readonly sort?: string | undefined }

/** The list of bank lines as a file, all pages. Refused: `not-a-sort`. */
export function exportReceipts(app: App, actor: Actor, { sort, ...filter }: Asked, format: ExportFormat) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findReceipts(tx, filter, { sort: sort ?? '-booked', limit: MOST_ROWS })
    return found.ok ? exportTable(`encaissements-${actor.today}`, COLUMNS, found.value.rows, format) : found
  })
}
