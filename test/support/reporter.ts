import type { Reporter, TestModule, Vitest } from 'vitest/node'

/**
 * Ends the output with one line that a machine can read: `12 passed, 0 failed`, and `, 1 skipped` where some
 * were. A file that cannot be loaded, a failing hook and an error outside the tests count as a failure each.
 */
export default class CountReporter implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest) {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const states = tests.map((test) => test.result().state)
    const count = (state: string) => states.filter((own) => own === state).length
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
    const broken = suites.filter((suite) => suite.errors().length > 0).length

    const failed = count('failed') + broken + unhandled.length
    const skipped = count('skipped') + count('pending')
    const line = `${count('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
    this.#vitest?.logger.log(`\n${line}`)
  }
}
