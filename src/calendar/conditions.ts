/** Filters as SQL conditions on a row of occurrences (`o`) or of events (`e`). Values are parameters, always. */
import { type RawBuilder, sql } from 'kysely'
import { FOR_ITS_VALUES } from '../../db/prepared.ts'
import type { Db } from '../deps.ts'
import { changeableBy, seenBy, type Viewer } from '../partners/access.ts'
import type { Instant } from '../recurrence/model.ts'
import { type Box, boxesOf, KM_PER_DEGREE } from './boxes.ts'
import type { Filters } from './filters.ts'
import { searchQuery } from './search.ts'

/** The columns that filters look at, wherever they come from. */
interface Facts {
  terms: RawBuilder<unknown>
  latitude: RawBuilder<unknown>
  longitude: RawBuilder<unknown>
}

const OF_OCCURRENCE: Facts = {
  terms: sql`o.terms`,
  latitude: sql`o.latitude`,
  longitude: sql`o.longitude`,
}
const OF_EVENT: Facts = {
  terms: sql`e.terms`,
  latitude: sql`(e.content -> 'location' ->> 'latitude')::float8`,
  longitude: sql`(e.content -> 'location' ->> 'longitude')::float8`,
}

const EARTH_KM = 6371.0088

/** The occurrences that the asker may see, as a table expression to be called `o`. */
export function occurrencesSource({ states, viewer }: Filters): RawBuilder<unknown> {
  if (!states) return sql`published_occurrences o`
  return sql`(select x.* from occurrences x join events e on e.id = x.event_id where ${mayBeSeen(states, viewer)}) o`
}

/** The events that the asker may see, as a table expression to be called `e`. */
export function eventsSource({ states, viewer }: Filters): RawBuilder<unknown> {
  if (!states) return sql`published_events e`
  const inState = sql`select e.* from events e where ${mayBeSeen(states, viewer)}`
  if (!viewer || !states.includes('submitted') || states.includes('published')) return sql`(${inState}) e`
  // A change that waits is submitted too, whatever is published of its event.
  return sql`(${inState} union all select e.* from held w join events e on e.id = w.event_id
    where e.state = 'published' and ${changeableBy(viewer)}) e`
}

/** What holds for an occurrence that is asked for, its time aside. */
export function occurrenceConditions(filters: NarrowedFilters): RawBuilder<boolean> {
  const conditions = factConditions(filters, OF_OCCURRENCE)
  if (filters.found) conditions.push(sql`o.event_id = any(${filters.found}::uuid[])`)
  else if (filters.q !== null) conditions.push(sql`o.event_id in (select id from found)`)
  const isAny = conditions.length > 0
  if (filters.eventId !== null) conditions.push(sql`o.event_id = ${filters.eventId}::uuid`)
  return isAny ? forItsValues(allOf(conditions)) : allOf(conditions)
}

/** What holds for an event that is asked for, its times aside. */
export function eventConditions(filters: Filters): RawBuilder<boolean> {
  const conditions = factConditions(filters, OF_EVENT)
  if (filters.eventId !== null) conditions.push(sql`e.id = ${filters.eventId}::uuid`)
  if (filters.q !== null) conditions.push(matches(filters.q))
  return forItsValues(allOf(conditions))
}

/** A condition that makes its statement be planned each time. */
function forItsValues(condition: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`${sql.raw(FOR_ITS_VALUES)} ${condition}`
}

/**
 * Filters for a query about occurrences, after looking up which events a `q` finds, and which are where it asks for. Where
 * they are few, naming them lets the database start from them; where they are many, it comes upon enough of them by walking
 * in order.
 */
export async function narrowed(db: Db, filters: Filters): Promise<NarrowedFilters> {
  const placed = await eventsInPlace(db, filters)
  if (filters.q === null) return { ...filters, found: placed }
  const conditions = [matches(filters.q), ...(placed ? [isAmong(placed)] : [])]
  const { rows } = await sql<{ id: string }>`
    select e.id from events e where ${allOf(conditions)} limit ${FEW + 1}`.execute(db)
  return { ...filters, found: fewOf(rows) }
}

/** The events, of any state, that may have a place as it is asked for; null where they are many, or none is asked for. */
export async function eventsInPlace(
  db: Db,
  filters: Pick<Filters, 'near' | 'bbox'>,
): Promise<string[] | null> {
  const boxes = boxesOf(filters)
  if (boxes === null) return null
  const { rows } = await sql<{ id: string }>`
    (select e.id from events e where ${areWithin(boxes, OF_EVENT)} limit ${FEW + 1})
    union all
    (select o.event_id from occurrences o where o.changed and ${areWithin(boxes, OF_OCCURRENCE)} limit ${FEW + 1})
    `.execute(db)
  return fewOf(rows)
}

