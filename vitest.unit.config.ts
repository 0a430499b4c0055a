import { globSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { isSlow, needsDatabase } from './scripts/suites.ts'
import { SLOW } from './vitest.config.ts'

// `npm run check` runs the suites that need nothing: no database (`test/support.ts` gives those), no browser, no
// minutes. `npm test` runs them all by vitest.config.ts.
const suites = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'])

export default defineConfig({
  test: {
    include: suites.filter(path => !isSlow(path) && !needsDatabase(path)),
    testTimeout: 30_000,
    maxWorkers: 2,
    tags: [SLOW],
    passWithNoTests: true,
  },
})
