import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Language } from './facts.ts'
import { holdNumbers, isSingular, typeset } from './typography.ts'

/** What a template may print. */
export const VARIABLES = [
  'charges.total',
  'compensation',
  'contact.name',
  'creditor.name',
  'customer.name',
  'law',
  'oldest.days',
  'oldest.dueOn',
  'overdue.count',
  'overdue.total',
  'payBy',
  'payable.total',
  'reminders',
  'today',
  'upcoming.count',
  'upcoming.dueOn',
  'upcoming.total',
] as const
export type Variable = (typeof VARIABLES)[number]

/** What a template may ask. */
export const CONDITIONS = [
  'business',
  'charges',
  'compensation',
  'contact',
  'credits',
  'email',
  'overdue',
  'registered',
  'reminders',
  'upcoming',
] as const
export type Condition = (typeof CONDITIONS)[number]

/** Numbers that decide between a singular and a plural. */
const COUNTS = ['overdue.count', 'upcoming.count', 'oldest.days'] as const
type Count = (typeof COUNTS)[number]

/** The values of one reminder, ready to print. */
export type Values = {
  readonly text: Readonly<Record<Variable, string>>
  readonly holds: Readonly<Record<Condition, boolean>>
  readonly counts: Readonly<Record<Count, number>>
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: Variable }
  | { readonly kind: 'plural'; readonly count: Count; readonly one: string; readonly many: string }
  | { readonly kind: 'if'; readonly on: Condition; readonly not: boolean; readonly yes: Node[]; readonly no: Node[] }
  | { readonly kind: 'block'; readonly block: 'table' | 'payment' }

/** A template read and checked: it can no longer fail when it is filled in. */
export type Template = {
  readonly language: Language
  readonly subject: readonly Node[]
  readonly body: readonly Node[]
}

/** What a body becomes: paragraphs, and the places of the statement and of the payment details. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table' }
  | { readonly kind: 'payment' }
  | Amounts

/** A small table of named amounts and their total, as they are printed. */
export type Amounts = {
  readonly kind: 'amounts'
  readonly columns: readonly [what: string, amount: string]
  readonly rows: readonly (readonly [what: string, amount: string])[]
  readonly total: readonly [label: string, amount: string]
}

/**
 * Reads a template. The language has variables `{{overdue.total}}`, conditions `{{if business}}…{{else}}…{{end}}` (also
 * `{{if not business}}`), plurals `{{plural overdue.count|facture|factures}}`, and the two blocks `{{table}}` and
 * `{{payment}}`, each once in the body; an empty line parts paragraphs. There are no loops, no calls and no includes.
 * Refused: `unknown-word`, `unbalanced-if`, `missing-block`, `subject-with-block`.
 */
export function parseTemplate(source: { subject: string; body: string }, language: Language): Result<Template> {
  const subject = parseNodes(source.subject.trim(), language)
  if (!subject.ok) return subject
  if (blocksOf(subject.value).length > 0) return refuse('subject-with-block', 'a subject cannot hold a table')
  const body = parseNodes(source.body.trim(), language)
  if (!body.ok) return body
  for (const block of ['table', 'payment'] as const) {
    if (blocksOf(body.value).filter(found => found === block).length !== 1) {
      return refuse('missing-block', `the body must hold {{${block}}} exactly once, outside any condition`, { block })
    }
  }
  return ok({ language, subject: subject.value, body: body.value })
}

function blocksOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap(node => (node.kind === 'block' ? [node.block] : []))
}

type Open = { nodes: Node[]; on: Condition; not: boolean; yes: Node[] | null }

