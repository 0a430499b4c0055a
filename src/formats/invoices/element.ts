/**
 * An XML element being written; `null` children and children without content are left out, as the e-invoice rules
 * want.
 */
export type Xml = string | null

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, mark => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark)

/** `<name>text</name>`; nothing for null or an empty text. */
export function leaf(name: string, text: string | null, attributes: Readonly<Record<string, string>> = {}): Xml {
  if (text === null || text === '') return null
  return `<${name}${written(attributes)}>${escape(clean(text))}</${name}>`
}

/** `<name>` around its children; nothing when none is left. */
export function node(name: string, ...children: readonly (Xml | readonly Xml[])[]): Xml {
  const kept = children.flat().filter(child => child !== null)
  return kept.length === 0 ? null : `<${name}>\n${indent(kept.join('\n'))}\n</${name}>`
}

/** `<name/>` that the schema wants even when it holds nothing. */
export function required(name: string, ...children: readonly (Xml | readonly Xml[])[]): string {
  return node(name, ...children) ?? `<${name}/>`
}

/** The whole document with its namespaces. */
export function root(
  name: string,
  namespaces: Readonly<Record<string, string>>,
  ...children: readonly (Xml | readonly Xml[])[]
): string {
  const kept = children.flat().filter(child => child !== null)
  const inside = indent(kept.join('\n'))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${written(namespaces)}>\n${inside}\n</${name}>\n`
}

const written = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('')

// Only lines that open with a tag are indented: a text of several lines must come out as it went in.
const indent = (text: string): string => text.replace(/^(?=\s*<)/gm, '  ')

// XML 1.0 has no way to write control characters, so they cannot stay.
// oxlint-disable-next-line no-control-regex
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, ' ')
