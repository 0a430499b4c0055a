import { defineConfig } from 'vitest/config'

// The journeys in a browser, one after the other: each has the two cores of a small machine for itself.
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/demo.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A poll waits as long as a step in the browser does.
    expect: { poll: { timeout: 30_000, interval: 100 } },
    fileParallelism: false,
    // The screens change nothing, so two are looked at side by side; but Chromium mixes up pictures taken at once.
    maxConcurrency: process.env['QUITTANCE_SHOTS'] ? 1 : 2,
  },
})
