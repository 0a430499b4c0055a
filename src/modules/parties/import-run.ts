import { newId } from '#platform/ids.ts'
import type { Tx } from '#platform/db/database.ts'
import type { CustomerId, GroupId, TenantId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { planCustomer, type CustomerPlan, type KnownCustomer, type Says } from './import-decide.ts'
import { findCustomers, loadKnownCustomers, recordGroups, recordPlans } from './import-store.ts'
import type { Creditor, Segment } from './model.ts'
import { loadSegments } from './store.ts'

/** One customer as a file gives it. */
export type CustomerGiven = { readonly creditor: Creditor; readonly ref: string | null; readonly says: Says }

/** What became of it. */
export type CustomerTaken = Pick<CustomerPlan, 'outcome' | 'addressChanged' | 'ibanChanged'> & {
  readonly customer: CustomerId
}

/** What a dry run remembers between batches instead of writing it. */
export type CustomerMemory = {
  readonly created: Map<string, CustomerId>
  readonly known: Map<CustomerId, KnownCustomer>
}

/**
 * Takes customers of a file into the books: found by code, else by identifier, else by name; created or changed, placed
 * in groups and segments. One answer per row, in order. Refused rows: `code-missing`, `name-missing`,
 * `customer-ambiguous`. The journal is the caller's: it knows why. With a `memory` nothing is written: it is a dry run,
 * and what was decided before is read there.
 */
export async function takeCustomers(
  tx: Tx,
  tenant: TenantId,
  given: readonly CustomerGiven[],
  memory: CustomerMemory | null = null,
): Promise<Result<CustomerTaken>[]> {
  if (given.length === 0) return []
  const segments: Segment[] = await loadSegments(tx)
  const found = await findCustomers(
    tx,
    given.map(({ creditor, ref, says }) => ({
      creditor: creditor.id,
      ref,
      siren: says.siren ?? null,
      vatNumber: says.vatNumber ?? null,
      enterpriseNumber: says.enterpriseNumber ?? null,
      name: says.name ?? null,
    })),
  )
  const ids = found.filter((id): id is CustomerId => id !== null && id !== 'several')
  const known = ids.length === 0 ? new Map<CustomerId, KnownCustomer>() : await loadKnownCustomers(tx, ids)
  const created = memory?.created ?? new Map<string, CustomerId>()
  const plans = new Map<CustomerId, CustomerPlan>()
  const answers = given.map(({ creditor, ref, says }, n): Result<CustomerTaken> => {
    const hit = found[n] ?? null
    if (hit === 'several') {
      return refuse('customer-ambiguous', 'several customers have this identifier or name: give the customer code')
    }
    const key = `${creditor.id} ${ref ?? says.siren ?? says.enterpriseNumber ?? says.vatNumber ?? ''}`
    const id = hit ?? created.get(key)
    const before = id === undefined ? null : (memory?.known.get(id) ?? known.get(id) ?? null)
    const plan = planCustomer(ref, says, before, { creditor, segments, newId })
    if (!plan.ok) return plan
    const { after, write, outcome, addressChanged, ibanChanged } = plan.value
    known.set(after.id, after)
    if (write) memory?.known.set(after.id, after)
    if (outcome === 'created') created.set(key, after.id)
    if (write) plans.set(after.id, joined(plans.get(after.id), plan.value))
    return ok({ customer: after.id, outcome, addressChanged, ibanChanged })
  })
  if (memory) return answers
  const names = new Set([...plans.values()].flatMap(({ after }) => (after.group === null ? [] : [after.group])))
  const groups = await recordGroups(
    tx,
    tenant,
    [...names].map(name => ({ id: newId<'group'>() as GroupId, name })),
  )
  if (plans.size > 0) await recordPlans(tx, tenant, [...plans.values()], groups)
  return answers
}

// Two rows of one batch for the same customer are written as one.
function joined(before: CustomerPlan | undefined, plan: CustomerPlan): CustomerPlan {
  if (!before) return plan
  const kept = before.contacts.filter(old => !plan.contacts.some(contact => contact.id === old.id))
  return { ...plan, contacts: [...kept, ...plan.contacts] }
}
