import { dirname, join } from 'node:path/posix'
import { importsOf, lineAt, type Source, type Violation } from './walk.ts'

/** The line of modules. A module imports only modules to its left, and only through their `index.ts`. */
export const LINE = [
  'identity',
  'parties',
  'terms',
  'receivables',
  'disputes',
  'plans',
  'receipts',
  'charges',
  'scoring',
  'credit',
  'messages',
  'dunning',
  'legal',
  'desk',
  'evidence',
  'reports',
  'portal',
]

/**
 * The files of a module that only compute: no clock, no database, no file. A long one is split as `import-decide.ts`.
 */
const PURE = /^([a-z]+-)*(model|decide|defaults|facts)\.ts$/
/** The files of a module that hold SQL. */
const STORE = /^([a-z]+-)*store\.ts$/

const ALIAS = /^#(kernel|law|formats|platform|modules|web|app)\//

/** Who imports whom: the table of ARCHITECTURE.md. */
export function importRules(sources: readonly Source[]): Violation[] {
  return sources
    .filter(source => source.path.startsWith('src/'))
    .flatMap(source =>
      importsOf(source).flatMap(({ specifier, start }) => {
        const target = resolve(source.path, specifier)
        const message = target === null ? packageRule(source.path, specifier) : pathRule(source.path, target)
        return message === null ? [] : [{ path: source.path, line: lineAt(source.text, start), message }]
      }),
    )
}

function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return join(dirname(path), specifier)
  return ALIAS.test(specifier) ? `src/${specifier.slice(1)}` : null
}

function packageRule(path: string, specifier: string): string | null {
  if (path.startsWith('src/kernel/') && specifier !== 'zod' && !isTest(path)) {
    return `the kernel depends on nothing but zod; move what needs ${specifier} to platform/`
  }
  const pure = path.startsWith('src/law/') || PURE.test(place(path).part)
  if (pure && /^node:(fs|net|http|child_process|crypto)/.test(specifier) && !isTest(path)) {
    return `${specifier} reaches the world; law and decisions are pure: take what you need as an argument`
  }
  if (
    /^(pg|kysely)$/.test(specifier) &&
    !path.startsWith('src/platform/') &&
    !STORE.test(place(path).part) &&
    !isTest(path)
  ) {
    return `SQL lives in store.ts, *-store.ts and platform/; ask the store for what you need`
  }
  return null
}

function pathRule(path: string, target: string): string | null {
  if (isTest(path)) return null
  const from = place(path)
  const to = place(target)
  if (to.area === 'app' && from.area !== 'app') return 'nobody imports app/: it only wires'
  switch (from.area) {
    case 'kernel':
      return allow(to, ['kernel'], 'the kernel stands alone')
    case 'law':
      return allow(to, ['kernel', 'law'], 'law is pure: kernel and law only')
    case 'formats':
      return allow(to, ['kernel', 'formats', 'law'], 'formats read kernel, formats and law identifiers only')
    case 'platform':
      return allow(to, ['kernel', 'platform'], 'platform knows no business word')
    case 'web':
      if (to.area === 'modules') return webRule(path, to)
      return allow(to, ['kernel', 'web'], 'the web shell reads kernel and web; only routes.tsx reads modules/*/ui')
    case 'modules':
      return moduleRule(from, to)
    default:
      return null
  }
}

function webRule(path: string, to: Place): string | null {
  if (path === 'src/web/routes.tsx' && to.part.startsWith('ui/')) return null
  return 'only web/routes.tsx imports modules/*/ui'
}

function moduleRule(from: Place, to: Place): string | null {
  if (to.area === 'modules' && to.module !== from.module) return otherModule(from, to)
  if (PURE.test(from.part)) {
    if (to.area === 'modules') return PURE.test(to.part) ? null : 'rules read only the pure files of their module'
    return allow(to, ['kernel', 'law'], 'rules are pure: kernel and law only')
  }
  if (from.part === 'api.ts') {
    const ownModel = to.area === 'modules' && /^([a-z]+-)*(model|api)\.ts$/.test(to.part)
    return ownModel || to.area === 'kernel' ? null : 'a contract reads kernel, zod and its own model'
  }
  if (from.part.startsWith('ui/')) {
    const own = to.area === 'modules' && /^(([a-z]+-)*api\.ts|ui\/|messages\.[a-z]{2}\.json)/.test(to.part)
    return own || to.area === 'kernel' || to.area === 'web' ? null : 'a page reads kernel, web and its own api.ts'
  }
  return to.area === 'web' ? 'server code does not import the web shell' : null
}

function otherModule(from: Place, to: Place): string | null {
  if (LINE.indexOf(to.module) > LINE.indexOf(from.module)) {
    return `${to.module} stands to the right of ${from.module}: write a journal entry it can read, or move the code`
  }
  if (PURE.test(from.part)) return 'rules are pure: kernel, law and the pure files of their own module'
  if (from.part === 'api.ts') return 'a contract reads kernel, zod and its own model'
  if (from.part.startsWith('ui/'))
    return to.part === 'ui/index.ts' || to.part === 'api.ts' ? null : `import ${to.module}/ui/index.ts`
  return to.part === 'index.ts' ? null : `${to.module}/${to.part} is private: import ${to.module}/index.ts`
}

type Place = { area: string; module: string; part: string }

function place(path: string): Place {
  const [, area = '', module = '', ...rest] = path.split('/')
  return { area, module: area === 'modules' ? module : '', part: area === 'modules' ? rest.join('/') : module }
}

function allow(to: Place, areas: readonly string[], why: string): string | null {
  return areas.includes(to.area) ? null : `imports ${to.area}/: ${why}`
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}
