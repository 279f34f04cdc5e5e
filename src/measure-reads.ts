import type { ReadDatabase } from '../db/read-database.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** What operators want to know of a read database. */
export function measureReads(metrics: Metrics, reads: ReadDatabase, log: Log): void {
  const answered = metrics.counter('public_reads_total', 'Public reads that asked a database, by which.')
  reads.onAnswer((by) => answered.add({ by }))
  metrics.gauge('read_database_up', 'Whether the read database can be used.', () =>
    reads.isUsable() ? 1 : 0,
  )
  metrics.gauge('read_database_lag', 'How far the read database is behind, by unit.', async () => {
    const lag = await reads.lag().catch((error: unknown) => {
      log.debug({ error }, 'the lag of the read database is not known')
      return null
    })
    return lag ? Object.entries(lag).map(([unit, value]) => ({ labels: { unit }, value })) : []
  })
}
