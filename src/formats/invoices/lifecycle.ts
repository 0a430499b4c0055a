import type { LifecycleDocument, ReadOutcome, Warning } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import { text } from './tree.ts'

/** The outcome of a message about invoices; refused with `lifecycle-empty` and `empty` when it is about none. */
export function lifecycleOutcome(
  format: string,
  profile: string | null,
  documents: readonly LifecycleDocument[],
  warnings: readonly Warning[],
  empty: string,
): ReadOutcome {
  const found = { format, profile, documents, warnings }
  if (documents.length > 0) return { kind: 'lifecycle', ...found, error: null }
  return { kind: 'refused', ...found, error: { code: 'lifecycle-empty', message: empty } }
}

/** The reasons that elements of status give, each by a code, by words or by both. */
export function reasonsOf(statuses: readonly XmlElement[], code: string, words: string): LifecycleDocument['reasons'] {
  return statuses
    .map(status => ({ code: text(status, code), text: text(status, words) }))
    .filter(reason => reason.code !== null || reason.text !== null)
}
