import { parseSync } from 'oxc-parser'

/** Any node of the syntax tree; the rules look only at the few fields they name. */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>

/** One source file as the rules see it. `path` is relative to the repository, with forward slashes. */
export type Source = { readonly path: string; readonly text: string }

/** What a rule found: where, what, and the way out. */
export type Violation = { readonly path: string; readonly line: number; readonly message: string }

/** Line number (from 1) of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Every node of a file with its parent, depth first. A file that does not parse throws with its first error. */
export function nodesOf(source: Source): { node: Node; parent: Node | null }[] {
  const parsed = parseSync(source.path, source.text)
  const problem = parsed.errors[0]
  if (problem) throw new Error(`${source.path} does not parse: ${problem.message}`)
  const found: { node: Node; parent: Node | null }[] = []
  visit(parsed.program as unknown as Node, null, found)
  return found
}

function visit(node: Node, parent: Node | null, found: { node: Node; parent: Node | null }[]): void {
  found.push({ node, parent })
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, node, found)
  }
}

/** Is this value a syntax node? */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The module specifiers a file imports, static and dynamic, with their offsets. Type-only ones count too. */
export function importsOf(source: Source): { specifier: string; start: number }[] {
  return nodesOf(source).flatMap(({ node }) => {
    const from = node['source']
    if (!/^(Import|Export(Named|All))Declaration$|^ImportExpression$/.test(node.type) || !isNode(from)) return []
    return typeof from['value'] === 'string' ? [{ specifier: from['value'], start: node.start }] : []
  })
}
