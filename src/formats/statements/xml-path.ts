import type { XmlElement } from '../xml.ts'

/** Children of an element that have one of the names. */
export function at(element: XmlElement | undefined, ...names: readonly string[]): XmlElement[] {
  return element?.children.filter(child => names.includes(child.name)) ?? []
}

/** The first element under a path of names. */
export function under(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let current = element
  for (const name of path) current = current?.children.find(child => child.name === name)
  return current
}

/** The trimmed text under a path of names; null when there is none or it is empty. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | null {
  const text =
    under(element, ...path)
      ?.text.replace(/\s+/g, ' ')
      .trim() ?? ''
  return text === '' ? null : text
}

/** The element as XML again, without prefixes: the raw text that a bank line keeps. */
export function asXml(element: XmlElement): string {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  const text = element.text.trim()
  const inside = (element.children.length === 0 ? escaped(text) : '') + element.children.map(asXml).join('')
  return `<${element.name}${attributes}>${inside}</${element.name}>`
}

/** Text as XML writes it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
