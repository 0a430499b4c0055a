import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lineAt, nodesOf, isNode, type Node, type Source, type Violation } from './walk.ts'

const MAX_FUNCTION_LINES = 70
const MAX_FILE_LINES = 400
const MAX_LINE = 120
/** The formatter cannot break a line inside a text: SQL and messages get this much. */
const MAX_TEXT_LINE = 280

/**
 * Sizes: function, file and line. Tests may have long describe blocks; a line of text may be longer than one of code.
 */
export function sizeRules(sources: readonly Source[]): Violation[] {
  return sources.flatMap(source => {
    const lines = source.text.split('\n')
    const found: Violation[] = []
    if (lines.length > MAX_FILE_LINES) {
      found.push({
        path: source.path,
        line: 1,
        message: `${lines.length} lines, at most ${MAX_FILE_LINES}: split by meaning`,
      })
    }
    const texts = lines.some(line => line.length > MAX_LINE) ? linesWithText(source) : new Set<number>()
    for (const [index, { length }] of lines.entries()) {
      const most = texts.has(index + 1) ? MAX_TEXT_LINE : MAX_LINE
      if (length > most)
        found.push({ path: source.path, line: index + 1, message: `${length} characters, at most ${most}` })
    }
    if (/^test\/|\.test\.tsx?$/.test(source.path)) return found
    return [...found, ...longFunctions(source)]
  })
}

/** The lines that lie inside a template, or hold a string or a pattern of some length. */
function linesWithText(source: Source): Set<number> {
  const found = new Set<number>()
  for (const { node } of nodesOf(source)) {
    const long = node.type === 'TemplateLiteral' || (node.type === 'Literal' && node.end - node.start > 40)
    if (!long) continue
    const last = lineAt(source.text, node.end)
    for (let line = lineAt(source.text, node.start); line <= last; line += 1) found.add(line)
  }
  return found
}

function longFunctions(source: Source): Violation[] {
  return nodesOf(source)
    .filter(({ node }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
    .flatMap(({ node }) => {
      const first = lineAt(source.text, node.start)
      const length = lineAt(source.text, node.end) - first + 1
      if (length <= MAX_FUNCTION_LINES) return []
      return [
        {
          path: source.path,
          line: first,
          message: `function of ${length} lines, at most ${MAX_FUNCTION_LINES}: name its parts`,
        },
      ]
    })
}

const SPOKEN = new Set(['title', 'label', 'placeholder', 'aria-label', 'alt', 'description'])

/** No literal French or English in pages: every text goes through t(), so that it exists in four languages. */
export function spokenTextRules(sources: readonly Source[]): Violation[] {
  return sources
    .filter(source => source.path.endsWith('.tsx') && !/style-page|\.test\.tsx$/.test(source.path))
    .flatMap(source =>
      nodesOf(source).flatMap(({ node }) => {
        const text = spokenText(node)
        if (text === null || !/\p{L}{2,}/u.test(text)) return []
        return [
          {
            path: source.path,
            line: lineAt(source.text, node.start),
            message: `"${text.trim().slice(0, 40)}" is literal: use t()`,
          },
        ]
      }),
    )
}

function spokenText(node: Node): string | null {
  if (node.type === 'JSXText') return String(node['value'])
  const name = node['name']
  const value = node['value']
  if (node.type !== 'JSXAttribute' || !isNode(name) || !isNode(value) || !SPOKEN.has(String(name['name']))) return null
  return typeof value['value'] === 'string' ? value['value'] : null
}

/** One `# Title` per document, at its top, and no link to a file that is not there. */
export function documentRules(documents: readonly Source[], root: string): Violation[] {
  return documents.flatMap(source => {
    const prose = source.text.replace(/```[\s\S]*?```/g, block => block.replace(/[^\n]/g, ' '))
    const titles = prose.match(/^# .+$/gm) ?? []
    const found: Violation[] = []
    if (titles.length !== 1)
      found.push({ path: source.path, line: 1, message: `${titles.length} lines "# Title", exactly one is wanted` })
    for (const match of prose.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      const target = match[1] ?? ''
      if (/^[a-z]+:/.test(target) || existsSync(join(root, dirname(source.path), decodeURI(target)))) continue
      found.push({ path: source.path, line: lineAt(prose, match.index), message: `dead link to ${target}` })
    }
    return found
  })
}
