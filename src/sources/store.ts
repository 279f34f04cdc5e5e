import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { SourceTable } from '../../db/schema.ts'
import type { Db } from '../deps.ts'
import type { Source, SourceState } from './model.ts'

/** @param partner null: of all partners */
export async function readSources(db: Db, partner: string | null): Promise<SourceState[]> {
  const all = selection(db)
  const rows = await (partner === null ? all : all.where('partner', '=', partner))
    .orderBy('partner')
    .orderBy('slug')
    .execute()
  return rows.map(toState)
}

export async function readSource(db: Db, partner: string, slug: string): Promise<SourceState | null> {
  const row = await selection(db).where('partner', '=', partner).where('slug', '=', slug).executeTakeFirst()
  return row ? toState(row) : null
}

/** Stores a source under its partner and slug, due at once. What was fetched from another address counts no more. */
export async function storeSource(db: Db, { id, ...source }: Source, seconds: number): Promise<void> {
  const decided = {
    url: source.url,
    interval: source.interval,
    interval_seconds: seconds,
    remove_missing: source.removeMissing,
  }
  await db
    .insertInto('sources')
    .values({ id, partner: source.partner, slug: source.slug, ...decided })
    .onConflict((conflict) =>
      conflict.columns(['partner', 'slug']).doUpdateSet({
        ...decided,
        next_run: sql<Date>`now()`,
        etag: null,
        last_modified: null,
        digest: null,
      }),
    )
    .execute()
}

/** Whether there was one. Its events stay: they are then the partner's own. */
export async function deleteSource(db: Db, partner: string, slug: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('sources')
    .where('partner', '=', partner)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

/** How many sources there are by what their last run did, and how many runs failed, for the metrics. */
export async function countSources(
  db: Db,
): Promise<{ ok: number; failing: number; new: number; failedRuns: number }> {
  const count = (condition: RawBuilder<SqlBool>) => sql<number>`count(*) filter (where ${condition})`
  const row = await db
    .selectFrom('sources')
    .select([
      count(sql`last_run is not null and failures = 0`).as('ok'),
      count(sql`failures > 0`).as('failing'),
      count(sql`last_run is null`).as('new'),
      sql<number>`coalesce(sum(failed_runs), 0)::bigint`.as('failedRuns'),
    ])
    .executeTakeFirstOrThrow()
  return row
}

function selection(db: Db) {
  return db
    .selectFrom('sources')
    .selectAll()
    .select(sql<boolean>`coalesce(leased_until > now(), false)`.as('running'))
}

function toState(row: Selectable<SourceTable> & { running: boolean }): SourceState {
  return {
    id: row.id,
    partner: row.partner,
    slug: row.slug,
    url: row.url,
    interval: row.interval,
    removeMissing: row.remove_missing,
    created: row.created,
    nextRun: row.next_run,
    running: row.running,
    lastRun: row.last_run,
    lastSuccess: row.last_success,
    failures: row.failures,
    error: row.error,
    result: row.result,
  }
}
