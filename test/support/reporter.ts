import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one plain line that says how many tests there were: `Tests: 3 passed, 0 failed`. */
export default class Totals implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) for (const test of module.children.allTests()) count[test.result().state]++
    const broken = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests()].length === 0)
    const failed = count.failed + count.pending + broken.length + errors.length
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\nTests: ${count.passed} passed, ${failed} failed${skipped}\n`)
  }
}
