import { isNode, lineAt, nodesOf, type Node, type Source, type Violation } from './walk.ts'

/** Words that say nothing, and what to ask oneself instead. */
const EMPTY_WORDS = ['data', 'info', 'manager', 'service', 'util', 'utils', 'helper', 'helpers', 'process', 'handle']

type Ban = { readonly call: RegExp; readonly instead: string; readonly allowed: RegExp }

const WORLD = /^(src\/platform\/|scripts\/|bench\/|test\/|e2e\/|scenarios\/|vite|vitest)|\.test\.tsx?$/

function joined(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(pattern => pattern.source).join('|'))
}

/** Calls nobody makes, with their replacement. `allowed` says where they may stand. */
const BANS: readonly Ban[] = [
  {
    call: /^Date\.(now|parse)$|^performance\.now$|^Temporal\.Now/,
    instead: 'take `today` or a Clock as an argument',
    allowed: WORLD,
  },
  { call: /^new Date\(\)$/, instead: 'take `today` or a Clock as an argument', allowed: WORLD },
  {
    call: /^new Date$/,
    instead: 'use kernel/day.ts for dates and platform/clock.ts for instants',
    // `Intl` and the workbook writer take nothing else: a value is turned into a Date at the last moment, and only
    // there.
    allowed: joined(WORLD, /^src\/web\/format\/day\.ts$|^src\/formats\/export-table\.ts$/),
  },
  {
    call: /^Math\.random$|randomUUID$|randomBytes$|getRandomValues$/,
    instead: 'use newId or randomToken of platform/ids.ts',
    // The browser makes the key of a request it may have to repeat.
    allowed: joined(WORLD, /^src\/web\/client\.ts$/),
  },
  {
    call: /^(Number\.)?parseFloat$|\.toFixed$/,
    instead: 'money is bigint: use kernel/money.ts',
    allowed: /^(bench|scripts|test|e2e)\//,
  },
  {
    call: /^(describe|it|test|story)\.only$/,
    instead: 'run one test with -t; a committed .only hides the others',
    allowed: /^$/,
  },
]

/** Banned words in names, banned calls with their replacement, raw environment reads. */
export function wordRules(sources: readonly Source[]): Violation[] {
  return sources.flatMap(source => {
    const at = (node: Node, message: string): Violation => ({
      path: source.path,
      line: lineAt(source.text, node.start),
      message,
    })
    const fromPath = emptyWordIn(source.path.split('/').pop()?.replace(/\..*$/, '') ?? '')
    const inPath = fromPath
      ? [{ path: source.path, line: 1, message: `the file name says "${fromPath}": name what it holds` }]
      : []
    const inNodes = nodesOf(source).flatMap(({ node }) => {
      const word = emptyWordIn(declaredName(node))
      if (word) return [at(node, `"${declaredName(node)}" says "${word}": name what it is`)]
      const ban = BANS.find(rule => rule.call.test(callee(node)) && !rule.allowed.test(source.path))
      if (ban) return [at(node, `${callee(node)} is banned here: ${ban.instead}`)]
      if (
        isEnvRead(node) &&
        !/^(src\/platform\/config|src\/app\/|scripts\/|test\/|e2e\/|bench\/|vite)|\.test\.ts$/.test(source.path)
      ) {
        return [at(node, 'process.env is read once, by platform/config.ts')]
      }
      return []
    })
    return [...inPath, ...inNodes]
  })
}

function declaredName(node: Node): string {
  const declares =
    /^(FunctionDeclaration|ClassDeclaration|VariableDeclarator|TSTypeAliasDeclaration|TSInterfaceDeclaration)$/
  const id = node['id']
  return declares.test(node.type) && isNode(id) && id.type === 'Identifier' ? String(id['name']) : ''
}

function emptyWordIn(name: string): string | null {
  // The folder of QUITTANCE_DATA is called `data`: here the word is a name.
  if (name === 'dataDir') return null
  const words = name.split(/(?=[A-Z])|[-_]/).map(word => word.toLowerCase())
  return EMPTY_WORDS.find(empty => words.includes(empty)) ?? null
}

function callee(node: Node): string {
  const target = node['callee']
  if (!isNode(target)) return ''
  if (node.type === 'NewExpression') {
    const given = node['arguments']
    return `new ${dotted(target)}${Array.isArray(given) && given.length === 0 ? '()' : ''}`
  }
  return node.type === 'CallExpression' ? dotted(target) : ''
}

function dotted(node: Node): string {
  if (node.type === 'Identifier') return String(node['name'])
  const property = node['property']
  const object = node['object']
  if (node.type !== 'MemberExpression' || !isNode(property)) return ''
  return `${isNode(object) ? dotted(object) : ''}.${String(property['name'])}`
}

function isEnvRead(node: Node): boolean {
  return node.type === 'MemberExpression' && dotted(node) === 'process.env'
}
