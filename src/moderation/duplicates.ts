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
  const found = await readNear(db, events)
  return new Map(
    events.flatMap((event) => {
      const near = found.get(event.id) ?? []
      const stored = near.find(({ id }) => id === event.id)
      if (!stored) return []
      const own = { ...stored, ...announced(event.content), start: startOf(event.content) }
      const duplicates = near
        .filter((one) => one !== stored)
        .map((one) => ({ id: one.id, score: likeness(own, one) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      return duplicates.length > 0 ? [[event.id, duplicates.slice(0, MOST_SHOWN)]] : []
    }),
  )
}

type Near = Announcement & { id: string }

/** By event: itself as it is stored, and those of its day. The uids that the calendar makes begin with the event's id. */
async function readNear(db: Db, events: readonly StoredEvent[]): Promise<Map<string, Near[]>> {
  const days = events.map(({ content }) => localDay(content.schedule))
  const starts = events.map(({ content }) => startOf(content))
  const { rows } = await sql<Omit<Near, 'start'> & { of: string; start: Date }>`
    select c.of, e.id, e.partner, e.next_start as start, t.title, t.location, t."attendanceMode",
      length(t.schedule ->> 'start') = 10 as "allDay",
      coalesce(s.source_id::text, case when e.external_id is not null then 'sync'
        when starts_with(e.uid, e.id::text) then 'hand' else 'import' end) as source
    from (
      select s.id as of, c.id
      from unnest(${events.map(({ id }) => id)}::uuid[], ${days.map(({ from }) => from)}::float8[],
        ${days.map(({ to }) => to)}::float8[], ${starts}::float8[]) s (id, since, until, start)
      cross join lateral (
        select s.id union all (
          select e.id from events e
          where e.state in ('submitted', 'published') and e.id <> s.id
            and e.next_start >= to_timestamp(s.since / 1000) and e.next_start < to_timestamp(s.until / 1000)
          order by abs(extract(epoch from e.next_start) * 1000 - s.start), e.id limit ${MOST_LOOKED_AT}
        )
      ) c
    ) c
    join events e on e.id = c.id
    cross join lateral jsonb_to_record(e.content)
      as t (title jsonb, location jsonb, "attendanceMode" text, schedule jsonb)
    left join source_events s on s.event_id = e.id`.execute(db)
  const near = rows.map(({ start, ...row }) => ({ ...row, start: start.getTime() }))
  return Map.groupBy(near, (row) => row.of)
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
