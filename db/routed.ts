import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely'
import { PassingDriver, withDriver } from './passing-driver.ts'
import { readings, Snapshot } from './reading.ts'

/** The primary's dialect, but a public read asks its snapshot. */
export function routed(dialect: Dialect): Dialect {
  return withDriver(dialect, (driver) => new RoutedDriver(driver))
}

/** A transaction on a snapshot is the snapshot's: it neither begins nor ends there. */
class RoutedDriver extends PassingDriver {
  override async acquireConnection(
    ...options: Parameters<Driver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    const snapshot = await readings.getStore()?.snapshot()
    return snapshot ?? super.acquireConnection(...options)
  }

  override async releaseConnection(...given: Parameters<Driver['releaseConnection']>): Promise<void> {
    if (!(given[0] instanceof Snapshot)) await super.releaseConnection(...given)
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    if (!(connection instanceof Snapshot)) await super.beginTransaction(connection, settings)
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof Snapshot)) await super.commitTransaction(connection)
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof Snapshot)) await super.rollbackTransaction(connection)
  }
}
