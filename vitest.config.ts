import { defineConfig } from 'vitest/config'

/** What needs no database of its own, or opens both engines itself, runs once. */
const ONCE = ['test/recurrence/**', 'test/time/**', 'test/calendar/**', 'test/db/**', 'test/architecture.test.ts']

/** The whole suite runs on both engines: `npm test -- --project postgres` runs one. */
const onEngine = (engine: 'pglite' | 'postgres') => ({
  extends: true as const,
  test: { name: engine, include: ['test/**/*.test.ts'], exclude: ONCE, provide: { engine } },
})

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'once', include: ONCE.map((path) => path.replace(/\*\*$/, '**/*.test.ts')) } },
      onEngine('pglite'),
      onEngine('postgres'),
    ],
  },
})
