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

/** Of a day with more events, those that start nearest are looked at. */
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
  const starts = new Map(events.map((event) => [event.id, startOf(event.content)]))
  const days = events.map(({ content }) => localDay(content.schedule))
  const { rows: pairs } = await sql<{ of: string; id: string }>`
    select s.id as of, c.id
    from unnest(${events.map(({ id }) => id)}::uuid[], ${days.map(({ from }) => from)}::float8[],
      ${days.map(({ to }) => to)}::float8[], ${[...starts.values()]}::float8[]) s (id, since, until, start)
    cross join lateral (
      select e.id from events e
      where e.state in ('submitted', 'published') and e.id <> s.id
        and e.next_start >= to_timestamp(s.since / 1000) and e.next_start < to_timestamp(s.until / 1000)
      order by abs(extract(epoch from e.next_start) * 1000 - s.start), e.id limit ${MOST_LOOKED_AT}
    ) c`.execute(db)
  const known = await readAnnouncements(db, [...new Set(pairs.flatMap(({ of, id }) => [of, id]))])
  const found = Map.groupBy(pairs, ({ of }) => of)
  return new Map(
    events.flatMap((event) => {
      const stored = known.get(event.id)
      if (!stored) return []
      const own = { ...stored, ...announced(event.content), start: starts.get(event.id) ?? 0 }
      const duplicates = (found.get(event.id) ?? [])
        .map(({ id }) => ({ id, score: scoreOf(own, known.get(id)) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      return duplicates.length > 0 ? [[event.id, duplicates.slice(0, MOST_SHOWN)]] : []
    }),
  )
}

/** What went since has no score. */
function scoreOf(own: Announcement, candidate: Announcement | undefined): number {
  return candidate ? likeness(own, candidate) : 0
}

/** The uids that the calendar makes begin with the event's id. */
async function readAnnouncements(db: Db, ids: readonly string[]): Promise<Map<string, Announcement>> {
  const { rows } = await sql<Omit<Announcement, 'start'> & { id: string; start: Date }>`
    select e.id, e.partner, e.next_start as start, e.content -> 'title' as title, e.content -> 'location' as location,
      e.content ->> 'attendanceMode' as "attendanceMode",
      length(e.content -> 'schedule' ->> 'start') = 10 as "allDay",
      coalesce(s.source_id::text, case when e.external_id is not null then 'sync'
        when starts_with(e.uid, e.id::text) then 'hand' else 'import' end) as source
    from events e left join source_events s on s.event_id = e.id
    where e.id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, start, ...row }) => [id, { ...row, start: start.getTime() }]))
}

/** In its own zone, as instants. */
function localDay({ start, timeZone }: Schedule): { from: number; to: number } {
  const date = start.slice(0, 10)
  const next = formatDate(Date.parse(date) + DAY)
  return { from: wallToInstant(date, timeZone), to: wallToInstant(next, timeZone) }
}

function startOf({ schedule }: EventContent): number {
  return firstStart(schedule)?.start ?? 0
}

/** What a version that waits would announce. */
function announced({ title, attendanceMode, location, schedule }: EventContent) {
  return { title, attendanceMode, location: location ?? null, allDay: isAllDay(schedule) }
}
