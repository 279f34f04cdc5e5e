import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import { isAllDay } from '../events/content.ts'
import type { EventContent } from '../events/model.ts'
import type { StoredEvent } from '../events/store.ts'
import { firstStart } from '../recurrence/expand.ts'
import type { Schedule } from '../recurrence/model.ts'
import { DAY } from '../time/civil.ts'
import { formatDate } from '../time/wall.ts'
import { wallToInstant } from '../time/zone.ts'
import { type Announcement, likeness } from './likeness.ts'

/** An event that may announce the same, and how sure that is: above 0, at most 1. */
export interface Duplicate {
  id: string
  score: number
}

/** Of a day with more such events, those that start nearest are looked at. */
const MOST_LOOKED_AT = 50
const MOST_SHOWN = 5

/**
 * Which submitted or published events of another partner or source may announce the same as each of these: near in
 * title, first on the same local day, and not at another place. The likeliest first.
 */
export async function findDuplicates(
  db: Db,
  events: readonly StoredEvent[],
): Promise<Map<string, Duplicate[]>> {
  if (events.length === 0) return new Map()
  const found = await readNear(db, events)
  return new Map(
    events.flatMap((event) => {
      const own = announced(event.content)
      const duplicates = (found.get(event.id) ?? [])
        .map((other) => ({ id: other.id, score: likeness(own, other) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      return duplicates.length > 0 ? [[event.id, duplicates.slice(0, MOST_SHOWN)]] : []
    }),
  )
}

type Near = Announcement & { id: string }

/** By event, those of its day, but none from its partner's same source, which knows its own. */
async function readNear(db: Db, events: readonly StoredEvent[]): Promise<Map<string, Near[]>> {
  const own = events.map(({ id, content }) => ({
    id,
    ...localDay(content.schedule),
    start: startOf(content),
  }))
  // As JSON, of which PostgreSQL expects as many rows whatever it holds, so that one plan does for all.
  const { rows } = await sql<Omit<Near, 'start'> & { of: string; start: Date }>`
    with own as (
      select e.id, e.partner, ${SOURCE} as source, g.since, g.until, g.start
      from json_to_recordset(${JSON.stringify(own)}::json) as g (id uuid, since float8, until float8, start float8)
      join events e on e.id = g.id
    )
    select own.id as of, near.id, near.next_start as start, c.title, c.location, c."attendanceMode",
      length(c.schedule ->> 'start') = 10 as "allDay"
    from own
    cross join lateral (
      select e.id, e.next_start, e.content
      from events e
      where e.state in ('submitted', 'published') and e.id <> own.id
        and e.next_start >= to_timestamp(own.since / 1000) and e.next_start < to_timestamp(own.until / 1000)
        and (e.partner <> own.partner or ${SOURCE} <> own.source)
      order by abs(extract(epoch from e.next_start) * 1000 - own.start), e.id limit ${MOST_LOOKED_AT}
    ) near
    cross join lateral jsonb_to_record(near.content)
      as c (title jsonb, location jsonb, "attendanceMode" text, schedule jsonb)`.execute(db)
  const near = rows.map(({ start, ...row }) => ({ ...row, start: start.getTime() }))
  return Map.groupBy(near, (row) => row.of)
}

/**
 * Where an event `e` came from: a feed that is fetched, or one of its partner's ways to send. The uids that the
 * calendar makes begin with the event's id.
 */
const SOURCE = sql`coalesce((select f.source_id::text from source_events f where f.event_id = e.id), case when e.external_id is not null then 'sync'
  when starts_with(e.uid, e.id::text) then 'hand' else 'import' end)`

/** In its own zone, as instants. */
function localDay({ start, timeZone }: Schedule): { since: number; until: number } {
  const date = start.slice(0, 10)
  const next = formatDate(Date.parse(date) + DAY)
  return { since: wallToInstant(date, timeZone), until: wallToInstant(next, timeZone) }
}

function startOf({ schedule }: EventContent): number {
  return firstStart(schedule)?.start ?? 0
}

function announced(content: EventContent): Announcement {
  const { title, attendanceMode, location, schedule } = content
  return {
    title,
    attendanceMode,
    location: location ?? null,
    allDay: isAllDay(schedule),
    start: startOf(content),
  }
}
