import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lineAt, nodesOf, isNode, type Node, type Source, type Violation } from './walk.ts'

const MAX_FUNCTION_LINES = 70
const MAX_FILE_LINES = 400
const MAX_LINE = 120

/**
 * Sizes: function, file and line. Tests may have long describe blocks; a line that is one long string or address is
 * left alone.
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
    for (const [index, line] of lines.entries()) {
      if (line.length > MAX_LINE && !/['"`/][^'"`]{60,}/.test(line)) {
        found.push({ path: source.path, line: index + 1, message: `${line.length} characters, at most ${MAX_LINE}` })
      }
    }
    if (/\.test\.tsx?$/.test(source.path)) return found
    return [...found, ...longFunctions(source)]
  })
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
