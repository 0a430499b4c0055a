import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importRules } from './tidy/imports.ts'
import { documentRules, sizeRules, spokenTextRules } from './tidy/shape.ts'
import { ownersOf, privateTableRules } from './tidy/sql.ts'
import { wordRules } from './tidy/words.ts'
import type { Source, Violation } from './tidy/walk.ts'
import { LINE } from './tidy/imports.ts'

const ROOT = join(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
const paths = tracked.split('\n').filter(path => path !== '')
const load = (wanted: RegExp): Source[] =>
  paths.filter(path => wanted.test(path)).map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

const code = load(/^(src|test|scenarios|e2e|bench|scripts)\/.*\.tsx?$/).filter(
  source => !source.path.endsWith('platform/db/tables.ts'),
)
const documents = load(/\.md$/)
const migrations = load(/^db\/migrations\/.*\.sql$/)

/** Violations as lines a person can click. */
function lines(violations: readonly Violation[]): string[] {
  return violations.map(({ path, line, message }) => `${path}:${line} ${message}`)
}

describe('the house is tidy', () => {
  test('modules import only to their left, through the door', () => expect(lines(importRules(code))).toEqual([]))
  test('names say something and the world is reached only in platform/', () =>
    expect(lines(wordRules(code))).toEqual([]))
  test('functions, files and lines stay small', () => expect(lines(sizeRules(code))).toEqual([]))
  test('no page holds literal text', () => expect(lines(spokenTextRules(code))).toEqual([]))
  test('documents have one title and live links', () => expect(lines(documentRules(documents, ROOT))).toEqual([]))
  test('tables are private to their module', () => {
    expect(lines(privateTableRules(code, ownersOf(migrations, LINE)))).toEqual([])
  })
})

const PLANTED: readonly [
  rule: string,
  find: (source: Source) => Violation[],
  path: string,
  text: string,
  says: RegExp,
][] = [
  [
    'imports',
    s => importRules([s]),
    'src/modules/parties/run.ts',
    `import { x } from '#modules/dunning/index.ts'`,
    /to the right/,
  ],
  [
    'imports',
    s => importRules([s]),
    'src/modules/dunning/run.ts',
    `import { x } from '#modules/parties/store.ts'`,
    /private/,
  ],
  ['imports', s => importRules([s]), 'src/modules/dunning/decide.ts', `import { x } from '#platform/clock.ts'`, /pure/],
  ['imports', s => importRules([s]), 'src/modules/parties/import-decide.ts', `import { x } from './store.ts'`, /pure/],
  [
    'imports',
    s => importRules([s]),
    'src/modules/dunning/model.ts',
    `import { x } from '#modules/parties/index.ts'`,
    /own/,
  ],
  [
    'imports',
    s => importRules([s]),
    'src/modules/dunning/api.ts',
    `import { x } from '#modules/parties/index.ts'`,
    /own/,
  ],
  ['imports', s => importRules([s]), 'src/modules/messages/facts.ts', `import x from 'node:fs'`, /reaches the world/],
  ['imports', s => importRules([s]), 'src/kernel/money.ts', `import x from 'lodash'`, /nothing but zod/],
  [
    'imports',
    s => importRules([s]),
    'src/web/shell.tsx',
    `import { x } from '#modules/desk/ui/index.ts'`,
    /routes\.tsx/,
  ],
  ['imports', s => importRules([s]), 'src/law/rates.ts', `import fs from 'node:fs'`, /reaches the world/],
  ['imports', s => importRules([s]), 'src/modules/desk/http.ts', `import { sql } from 'kysely'`, /store\.ts/],
  ['imports', s => importRules([s]), 'src/platform/log.ts', `import { x } from '#app/cli.ts'`, /nobody imports app/],
  ['words', s => wordRules([s]), 'src/modules/desk/utils.ts', `export const x = 1`, /file name/],
  ['words', s => wordRules([s]), 'src/modules/desk/run.ts', `function handleCall() {}`, /"handle"/],
  ['clock', s => wordRules([s]), 'src/modules/desk/run.ts', `const now = Date.now()`, /Clock/],
  ['clock', s => wordRules([s]), 'src/modules/desk/run.ts', `const now = new Date()`, /Clock/],
  ['clock', s => wordRules([s]), 'src/web/format/day.ts', `const now = new Date()`, /Clock/],
  ['clock', s => wordRules([s]), 'src/modules/desk/run.ts', `const then = new Date('2026-03-31')`, /kernel\/day/],
  ['chance', s => wordRules([s]), 'src/modules/desk/run.ts', `const dice = Math.random()`, /newId/],
  ['float', s => wordRules([s]), 'src/modules/desk/run.ts', `const euros = parseFloat('1.5')`, /bigint/],
  ['environment', s => wordRules([s]), 'src/modules/desk/run.ts', `const path = process.env.HOME`, /config/],
  ['only', s => wordRules([s]), 'src/modules/desk/run.test.ts', `test.only('x', () => {})`, /committed/],
  ['function size', s => sizeRules([s]), 'src/a.ts', `function a() {\n${'  call()\n'.repeat(70)}}`, /72 lines/],
  ['file size', s => sizeRules([s]), 'src/a.ts', 'call()\n'.repeat(401), /at most 400/],
  ['line size', s => sizeRules([s]), 'src/a.ts', `const sum = ${'one + '.repeat(30)}1`, /at most 120/],
  ['text', s => spokenTextRules([s]), 'src/modules/desk/ui/a.tsx', `export const A = () => <p>Bonjour</p>`, /t\(\)/],
  [
    'text',
    s => spokenTextRules([s]),
    'src/modules/desk/ui/a.tsx',
    `export const A = () => <p title="Call now" />`,
    /t\(\)/,
  ],
  ['title', s => documentRules([s], ROOT), 'docs/a.md', `# One\n\n# Two\n`, /exactly one/],
  ['link', s => documentRules([s], ROOT), 'docs/a.md', `# One\n\n[gone](./gone.md)\n`, /dead link/],
  [
    'tables',
    s => privateTableRules([s], new Map([['customer', 'parties']])),
    'src/modules/dunning/store.ts',
    'const q = sql`select 1 from customer`',
    /belongs to parties/,
  ],
]

describe('each rule catches a planted violation', () => {
  test.each(PLANTED)('%s: %#', (_rule, find, path, text, says) => {
    expect(lines(find({ path, text })).join('\n')).toMatch(says)
  })
})
