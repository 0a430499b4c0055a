import { Unreadable } from './model.ts'
import { linesOf } from './text.ts'

/** One `:tag:` with its text (lines kept apart by `\n`) and the text of the file it came from. */
export type Field = { readonly tag: string; readonly text: string; readonly raw: string; readonly line: number }

/** The fields of one statement, from `:20:` to the dash or to the next `:20:`. */
export type Message = { readonly fields: readonly Field[]; readonly line: number }

// SWIFT allows six lines of details, banks send some thirty.
const MAX_FIELD_LINES = 2_000

// Only these tags start a field: a time such as `:12:11` at the start of a wrapped line is text.
const TAG = /^:(20|21|25P?|28C?|60[FM]|61|62[FM]|64|65|86|13D?|34F|90[CD]|NS):/

/** Whether a text is MT940 or MT942: one of the tags at the start of an early line, after a SWIFT header at most. */
export function looksLikeMt940(text: string): boolean {
  if (/^\s*(\{[1-4]:|:94[02]:)/.test(text)) return true
  let rest = text.slice(0, 4000).split(/\r\n|\n|\r/)
  rest = rest.filter(line => line.trim() !== '').slice(0, 12)
  return rest.some(line => TAG.test(line))
}

/**
 * Cuts a text into messages and fields. Lines before the first tag of a message (envelopes, bank names) are no field.
 * Throws `Unreadable` (`field-too-long`).
 */
export function messagesOf(text: string): Message[] {
  const messages: { fields: { tag: string; lines: string[]; line: number }[]; line: number }[] = []
  let open = false
  for (const { text: whole, number } of linesOf(text)) {
    const content = whole.replace(/^\{1:.*\{4:\s*/, '').replace(/^:94[02]:\s*$/, '')
    const tag = TAG.exec(content)?.[1]
    if (tag !== undefined) {
      if (!open || (tag === '20' && (messages.at(-1)?.fields.length ?? 0) > 0))
        messages.push({ fields: [], line: number })
      open = true
      messages.at(-1)?.fields.push({ tag, lines: [content.slice(tag.length + 2)], line: number })
    } else if (/^-(\}|XXX)?\s*$|^-\}/.test(content)) open = false
    else if (open && content !== '') {
      const lines = messages.at(-1)?.fields.at(-1)?.lines
      if (lines && lines.push(content) > MAX_FIELD_LINES) {
        throw new Unreadable('field-too-long', `line ${number}: a field of more than ${MAX_FIELD_LINES} lines`)
      }
    }
  }
  return messages.map(message => ({ line: message.line, fields: message.fields.map(fieldOf) }))
}

function fieldOf(field: { tag: string; lines: string[]; line: number }): Field {
  const text = field.lines.join('\n')
  return { tag: field.tag, text, raw: `:${field.tag}:${text}`, line: field.line }
}
