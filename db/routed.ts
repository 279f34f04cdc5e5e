import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely'
import { readings, Snapshot } from './reading.ts'

/** The primary's dialect, but a public read asks its snapshot. */
export function routed(dialect: Dialect): Dialect {
  return {
    createDriver: () => new RoutedDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** A transaction on a snapshot is the snapshot's: it neither begins nor ends there. */
class RoutedDriver implements Driver {
  readonly #primary: Driver
  readonly savepoint: Driver['savepoint']
  readonly rollbackToSavepoint: Driver['rollbackToSavepoint']
  readonly releaseSavepoint: Driver['releaseSavepoint']

  constructor(primary: Driver) {
    this.#primary = primary
    this.savepoint = primary.savepoint?.bind(primary)
    this.rollbackToSavepoint = primary.rollbackToSavepoint?.bind(primary)
    this.releaseSavepoint = primary.releaseSavepoint?.bind(primary)
  }

  async acquireConnection(...options: Parameters<Driver['acquireConnection']>): Promise<DatabaseConnection> {
    const snapshot = await readings.getStore()?.snapshot()
    return snapshot ?? this.#primary.acquireConnection(...options)
  }

  async releaseConnection(...given: Parameters<Driver['releaseConnection']>): Promise<void> {
    if (!(given[0] instanceof Snapshot)) await this.#primary.releaseConnection(...given)
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (!(connection instanceof Snapshot)) await this.#primary.beginTransaction(connection, settings)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof Snapshot)) await this.#primary.commitTransaction(connection)
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof Snapshot)) await this.#primary.rollbackTransaction(connection)
  }

  init: Driver['init'] = (options) => this.#primary.init(options)
  destroy: Driver['destroy'] = (options) => this.#primary.destroy(options)
}
