import { unwrap } from '#kernel/result.ts'
import { emailHtml, emailText } from './email.ts'
import type { Language, ReminderFacts } from './facts.ts'
import { letterPdf } from './letter.ts'
import { statementOf } from './statement.ts'
import { fillBody, fillSubject, parseTemplate, type Template } from './template.ts'
import { TONES, type TemplateKey, type Tone } from './templates/shape.ts'
import { frameOf, labelsOf, TEXTS, valuesOf } from './words.ts'

/** A message ready to leave: `letter` is there when the facts say it goes by post. */
export type Composition = {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly letter?: Uint8Array
}

const parsed = new Map<string, Template>()

/** A default template in one language, read and checked once. */
export function defaultTemplate(key: TemplateKey, language: Language): Template {
  const name = `${key} ${language}`
  const held = parsed.get(name)
  if (held) return held
  const template = unwrap(parseTemplate(TEXTS[language].templates[key], language))
  parsed.set(name, template)
  return template
}

/**
 * Writes one reminder with a default template, in the customer's language. Pure: the same facts give the same words and
 * the same bytes. Charges and business law are never printed to a private person or an unknown kind, whatever the facts
 * and the template say.
 */
export function compose(facts: ReminderFacts, key: TemplateKey): Composition {
  return composeWith(facts, defaultTemplate(key, facts.customer.language), TONES[key])
}

/** The same with a template of the tenant's own, in the tone it was written for. */
export function composeWith(facts: ReminderFacts, template: Template, tone: Tone): Composition {
  const labels = labelsOf(facts.customer.language)
  const statement = statementOf(facts, labels, tone)
  const values = valuesOf(facts, statement, labels, tone)
  const parts = {
    facts,
    labels,
    statement,
    frame: frameOf(facts, labels, tone),
    blocks: fillBody(template, values),
    subject: fillSubject(template, values),
  }
  const composition = { subject: parts.subject, text: emailText(parts), html: emailHtml(parts) }
  return facts.delivery === 'email' ? composition : { ...composition, letter: letterPdf(parts) }
}
