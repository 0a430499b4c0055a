import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import { chargesOfReminder, type ReminderCharges } from '#modules/charges/index.ts'
import { loadReminderFacts, type LoadedFacts } from './facts-store.ts'
import { isBusiness } from './facts.ts'
import { TONES, type TemplateKey } from './templates/shape.ts'

/** The facts of a message with what its segment lets reminders say of charges. */
export type ChargedFacts = LoadedFacts & {
  /** What is to be claimed when the message leaves; null when it only shows charges, or says nothing of them. */
  readonly toClaim: ReminderCharges | null
}

/**
 * Loads what a message says, charges included: none before the due date, and never to a private person or an unknown
 * kind. A friendly reminder shows what a firm one claims. Null when there is no such message.
 */
export async function loadChargedFacts(
  tx: Tx,
  id: MessageId,
  template: TemplateKey,
  today: Day,
): Promise<ChargedFacts | null> {
  const loaded = await loadReminderFacts(tx, id, today)
  if (loaded === null) return null
  const tone = TONES[template]
  if (tone === 'preventive' || !isBusiness(loaded.facts)) return { ...loaded, toClaim: null }
  const found = await chargesOfReminder(
    tx,
    loaded.invoices.map(invoice => invoice.id),
    today,
  )
  if (found === null) return { ...loaded, toClaim: null }
  const claimed = found.choice === 'claim' && tone !== 'courtesy'
  const { interest, fees, rates } = found
  const facts = { ...loaded.facts, charges: { interest, fees, rates, claimed, note: null } }
  return { ...loaded, facts, toClaim: claimed ? found : null }
}
