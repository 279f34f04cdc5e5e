import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely'

/** A driver that hands everything on to another: for those that change one thing of it. */
export class PassingDriver implements Driver {
  readonly #driver: Driver
  readonly savepoint: Driver['savepoint']
  readonly rollbackToSavepoint: Driver['rollbackToSavepoint']
  readonly releaseSavepoint: Driver['releaseSavepoint']

  constructor(driver: Driver) {
    this.#driver = driver
    this.savepoint = driver.savepoint?.bind(driver)
    this.rollbackToSavepoint = driver.rollbackToSavepoint?.bind(driver)
    this.releaseSavepoint = driver.releaseSavepoint?.bind(driver)
  }

  init(...options: Parameters<Driver['init']>): Promise<void> {
    return this.#driver.init(...options)
  }
  acquireConnection(...options: Parameters<Driver['acquireConnection']>): Promise<DatabaseConnection> {
    return this.#driver.acquireConnection(...options)
  }
  releaseConnection(...given: Parameters<Driver['releaseConnection']>): Promise<void> {
    return this.#driver.releaseConnection(...given)
  }
  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#driver.beginTransaction(connection, settings)
  }
  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(connection)
  }
  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(connection)
  }
  destroy(...options: Parameters<Driver['destroy']>): Promise<void> {
    return this.#driver.destroy(...options)
  }
}

/** The dialect as it is, with what `wrap` makes of its driver. */
export function withDriver(dialect: Dialect, wrap: (driver: Driver) => Driver): Dialect {
  return {
    createDriver: () => wrap(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}
