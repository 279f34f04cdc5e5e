import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { PassingDriver, withDriver } from './passing-driver.ts'

/** The dialect as it is, but `committed` is called after each commit, before who committed goes on. */
export function tellingCommits(dialect: Dialect, committed: () => void): Dialect {
  return withDriver(dialect, (driver) => new TellingDriver(driver, committed))
}

class TellingDriver extends PassingDriver {
  readonly #committed: () => void

  constructor(driver: Driver, committed: () => void) {
    super(driver)
    this.#committed = committed
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection)
    } finally {
      // A commit whose answer was lost may have happened.
      this.#committed()
    }
  }
}

/** Those who want to know of commits. */
export function createListeners() {
  const listeners: (() => void)[] = []
  return {
    add: (listener: () => void) => void listeners.push(listener),
    tell: () => {
      for (const listener of listeners) listener()
    },
  }
}
