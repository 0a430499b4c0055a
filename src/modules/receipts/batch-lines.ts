import type { Warning } from '#formats/outcome.ts'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import type { BankAccountId } from './model.ts'
import { recordOperations } from './part-store.ts'
import { loadBatches, type NewLine } from './statement-store.ts'

/**
 * Leaves out what another file has booked already in another form: banks send a batch in one sum (CAMT.053) and its
 * details in a second file (CAMT.054), in any order. Details win while nobody has placed the sum, which is then set
 * aside; after that the sum stands. Answers the lines to be kept and what was done, as warnings.
 */
export async function withoutDoubles(
  tx: Tx,
  actor: Actor,
  account: BankAccountId,
  lines: readonly NewLine[],
): Promise<{ readonly lines: readonly NewLine[]; readonly warnings: readonly Warning[] }> {
  const details = new Map<string, bigint>()
  for (const { parent, amount } of lines) if (parent !== null) details.set(parent, (details.get(parent) ?? 0n) + amount)
  const sums = lines.filter(line => line.parent === null).flatMap(line => line.bankReference ?? [])
  if (details.size === 0 && sums.length === 0) return { lines, warnings: [] }
  const known = await loadBatches(tx, account, [...details.keys()], sums)
  const dropped = new Set<NewLine>()
  const warnings: Warning[] = []
  const say = (code: string, message: string, where: string): number => warnings.push({ code, message, where })
  for (const line of lines) {
    if (line.parent !== null || line.bankReference === null) continue
    if (known.details.get(line.bankReference) !== line.amount) continue
    dropped.add(line)
    say('batch-known', 'the details of this batch are known from another file: its sum is left out', line.bankReference)
  }
  for (const sum of known.sums) {
    if (details.get(sum.reference) !== sum.amount) continue
    if (sum.placed === 0n) {
      const part = { kind: 'elsewhere' as const, customer: null, invoice: null, amount: sum.amount }
      const operation = { id: newId<'operation'>(), line: sum.line, kind: 'not-ours' as const, on: sum.bookedOn }
      await recordOperations(tx, actor.tenant, actor, [{ ...operation, reason: 'detailed', parts: [part] }])
      say('batch-detailed', 'this batch was known in one sum: its details take the place of the sum', sum.reference)
    } else if (!sum.detailed) {
      for (const line of lines) if (line.parent === sum.reference) dropped.add(line)
      say('batch-known', 'this batch is known and placed in one sum: its details are left out', sum.reference)
    }
  }
  return { lines: lines.filter(line => !dropped.has(line)), warnings }
}
