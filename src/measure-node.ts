import type { Database } from '../db/connect.ts'
import type { EventLoop } from './event-loop-node.ts'
import type { Listening } from './listen.ts'
import type { Metrics } from './metrics.ts'

/** Seconds. */
const LAGS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** What a process on Node tells of itself and of its connections to the database. */
export function measureProcess(
  metrics: Metrics,
  {
    database,
    eventLoop,
    server,
  }: { database: Database; eventLoop: EventLoop; server: Pick<Listening, 'stats'> },
): void {
  metrics.gauge('process_resident_memory_bytes', 'Memory that the process takes.', () =>
    process.memoryUsage.rss(),
  )
  metrics.gauge(
    'nodejs_heap_size_used_bytes',
    'Memory in use by JavaScript.',
    () => process.memoryUsage().heapUsed,
  )
  metrics.total('process_cpu_seconds_total', 'Processor time that the process has taken.', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })
  const lag = metrics.histogram('nodejs_eventloop_lag_seconds', 'How late the event loop’s turns were.', LAGS)
  eventLoop.onLag((seconds) => lag.observe({}, seconds))
  metrics.gauge(
    'nodejs_eventloop_overloaded',
    '1 where requests that ask the database are refused for it.',
    () => (eventLoop.isOverloaded() ? 1 : 0),
  )
  measureConnections(metrics, server)
  measureDatabase(metrics, database)
}

function measureConnections(metrics: Metrics, { stats }: Pick<Listening, 'stats'>): void {
  metrics.gauge(
    'http_requests_in_progress',
    'Requests of which the answer is not wholly out.',
    () => stats().answering,
  )
  metrics.total(
    'http_connections_cut_total',
    'Connections cut as nothing moved on them, or too slowly.',
    () => stats().cut,
  )
  metrics.total(
    'http_connections_turned_away_total',
    'Connections closed at once, as there were too many.',
    () => stats().turnedAway,
  )
}

function measureDatabase(metrics: Metrics, { poolStats, turns }: Database): void {
  const byLane = (what: 'limit' | 'inUse' | 'waiting') => () =>
    Object.entries(turns().lanes).map(([lane, stats]) => ({ labels: { for: lane }, value: stats[what] }))
  metrics.gauge(
    'database_connections_limit',
    'Most connections at once, by what they are for.',
    byLane('limit'),
  )
  metrics.gauge('database_connections_in_use', 'Connections in use, by what they are for.', byLane('inUse'))
  metrics.gauge(
    'database_connections_waiting',
    'What waits for a connection, by what it is for.',
    byLane('waiting'),
  )
  metrics.total('database_connections_refused_total', 'Requests that were refused a connection.', () =>
    Object.entries(turns().refused).map(([reason, value]) => ({ labels: { reason }, value })),
  )
  if (poolStats === undefined) return
  metrics.gauge(
    'database_pool_connections',
    'Connections to PostgreSQL that are open, and those of them that are idle.',
    () => Object.entries(poolStats()).map(([state, value]) => ({ labels: { state }, value })),
  )
}