function parseNodes(source: string, language: Language): Result<Node[]> {
  const top: Node[] = []
  const open: Open[] = []
  const here = (): Node[] => open.at(-1)?.nodes ?? top
  for (const piece of source.split(/(\{\{[^{}]*\}\})/)) {
    if (!/^\{\{[^{}]*\}\}$/.test(piece)) {
      if (/\{\{|\}\}/.test(piece)) return refuse('unknown-word', 'a {{ or }} stands alone: close it or remove it')
      if (piece !== '') here().push({ kind: 'text', text: typeset(piece, language) })
      continue
    }
    const word = piece.slice(2, -2).trim()
    const condition = /^if (not )?(\w+)$/.exec(word)
    if (condition) {
      const on = CONDITIONS.find(name => name === condition[2])
      if (!on) return refuse('unknown-word', `there is no condition "${condition[2]}"`, { word })
      open.push({ nodes: [], on, not: condition[1] !== undefined, yes: null })
    } else if (word === 'else') {
      const last = open.at(-1)
      if (!last || last.yes) return refuse('unbalanced-if', '{{else}} stands without its {{if}}')
      last.yes = last.nodes
      last.nodes = []
    } else if (word === 'end') {
      const last = open.pop()
      if (!last) return refuse('unbalanced-if', '{{end}} stands without its {{if}}')
      const [yes, no] = last.yes ? [last.yes, last.nodes] : [last.nodes, []]
      here().push({ kind: 'if', on: last.on, not: last.not, yes, no })
    } else {
      const node = parseWord(word, language)
      if (!node.ok) return node
      if (node.value.kind === 'block' && open.length > 0) {
        return refuse('missing-block', `{{${word}}} cannot stand inside a condition`, { word })
      }
      here().push(node.value)
    }
  }
  return open.length > 0 ? refuse('unbalanced-if', 'an {{if}} is not closed by {{end}}') : ok(top)
}

function parseWord(word: string, language: Language): Result<Node> {
  if (word === 'table' || word === 'payment') return ok({ kind: 'block', block: word })
  const plural = /^plural ([\w.]+)\|([^|]*)\|([^|]*)$/.exec(word)
  if (plural) {
    const count = COUNTS.find(name => name === plural[1])
    if (!count) return refuse('unknown-word', `"${plural[1]}" is not a number that can be counted`, { word })
    return ok({
      kind: 'plural',
      count,
      one: typeset(plural[2] ?? '', language),
      many: typeset(plural[3] ?? '', language),
    })
  }
  const name = VARIABLES.find(variable => variable === word)
  if (!name) return refuse('unknown-word', `there is no variable "${word}"; known: ${VARIABLES.join(', ')}`, { word })
  return ok({ kind: 'variable', name })
}

/** The subject filled in, one line. */
export function fillSubject(template: Template, values: Values): string {
  const text = fill(template.subject, values, template.language).filter(part => typeof part === 'string')
  return holdNumbers(
    text
      .join('')
      .replace(/[ \n]+/g, ' ')
      .trim(),
  )
}

/** The body filled in: paragraphs that turned out empty are gone, and no value can make a block or a paragraph. */
export function fillBody(template: Template, values: Values): Block[] {
  const blocks: Block[] = []
  let text = ''
  const flush = (): void => {
    for (const paragraph of text.split(/\n{2,}/)) {
      const line = holdNumbers(paragraph.replace(/[ \n]+/g, ' ').trim())
      if (line !== '') blocks.push({ kind: 'paragraph', text: line })
    }
    text = ''
  }
  for (const part of fill(template.body, values, template.language)) {
    if (typeof part === 'string') text += part
    else {
      flush()
      blocks.push({ kind: part.block })
    }
  }
  flush()
  return blocks
}

function fill(
  nodes: readonly Node[],
  values: Values,
  language: Language,
): (string | { readonly block: 'table' | 'payment' })[] {
  return nodes.flatMap(node => {
    switch (node.kind) {
      case 'text':
        return [node.text]
      case 'variable':
        return [values.text[node.name]]
      case 'plural':
        return [isSingular(values.counts[node.count], language) ? node.one : node.many]
      case 'if':
        return fill(values.holds[node.on] !== node.not ? node.yes : node.no, values, language)
      case 'block':
        return [{ block: node.block }]
    }
  })
}
