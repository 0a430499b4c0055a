import { readCustomer } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'

/** The name behind a customer in the address, to say it in a chip; null while it is not known. */
export function useCustomerName(id: string | undefined): { readonly id: string; readonly name: string } | null {
  const answer = web.useAnswer(readCustomer, { params: { customer: id ?? '' } }, { enabled: id !== undefined })
  return id !== undefined && answer.data?.id === id ? { id, name: answer.data.name } : null
}