function areWithin(boxes: readonly Box[], { latitude, longitude }: Facts): RawBuilder<boolean> {
  const conditions = boxes.map(({ west, south, east, north }) => {
    const corner = sql`point(${west - MARGIN}::float8, ${south - MARGIN}::float8)`
    const opposite = sql`point(${east + MARGIN}::float8, ${north + MARGIN}::float8)`
    return sql`point(${longitude}, ${latitude}) <@ box(${corner}, ${opposite})`
  })
  return sql`(${sql.join(conditions, sql` or `)})`
}
/** Degrees by which PostgreSQL may find points in a box or not. */
const MARGIN = 1e-5

function fewOf(rows: readonly { id: string }[]): string[] | null {
  return rows.length > FEW ? null : rows.map(({ id }) => id)
}

/** The condition that an event `e` is one of these. */
export function isAmong(ids: readonly string[]): RawBuilder<boolean> {
  return sql`e.id = any(${ids}::uuid[])`
}

export interface NarrowedFilters extends Filters {
  /** All events that `q` finds, or that may be in the place; null where neither is asked for, or they are many. */
  found: string[] | null
}

const FEW = 500

/** The common table expression that `occurrenceConditions` reads where a `q` finds many events. */
export function foundEvents({ q, found }: NarrowedFilters): RawBuilder<unknown> {
  if (q === null || found) return sql``
  return sql`found as materialized (select e.id from events e where ${matches(q)}),`
}

/** All of them; true of none. */
export function allOf(conditions: RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length ? sql<boolean>`(${sql.join(conditions, sql` and `)})` : sql<boolean>`true`
}

/** An instant as a parameter of SQL. */
export function at(instant: Instant): RawBuilder<Date> {
  return sql`${timestamp(instant)}::timestamptz`
}

/** SQL of a column's epoch ms, where it holds whole ones, as all do of which the instants are written by `at`. */
export function epochMs(column: 'o.starts_at' | 'o.ends_at' | 'e.updated'): string {
  return `(date_part('epoch', ${column}) * 1000)::bigint`
}

/** As PostgreSQL reads it: the last hours of year 9999 may be of year 10000 in UTC, which it takes without a sign. */
export function timestamp(instant: Instant): string {
  return new Date(instant).toISOString().replace(/^\+0/, '')
}

/** The condition that a search finds an event `e`. */
export function isFoundBy({ q }: Pick<Filters, 'q'>): RawBuilder<boolean> {
  return q === null ? sql`true` : matches(q)
}

/** A search without a single word finds nothing. */
function matches(q: string): RawBuilder<boolean> {
  const query = searchQuery(q)
  return query ? forItsValues(sql`e.search @@ ${query}`) : sql<boolean>`false`
}

function mayBeSeen(states: readonly string[], viewer: Viewer | null): RawBuilder<boolean> {
  return forItsValues(sql`e.state = any(${[...states]}::text[]) and ${seenBy(viewer)}`)
}

function factConditions({ anyOf, noneOf, near, bbox }: Filters, facts: Facts): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = anyOf.map((terms) => sql`${facts.terms} && ${terms}::text[]`)
  if (noneOf.length) conditions.push(sql`not (${facts.terms} && ${noneOf}::text[])`)
  if (near) conditions.push(isNear(near, facts))
  if (bbox) conditions.push(isInBox(bbox, facts))
  return conditions
}

/** Great-circle distance by the haversine formula; a band of latitudes first, which is cheap. */
function isNear(
  { latitude, longitude, radiusKm }: NonNullable<Filters['near']>,
  facts: Facts,
): RawBuilder<boolean> {
  const band = radiusKm / KM_PER_DEGREE
  const here = sql`${latitude}::float8`
  const halfNorth = sql`sin(radians(${facts.latitude} - ${here}) / 2)`
  const halfEast = sql`sin(radians(${facts.longitude} - ${longitude}::float8) / 2)`
  const haversine = sql`${halfNorth} ^ 2 + cos(radians(${here})) * cos(radians(${facts.latitude})) * ${halfEast} ^ 2`
  return sql`(${facts.latitude} between ${latitude - band}::float8 and ${latitude + band}::float8
    and ${2 * EARTH_KM}::float8 * asin(least(1, sqrt(${haversine}))) <= ${radiusKm}::float8)`
}

function isInBox(
  { west, south, east, north }: NonNullable<Filters['bbox']>,
  { latitude, longitude }: Facts,
): RawBuilder<boolean> {
  const isEast = sql`${longitude} >= ${west}::float8`
  const isWest = sql`${longitude} <= ${east}::float8`
  const across = west <= east ? sql`${isEast} and ${isWest}` : sql`(${isEast} or ${isWest})`
  return sql`(${latitude} between ${south}::float8 and ${north}::float8 and ${across})`
}
