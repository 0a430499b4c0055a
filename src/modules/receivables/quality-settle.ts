import type { Actor, App } from '#platform/app.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { lockFindings, recordSettlements, type FindingFilter, type LockedFinding } from './quality-store.ts'

/** What may be decided of many findings at once. */
type Verdict = keyof typeof STANDINGS

/** The most findings one command settles: beyond, the list is narrowed first. */
const MOST_SETTLED = 20_000

/** How many were changed, were so already, or could not be so: only an open finding holds its invoice. */
type SettledFindings = { readonly changed: number; readonly already: number; readonly left: number }

const STANDINGS = {
  mended: { state: 'mended', holds: false },
  accepted: { state: 'accepted', holds: false },
  held: { state: 'open', holds: true },
  free: { state: 'open', holds: false },
  open: { state: 'open', holds: false },
} as const

// A point that is settled holds nothing and is not opened again by the way.
function fateOf(found: LockedFinding, verdict: Verdict): keyof SettledFindings {
  const { state, holds } = STANDINGS[verdict]
  if (verdict === 'open') return found.state === 'open' ? 'already' : 'changed'
  if (verdict === 'free') return found.holds ? 'changed' : 'already'
  if (verdict === 'held' && found.state !== 'open') return 'left'
  return found.state === state && found.holds === holds ? 'already' : 'changed'
}

/**
 * Settles many findings in one transaction: those named, or all that a filter leaves, with one note. Journaled invoice
 * by invoice. Refused, with nothing changed: `which-findings` (neither or both are given), `note-needed`,
 * `too-many-findings` (over 20,000).
 */
export function settleFindings(
  app: App,
  actor: Actor,
  wanted: { readonly ids?: readonly string[] | undefined; readonly filter?: FindingFilter | undefined },
  verdict: Verdict,
  given: string | null,
): Promise<Result<SettledFindings>> {
  const note = given?.trim() || null
  return app.db.inTenant(actor.tenant, async tx => {
    const { ids, filter } = wanted
    if ((ids === undefined) === (filter === undefined)) {
      return refuse('which-findings', 'name the findings by their ids, or by the filter of the list, not both')
    }
    if (verdict === 'accepted' && note === null) {
      return refuse('note-needed', 'say why these are accepted as they are', { field: 'note' })
    }
    const named = filter === undefined ? { ids: ids ?? [] } : { filter }
    const found = await lockFindings(tx, named, MOST_SETTLED + 1)
    if (found.length > MOST_SETTLED) {
      return refuse('too-many-findings', `at most ${MOST_SETTLED} are settled at once: narrow the list first`, {
        most: MOST_SETTLED,
      })
    }
    const tally = { changed: 0, already: 0, left: 0 }
    const changed = found.filter(each => {
      const fate = fateOf(each, verdict)
      tally[fate] += 1
      return fate === 'changed'
    })
    const { state, holds } = STANDINGS[verdict]
    await recordSettlements(tx, changed, { state, holds, note, by: actor.user, today: actor.today })
    await record(
      tx,
      actor.tenant,
      actor,
      byInvoice(changed).map(({ customer, invoice, codes }) => {
        return { customer, kind: 'invoice-finding-settled', data: { invoice, codes, state, holds, note } }
      }),
    )
    return ok(tally)
  })
}

type OfInvoice = { readonly customer: CustomerId; readonly invoice: InvoiceId; readonly codes: string[] }

function byInvoice(changed: readonly LockedFinding[]): OfInvoice[] {
  const found = new Map<InvoiceId, OfInvoice>()
  for (const { customer, invoice, code } of changed) {
    const known = found.get(invoice)
    if (known) known.codes.push(code)
    else found.set(invoice, { customer, invoice, codes: [code] })
  }
  return [...found.values()]
}
