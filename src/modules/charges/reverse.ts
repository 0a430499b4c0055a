import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { reverseWriteOff } from '#modules/receivables/index.ts'
import type { WaiverId } from './model.ts'
import { lockCustomers } from './store.ts'
import { shownWaivers } from './waive.ts'
import type { Telling } from './telling.ts'
import { loadWaivers, recordReversal, type KeptWaiver } from './waiver-store.ts'

/**
 * Takes a waiver back: what it lowered is owed again, and the open item of its claim with it. A message that has not
 * left is withdrawn. A customer who was told in writing may hold us to it (C. civ. 1350), so that one needs his
 * agreement.
 * Refused: `not-found`, `already-reversed`, `waived-in-writing`, `note-needed`.
 */
export function reverseWaiver(
  app: App,
  actor: Actor,
  id: WaiverId,
  given: { readonly note: string; readonly despiteWriting: boolean },
  telling: Telling,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const note = given.note.trim()
    if (note === '') return refuse('note-needed', 'say in a few words why this is taken back', { field: 'note' })
    const found = await lockWaiver(tx, id)
    if (!found.ok) return found
    const waiver = found.value
    const told = waiver.inWriting && (await toldOf(tx, actor, waiver, telling))
    if (told && !given.despiteWriting) {
      return refuse(
        'waived-in-writing',
        'the customer was told in writing and may hold you to it (C. civ. 1350): take it back only if he agrees',
        { waiver: id },
      )
    }
    await recordReversal(tx, actor, { id: newId<'charge-waiver'>(), reverses: id, note, on: actor.today })
    if (waiver.item !== null) {
      await reverseWriteOff(tx, actor.tenant, {
        id: newId<'allocation'>(),
        invoice: waiver.item,
        source: id,
        on: actor.today,
        note,
      })
    }
    const { kind, invoice, amount, currency } = waiver
    const facts = { waiver: id, invoice: invoice.id, kind, amount: toDecimal(money(amount, currency)), note }
    await record(tx, actor.tenant, actor, [{ customer: waiver.customer, kind: 'charges-waiver-reversed', data: facts }])
    const [shown] = await shownWaivers(tx, { ids: [id] })
    return shown ? ok(shown) : notFound(id)
  })
}

// Whether the customer holds it in writing; a message that has not left is withdrawn, or will say what is left.
async function toldOf(tx: Tx, actor: Actor, waiver: KeptWaiver, telling: Telling): Promise<boolean> {
  const gesture = await loadWaivers(tx, waiver.id)
  const rest = gesture.some(each => each.id !== waiver.id && !each.reversed)
  const ids = gesture.map(each => each.id)
  return (await telling.stop(tx, actor, waiver.customer, ids, rest)) !== 'stopped'
}

// Read once to know whose customer to hold, and again once he is held: two people may take it back at once.
async function lockWaiver(tx: Tx, id: WaiverId): Promise<Result<KeptWaiver>> {
  const [before] = await loadWaivers(tx, id)
  if (!before) return notFound(id)
  await lockCustomers(tx, [before.invoice.id])
  const [waiver] = await loadWaivers(tx, id)
  if (!waiver) return notFound(id)
  return waiver.reversed ? alreadyReversed(id) : ok(waiver)
}

/**
 * The letter that tells the customer what was given up in one gesture, in his language. Refused: `not-found`,
 * `already-reversed` when nothing of it stands.
 */
export function printWaiver(
  app: App,
  actor: Actor,
  id: WaiverId,
  telling: Telling,
): Promise<Result<{ bytes: Uint8Array; name: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const kept = await loadWaivers(tx, id)
    const [first] = kept
    if (!first) return notFound(id)
    const standing = kept.filter(waiver => !waiver.reversed)
    if (standing.length === 0) return alreadyReversed(id)
    const bytes = await telling.letter(tx, standing)
    return ok({ bytes, name: `remise-${first.invoice.number}-${first.waivedOn}.pdf` })
  })
}

function notFound(id: WaiverId): Result<never> {
  return refuse('not-found', `there is no waiver ${id} here`, { waiver: id })
}

function alreadyReversed(id: WaiverId): Result<never> {
  return refuse('already-reversed', 'this waiver was taken back already: read the list again', { waiver: id })
}
