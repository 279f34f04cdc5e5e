/** The rows that a statement writes, given as JSON in one parameter: it is the same text for one event and for many. */
import { type RawBuilder, sql } from 'kysely'
import type { EventTable } from '../../db/schema.ts'
import { searchVector, searchWords } from '../calendar/search.ts'
import type { PreparedEvent } from './store.ts'

/** The columns of `events` by type; what is an `instant` is given as milliseconds. */
const EVENT_COLUMNS = {
  id: 'uuid',
  partner: 'text',
  external_id: 'text',
  uid: 'text',
  feed_uid: 'text',
  slug: 'text',
  state: 'text',
  sequence: 'integer',
  version: 'integer',
  created: 'instant',
  updated: 'instant',
  published: 'instant',
  content: 'jsonb',
  html: 'jsonb',
  terms: 'text[]',
  time_zone: 'text',
  next_start: 'instant',
  last_end: 'instant',
  kept_from: 'instant',
  kept_until: 'instant',
  renew: 'instant',
  tzdata: 'text',
} as const satisfies Record<Exclude<keyof EventTable, 'search'>, string>
type EventColumn = keyof typeof EVENT_COLUMNS

const columns = Object.entries(EVENT_COLUMNS)
const given = columns.map(([name, type]) => `${name} ${type === 'instant' ? 'float8' : type}`)
const values = columns.map(([name, type]) =>
  type === 'instant' ? `to_timestamp(g.${name} / 1000) as ${name}` : `g.${name}`,
)
const names = [...columns.map(([name]) => name), 'search']

/** The columns that are written, `search` too. */
export const EVENT_NAMES = sql.raw(names.join())
/** The same as `set` of an update from `eventRows` as `g`. */
export const EVENT_SETS = sql.raw(names.map((name) => `${name} = g.${name}`).join())

const SELECTED = sql.raw(values.join())
const GIVEN = sql.raw(`(${[...given, 'words text[]'].join()})`)
const VECTOR = searchVector(sql.raw('g.words'))

/** A query of the rows of events, with the columns `EVENT_NAMES`. */
export function eventRows(prepared: readonly PreparedEvent[]): RawBuilder<unknown> {
  const json = JSON.stringify(prepared.map(eventRow))
  return sql`select ${SELECTED}, ${VECTOR} as search from json_to_recordset(${json}::json) as g ${GIVEN}`
}

function eventRow({ event, derived, tzdata }: PreparedEvent) {
  const { content } = event
  return {
    id: event.id,
    partner: event.partner,
    external_id: content.externalId ?? null,
    uid: event.uid,
    feed_uid: event.feedUid,
    slug: event.slug,
    state: event.state,
    sequence: event.sequence,
    version: event.version,
    created: event.created.getTime(),
    updated: event.updated.getTime(),
    published: event.published?.getTime() ?? null,
    content,
    html: event.html,
    terms: derived.terms,
    time_zone: content.schedule.timeZone,
    next_start: derived.firstStart,
    last_end: derived.lastEnd,
    kept_from: derived.keptFrom,
    kept_until: derived.keptUntil,
    renew: derived.renew,
    tzdata,
    words: searchWords(derived.searchable),
  } satisfies Record<EventColumn | 'words', unknown>
}
