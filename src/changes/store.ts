import { type RawBuilder, sql } from 'kysely'
import { allOf, eventConditions, eventsSource } from '../calendar/conditions.ts'
import type { Filters } from '../calendar/filters.ts'
import type { Db } from '../deps.ts'
import { type ChangeCursor, NAME_LENGTH } from './cursor.ts'
import type { ChangeType } from './log.ts'

/** One change as a reader with these filters meets it. */
export interface ChangeRow {
  revision: number
  type: ChangeType
  eventId: string
  /** Of the event as it is now; null where the reader is not to have it (any more). */
  version: number | null
}

export interface ChangePage {
  rows: ChangeRow[]
  /** Everything up to here has been told. */
  reached: ChangeCursor
  isLast: boolean
}

/**
 * What came after `after` (null: the start), in the order of commits.
 *
 * An entry shows its event as it is now. Where the filters do not let that through, it is a removal, told to whom the
 * event may have been shown before: an entry has the terms that its event had before and after. (What else filters ask,
 * a place or a text, is not in the log; there a removal too many harms nobody.)
 *
 * @param tx a transaction that sees one state of the database all along
 * @returns null where a reader who stands at `after` may have missed something
 */
export async function readChanges(
  tx: Db,
  filters: Filters,
  after: ChangeCursor | null,
): Promise<ChangePage | null> {
  const calendar = await tx
    .selectFrom('calendar')
    .select(['log', 'revision', 'pruned'])
    .executeTakeFirstOrThrow()
  const log = calendar.log.slice(0, NAME_LENGTH)
  if (after && !isOurs(after, { ...calendar, log })) return null
  const { limit } = filters.page
  const conditions: RawBuilder<unknown>[] = [sql`c.revision > ${after?.revision ?? 0}`]
  if (filters.anyOf.length > 0) {
    const concerned = filters.anyOf.map((terms) => sql`c.terms && ${terms}::text[]`)
    conditions.push(sql`(e.version is not null or ${allOf(concerned)})`)
  }
  const { rows } = await sql<ChangeRow>`
    select c.revision, c.type, c.event_id as "eventId", e.version
    from changes c left join lateral (
      select e.version from ${eventsSource(filters)} where e.id = c.event_id and ${eventConditions(filters)}
    ) e on c.type <> 'event.removed'
    where ${allOf(conditions)} order by c.revision limit ${limit + 1}`.execute(tx)
  const isLast = rows.length <= limit
  const shown = rows.slice(0, limit)
  const began = after?.began ?? calendar.revision
  const revision = isLast ? calendar.revision : (shown.at(-1)?.revision ?? 0)
  return { rows: shown, reached: { log, revision, began }, isLast }
}

/** A cursor beyond the log is of a database that was put back since; what came after it then is not what comes now. */
function isOurs(
  { log, revision, began }: ChangeCursor,
  calendar: { log: string; revision: number; pruned: number },
): boolean {
  return log === calendar.log && revision <= calendar.revision && Math.max(revision, began) >= calendar.pruned
}

/** How long an entry stays that a newer one of the same event supersedes, and a removal. */
const SUPERSEDED = sql`interval '30 days'`
const REMOVED = sql`interval '1 year'`

/**
 * Keeps the log from growing with the years: of each event the newest entry stays, with the terms of those before it. A
 * removal goes after a year; who stood before it is told to start again.
 */
export async function compactChanges(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      with newest as (
        select event_id, max(revision) as revision from changes group by event_id having count(*) > 1
      ), old as (
        delete from changes c using newest n
        where c.event_id = n.event_id and c.revision < n.revision and c.at < now() - ${SUPERSEDED}
        returning n.revision, c.terms
      ), merged as (
        select revision, array_agg(distinct term) as terms from old, unnest(old.terms) as term group by revision
      )
      update changes c set terms = array(select unnest(c.terms) union select unnest(m.terms))
      from merged m where c.revision = m.revision`.execute(tx)
    await sql`
      with gone as (
        delete from changes c where c.type = 'event.removed' and c.at < now() - ${REMOVED}
          and not exists (select from changes n where n.event_id = c.event_id and n.revision > c.revision)
        returning c.revision
      )
      update calendar set pruned = gone.newest
      from (select max(revision) as newest from gone) gone where gone.newest > pruned`.execute(tx)
  })
}
