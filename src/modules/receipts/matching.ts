import { setImmediate as breathe } from 'node:timers/promises'
import { lockInvoices } from '#modules/receivables/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { matching, type MatchingRulesOf } from './decide.ts'
import * as store from './match-store.ts'
import type { Credit, LineId, Proposal, Verdicts } from './model.ts'
import { lockLines, recordOperations } from './part-store.ts'
import { invoicesOf, journal, operationOf, takes } from './placing.ts'
import { loadMatchingRules } from './rules.ts'
import { clearProposed } from './cheques.ts'
import { readClues } from './clues-decide.ts'
import { findBareSlips, findSlips } from './slip-decide.ts'
import { findCertainSlips, loadWaitingSlips, lockProposed } from './slip-store.ts'
import type { Portfolio } from './portfolio-decide.ts'
import { findSettled } from './settled-decide.ts'
import { loadSettlements } from './settled-store.ts'

/** Told how far the matching is; it may throw to stop it. */
export type Tell = (done: number, of: number) => Promise<void>

const TELL_EVERY = 16

/**
 * Looks again at every line that waits whole, or at those named, and keeps what it proposes. `tell` hears the progress
 * outside the transaction, `also` ends it.
 */
export function propose(
  app: App,
  actor: Actor,
  lines: readonly LineId[] | null = null,
  {
    tell = async () => {},
    also = async () => {},
  }: { tell?: Tell; also?: (tx: Tx, found: Verdicts) => Promise<void> } = {},
): Promise<Verdicts> {
  return app.db.inTenant(actor.tenant, async tx => {
    const credits = await store.loadWaiting(tx, lines)
    let proposals: readonly Proposal[] = []
    if (credits.length > 0) {
      const rules: MatchingRulesOf = await loadMatchingRules(tx)
      // Money that the books have already must not settle anything twice.
      const before = findSettled(credits, await loadSettlements(tx, credits))
      const slips = await loadWaitingSlips(tx, lines)
      const folio = await store.loadPortfolio(tx)
      const open = credits.filter(credit => !before.has(credit.line))
      const credited = findSlips(open, slips, credit => namesItem(credit, folio))
      const rest = open.filter(credit => !credited.has(credit.line))
      const steps = matching(rest, folio, rules)
      let step = steps.next()
      for (let n = 1; step.done !== true; n += 1) {
        // The program that matches also answers people: it takes turns.
        await breathe()
        if (n % TELL_EVERY === 0) await tell(step.value, credits.length)
        step = steps.next()
      }
      const unknown = new Set(step.value.flatMap(proposal => (proposal.pass === null ? proposal.line : [])))
      const bare = findBareSlips(unknown.size === 0 ? [] : rest.filter(credit => unknown.has(credit.line)), slips)
      const others = step.value.map(proposal => bare.get(proposal.line) ?? proposal)
      proposals = [...before.values(), ...credited.values(), ...others]
      await store.recordProposals(tx, actor.tenant, proposals)
    }
    const count = (verdict: string): number => proposals.filter(proposal => proposal.verdict === verdict).length
    const found = { certain: count('certain'), likely: count('likely'), toSort: count('to-sort') }
    await also(tx, found)
    return found
  })
}

function namesItem(credit: Credit, folio: Portfolio): boolean {
  const { references, numbers } = readClues(credit, folio)
  return references.length > 0 || numbers.some(hit => hit.strong)
}

const BATCH = 200

/** What one transaction of settling did; `last` null when nothing is left. */
export type Applied = { readonly applied: number; readonly stale: number; readonly last: LineId | null }

/**
 * Applies every certain proposal, or those of the lines named, batch by batch. A proposal whose invoices were settled
 * meanwhile is thrown away and its line waits. With `byRule`, only where the creditor lets the machine do so by itself;
 * `also` ends each batch's transaction. Answers how many were applied and how many no longer held.
 */
export async function applyCertain(
  app: App,
  actor: Actor,
  lines: readonly LineId[] | null = null,
  { byRule = false, also = async () => {} }: { byRule?: boolean; also?: (tx: Tx, done: Applied) => Promise<void> } = {},
): Promise<{ readonly applied: number; readonly stale: number }> {
  let { applied, stale } = await applySlips(app, actor, lines, { byRule, also })
  for (let after: LineId | null = null; ;) {
    const batch: Applied = await app.db.inTenant(actor.tenant, async tx => {
      const done = await applyBatch(tx, actor, { lines, verdict: 'certain', byRule, slips: false }, after)
      await also(tx, done)
      return done
    })
    applied += batch.applied
    stale += batch.stale
    after = batch.last
    if (after === null) return { applied, stale }
  }
}

// Slip by slip: its cheques are locked before its line, which is the order of every command on cheques.
async function applySlips(
  app: App,
  actor: Actor,
  lines: readonly LineId[] | null,
  { byRule, also }: { readonly byRule: boolean; readonly also: (tx: Tx, done: Applied) => Promise<void> },
): Promise<{ readonly applied: number; readonly stale: number }> {
  let [applied, stale] = [0, 0]
  const found = await app.db.inTenant(actor.tenant, tx => findCertainSlips(tx, lines, byRule))
  for (const id of found) {
    const done = await app.db.inTenant(actor.tenant, async tx => {
      const cheques = await lockProposed(tx, id)
      const [proposal] = await store.lockProposals(tx, { lines: [id], verdict: 'certain' }, null, 1)
      const line = (await lockLines(tx, [id])).get(id)
      if (!proposal?.credited || !line) return null
      const cleared = await clearProposed(tx, actor, line, cheques, 'applied')
      if (!cleared) await store.dropProposals(tx, [id])
      await also(tx, { applied: cleared ? 1 : 0, stale: cleared ? 0 : 1, last: id })
      return cleared
    })
    if (done !== null) {
      if (done) applied += 1
      else stale += 1
    }
  }
  return { applied, stale }
}

async function applyBatch(tx: Tx, actor: Actor, wanted: store.Wanted, after: LineId | null): Promise<Applied> {
  const proposals = await store.lockProposals(tx, wanted, after, BATCH)
  const invoices = await lockInvoices(tx, invoicesOf(proposals))
  const left = new Map([...invoices].map(([id, invoice]) => [id, invoice.open]))
  const good: store.KeptProposal[] = []
  const stale: LineId[] = []
  for (const proposal of proposals) {
    if (takes(proposal, left)) good.push(proposal)
    else stale.push(proposal.line)
  }
  await store.dropProposals(tx, stale)
  const found = await lockLines(
    tx,
    good.map(proposal => proposal.line),
  )
  const operations = good.flatMap(proposal => {
    const line = found.get(proposal.line)
    return line ? [operationOf(line, proposal, invoices, 'applied')] : []
  })
  await recordOperations(tx, actor.tenant, actor, operations)
  await journal(tx, actor, operations, invoices)
  const last = proposals.length < BATCH ? null : (proposals.at(-1)?.line ?? null)
  return { applied: operations.length, stale: stale.length, last }
}
