import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { testsByNeed } from './test/support/tests-by-need.ts'

// Tests that use a database run twice, once on each engine; the others run once.
const { withDatabase, pure } = testsByNeed()

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/support/reporter.ts'],
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      // In a real browser, on the embedded database alone: pages are the same text on both engines.
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: './test/browser/setup.ts',
        },
      },
      // Real servers beside one another: each test starts its own.
      {
        extends: true,
        test: {
          name: 'replicas',
          include: ['test/replicas/**/*.test.ts'],
          globalSetup: './test/replicas/setup.ts',
        },
      },
      {
        extends: true,
        test: { name: 'pglite', include: withDatabase, globalSetup: './test/support/pglite-setup.ts' },
      },
      {
        extends: true,
        test: { name: 'postgres', include: withDatabase, globalSetup: './test/support/postgres-setup.ts' },
      },
    ],
  },
})
