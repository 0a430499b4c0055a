import type { ReactNode } from 'react'
import { InvoiceCharges } from '#modules/charges/ui/index.ts'
import * as receivables from '#modules/receivables/ui/index.ts'

/** UNTDID 1001: a debit note bears neither interest nor a fee of its own. */
const DEBIT_NOTE = '383'

/** One invoice with what every module says of it. */
export function InvoicePage(): ReactNode {
  return (
    <receivables.InvoicePage
      more={invoice =>
        invoice.kind === 'invoice' && invoice.typeCode !== DEBIT_NOTE && <InvoiceCharges invoice={invoice.id} />
      }
    />
  )
}
