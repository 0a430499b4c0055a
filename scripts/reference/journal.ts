import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNode, nodesOf, type Node } from '#test/tidy/walk.ts'
import { page, table } from './page.ts'

type Kind = { readonly kind: string; readonly module: string; readonly facts: readonly string[] }

/**
 * Every kind of journal entry the modules write. They are read from the source: an entry is an object with `kind` and
 * `data`, and a kind is the text there, or any text given to a variable, a parameter or an argument named `kind`.
 */
export async function journalPage(root: string): Promise<string> {
  const kinds: Kind[] = []
  for await (const path of glob('src/modules/*/*.ts', { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8')
    if (!path.endsWith('.test.ts') && text.includes('#platform/journal.ts')) kinds.push(...kindsOf(path, text))
  }
  const byKind = Map.groupBy(kinds, found => found.kind)
  const rows = [...byKind]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, found]) => {
      const facts = [...new Set(found.flatMap(each => each.facts))].map(fact => `\`${fact}\``)
      return [`\`${kind}\``, [...new Set(found.map(each => each.module))].join(', '), facts.join(', ')]
    })
  return page(
    'Journal entries',
    'What the journal can say, which module says it, and the facts it carries where the code names them in place.',
    [table(['kind', 'written by', 'facts'], rows)],
  )
}

function kindsOf(path: string, text: string): Kind[] {
  const module = path.split('/')[2] ?? ''
  const nodes = nodesOf({ path, text }).map(({ node }) => node)
  const places = parameterPlaces(nodes)
  return nodes.flatMap(node => {
    const found = entryIn(node) ?? { texts: namedKind(node, places), facts: [] }
    return found.texts.filter(isKind).map(kind => ({ kind, module, facts: found.facts }))
  })
}

function isKind(text: string): boolean {
  return /^[a-z]+(-[a-z]+)+$/.test(text)
}

/** An object literal with `kind` and `data`: the texts of the one and the field names of the other. */
function entryIn(node: Node): { texts: string[]; facts: string[] } | null {
  if (node.type !== 'ObjectExpression') return null
  const kind = propertyOf(node, 'kind')
  const facts = propertyOf(node, 'data')
  if (!kind || !facts) return null
  return { texts: textsIn(kind), facts: facts.type === 'ObjectExpression' ? fieldsOf(facts) : [] }
}

/** Texts given to a variable named `kind`, or as the argument that a function of this file calls `kind`. */
function namedKind(node: Node, places: ReadonlyMap<string, number>): string[] {
  if (node.type === 'VariableDeclarator' && nameOf(node['id']) === 'kind') return textsIn(node['init'])
  if (node.type !== 'CallExpression') return []
  const place = places.get(nameOf(node['callee']))
  const given = node['arguments']
  return place === undefined || !Array.isArray(given) ? [] : textsIn(given[place])
}

/** For each function of the file that has a parameter `kind`, which one it is. */
function parameterPlaces(nodes: readonly Node[]): Map<string, number> {
  return new Map(
    nodes.flatMap((node): [string, number][] => {
      const params = node.type === 'FunctionDeclaration' ? node['params'] : null
      if (!Array.isArray(params)) return []
      const place = params.findIndex(param => nameOf(param) === 'kind')
      return place < 0 ? [] : [[nameOf(node['id']), place]]
    }),
  )
}

function textsIn(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : []
  return node.type === 'ConditionalExpression' ? [...textsIn(node['consequent']), ...textsIn(node['alternate'])] : []
}

function propertyOf(object: Node, name: string): Node | null {
  const value = propertiesOf(object).find(property => nameOf(property['key']) === name)?.['value']
  return isNode(value) ? value : null
}

function fieldsOf(object: Node): string[] {
  return propertiesOf(object)
    .map(property => nameOf(property['key']))
    .filter(name => name !== '')
}

function propertiesOf(object: Node): Node[] {
  const properties = object['properties']
  return Array.isArray(properties) ? properties.filter(isNode) : []
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node['name']) : ''
}
