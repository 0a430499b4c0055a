import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { SLOW } from './vitest.config.ts'

// `npm run check` runs the suites that need nothing: no database (`test/support.ts` gives those), no browser, no
// minutes. `npm test` runs them all by vitest.config.ts.
const suites = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'])
const isQuick = (path: string): boolean =>
  !path.endsWith('.slow.test.ts') && !/[/.]support\.ts['"]/.test(readFileSync(path, 'utf8'))

export default defineConfig({
  test: {
    include: suites.filter(isQuick),
    testTimeout: 30_000,
    maxWorkers: 2,
    tags: [SLOW],
    passWithNoTests: true,
  },
})
