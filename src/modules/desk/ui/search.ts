import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { amountText, call, paths, spokenLanguage, textOf, type Hit } from '#web/index.ts'
import { search } from '../api.ts'

/** Ctrl+K: customers, invoices and contacts, by whatever people remember of them. */
export async function searchEverything(query: string, signal: AbortSignal): Promise<readonly Hit[]> {
  const { items } = await call(search, { query: { q: query } }, { signal })
  const t = textOf('desk')
  return items.map(({ what, id, customerId, title, subtitle, amount }) => ({
    id: `${what} ${id}`,
    group: t(`found.${what}`),
    title,
    hint: [subtitle, ...(amount ? [amountText(amount, spokenLanguage())] : [])].join(' · '),
    to: what === 'invoice' ? paths.invoice(id as InvoiceId) : paths.customer(customerId as CustomerId),
  }))
}
