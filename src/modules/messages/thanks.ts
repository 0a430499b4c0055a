import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import type { Composition } from './compose.ts'
import { emailHtml, emailText } from './email.ts'
import type { Language, ReminderFacts } from './facts.ts'
import { loadReminderFacts } from './facts-store.ts'
import type { PaidItem } from './model.ts'
import { loadPaidItems } from './store.ts'
import { statementOf } from './statement.ts'
import { amountText, isSingular, oneLine, put, typeset } from './typography.ts'
import { frameOf, labelsOf } from './words.ts'

type Words = {
  readonly subject: string
  readonly body: readonly [one: string, many: string]
  readonly settled: string
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    subject: 'Merci pour votre règlement',
    body: [
      'Nous avons bien reçu le règlement de la facture {numbers}, soit {total}, et vous en remercions.',
      'Nous avons bien reçu le règlement des factures {numbers}, soit {total}, et vous en remercions.',
    ],
    settled: 'Plus rien n’est échu sur votre compte : aucune démarche n’est attendue de votre part.',
  },
  nl: {
    subject: 'Dank u voor uw betaling',
    body: [
      'Wij hebben de betaling van factuur {numbers}, zijnde {total}, goed ontvangen en danken u daarvoor.',
      'Wij hebben de betaling van de facturen {numbers}, zijnde {total}, goed ontvangen en danken u daarvoor.',
    ],
    settled: 'Op uw rekening is niets meer vervallen: u hoeft niets te doen.',
  },
  en: {
    subject: 'Thank you for your payment',
    body: [
      'We have received the payment of invoice {numbers}, {total}, and thank you for it.',
      'We have received the payment of invoices {numbers}, {total}, and thank you for it.',
    ],
    settled: 'Nothing is overdue on your account any more: there is nothing you need to do.',
  },
  de: {
    subject: 'Vielen Dank für Ihre Zahlung',
    body: [
      'Wir haben die Zahlung der Rechnung {numbers} über {total} erhalten und danken Ihnen dafür.',
      'Wir haben die Zahlung der Rechnungen {numbers} über {total} erhalten und danken Ihnen dafür.',
    ],
    settled: 'Auf Ihrem Konto ist nichts mehr fällig: Sie brauchen nichts zu unternehmen.',
  },
}

/** Writes the thanks in the customer's language. Pure. */
export function composeThanks(facts: ReminderFacts, paid: readonly PaidItem[]): Composition {
  const { language } = facts.customer
  const words = WORDS[language]
  const labels = labelsOf(language)
  const total = paid.reduce((sum, item) => sum + item.amount, 0n)
  const said = put(words.body[isSingular(paid.length, language) ? 0 : 1], {
    numbers: paid.map(item => oneLine(item.number)).join(', '),
    total: amountText(total, facts.currency, language),
  })
  const parts = {
    facts,
    labels,
    statement: statementOf(facts, labels, 'courtesy'),
    frame: { ...frameOf(facts, labels, 'courtesy'), attached: null, ignore: typeset(words.settled, language) },
    blocks: [{ kind: 'paragraph' as const, text: typeset(said, language) }],
    subject: typeset(words.subject, language),
  }
  return { subject: parts.subject, text: emailText(parts), html: emailHtml(parts) }
}

/** The thanks of one message as they would leave now, and whether one of the invoices is owed again; null when gone. */
export async function loadThanks(
  tx: Tx,
  id: MessageId,
  on: Day,
): Promise<{ readonly composed: Composition; readonly owedAgain: boolean } | null> {
  const loaded = await loadReminderFacts(tx, id, on)
  const paid = await loadPaidItems(tx, id)
  if (!loaded || paid.length === 0) return null
  const facts = { ...loaded.facts, items: [], attachedInvoices: 0 }
  return { composed: composeThanks(facts, paid), owedAgain: paid.some(item => item.open > 0n) }
}
