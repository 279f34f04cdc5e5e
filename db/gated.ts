import { type DatabaseConnection, type Dialect, type Driver, Kysely } from 'kysely'
import type { Gate, Lane } from './gate.ts'
import { PassingDriver, withDriver } from './passing-driver.ts'
import type { Schema } from './schema.ts'

/**
 * One database as each kind of work has it, all by turns through one gate.
 * @param dialectFor what asks for each
 * @param ofRequests what becomes of the dialect of requests
 */
export function lanesOf(
  dialectFor: (lane: Lane) => Dialect,
  gate: Gate,
  ofRequests = (gated: Dialect) => gated,
): Record<Lane, Kysely<Schema>> {
  const through = (lane: Lane) => gated(dialectFor(lane), gate, lane)
  return {
    requests: new Kysely({ dialect: ofRequests(through('requests')) }),
    jobs: new Kysely({ dialect: through('jobs') }),
    vital: new Kysely({ dialect: through('vital') }),
  }
}

function gated(dialect: Dialect, gate: Gate, lane: Lane): Dialect {
  const own = withDriver(dialect, (driver) => new GatedDriver(driver, gate, lane))
  return { ...own, createAdapter: () => withoutMutex(dialect.createAdapter()) }
}

type Adapter = ReturnType<Dialect['createAdapter']>

/** Kysely's own turns for engines of one connection would be taken before the gate's, and are not given back by a refusal. */
function withoutMutex(adapter: Adapter): Adapter {
  return Object.defineProperty(adapter, 'supportsMultipleConnections', { value: true })
}

class GatedDriver extends PassingDriver {
  readonly #gate: Gate
  readonly #lane: Lane
  /** How each connection in use is given back. An engine of one connection has it in use once at a time. */
  readonly #leave = new WeakMap<DatabaseConnection, () => void>()

  constructor(driver: Driver, gate: Gate, lane: Lane) {
    super(driver)
    this.#gate = gate
    this.#lane = lane
  }

  override async acquireConnection(
    ...options: Parameters<Driver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    const leave = await this.#gate.enter(this.#lane)
    try {
      const connection = await super.acquireConnection(...options)
      this.#leave.set(connection, leave)
      return connection
    } catch (error) {
      leave()
      throw error
    }
  }

  override async releaseConnection(...given: Parameters<Driver['releaseConnection']>): Promise<void> {
    const [connection] = given
    const leave = this.#leave.get(connection)
    try {
      await super.releaseConnection(...given)
    } finally {
      leave?.()
    }
  }
}
