import { defineConfig } from 'vitest/config'

/** Tests of seconds, in suites of milliseconds: `npm run check` leaves them out. */
export const SLOW = { name: 'slow' }

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scenarios/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    tags: [SLOW],
  },
})
