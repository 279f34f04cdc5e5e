import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely'

/** The dialect as it is, but `committed` is called after each commit, before who committed goes on. */
export function tellingCommits(dialect: Dialect, committed: () => void): Dialect {
  return {
    createDriver: () => new TellingDriver(dialect.createDriver(), committed),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

class TellingDriver implements Driver {
  readonly #driver: Driver
  readonly #committed: () => void
  readonly savepoint: Driver['savepoint']
  readonly rollbackToSavepoint: Driver['rollbackToSavepoint']
  readonly releaseSavepoint: Driver['releaseSavepoint']

  constructor(driver: Driver, committed: () => void) {
    this.#driver = driver
    this.#committed = committed
    this.savepoint = driver.savepoint?.bind(driver)
    this.rollbackToSavepoint = driver.rollbackToSavepoint?.bind(driver)
    this.releaseSavepoint = driver.releaseSavepoint?.bind(driver)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await this.#driver.commitTransaction(connection)
    } finally {
      // A commit whose answer was lost may have happened.
      this.#committed()
    }
  }

  init: Driver['init'] = (options) => this.#driver.init(options)
  acquireConnection: Driver['acquireConnection'] = (options) => this.#driver.acquireConnection(options)
  releaseConnection: Driver['releaseConnection'] = (connection, options) =>
    this.#driver.releaseConnection(connection, options)
  rollbackTransaction = (connection: DatabaseConnection) => this.#driver.rollbackTransaction(connection)
  beginTransaction = (connection: DatabaseConnection, settings: TransactionSettings) =>
    this.#driver.beginTransaction(connection, settings)
  destroy: Driver['destroy'] = (options) => this.#driver.destroy(options)
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
