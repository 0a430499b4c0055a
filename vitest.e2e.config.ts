import { defineConfig } from 'vitest/config'

// The journeys in a browser, one after the other: each has the two cores of a small machine for itself.
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/demo.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
