import type { Db, Deps } from '../deps.ts'
import type { Localized } from '../events/model.ts'
import { etag } from '../http/conditional.ts'
import type { Kept } from '../http/kept.ts'
import { type Compressible, codedOf, type Representation } from '../http/representation.ts'
import { type Chunk, chunksOf, editedChunks, joined, type Piece, sizeOf } from './feed-pieces.ts'
import { type FeedQuery, type FeedRow, feedIndex, feedTexts, indexEdit, tombstoneRows } from './feed-store.ts'
import type { Filters } from './filters.ts'
import { FEED_END, feedHead } from './ical-feed.ts'
import { inLanguage } from './language.ts'
import { type Revision, stateName } from './revision.ts'

const DAY = 86_400_000
const PAST_DAYS = 90
export const TOMBSTONE_MS = 30 * DAY
const REFRESH = 'PT1H'
/** Pieces that are made of one answer of the database. */
const AT_ONCE = 16

/** A feed with what it is made of, of which the next revision takes over what is still the same. */
interface Feed extends Representation {
  pieces: readonly Piece[]
  chunks: readonly Chunk[]
  at: Moment
}

/** Of which state and day a feed is. */
interface Moment {
  state: Revision
  /** Midnight in UTC, epoch ms. */
  today: number
}

/** What stands around the VEVENTs. */
interface FeedFrame {
  address: string
  lastModified: Date
  /** Of a named view; the calendar's where there is none. */
  name?: Localized | undefined
}

/** The subscription feeds: each depends on the revision, the day and what is asked for. */
export function createFeeds(deps: Deps, keep: Kept) {
  const kept = keep<Feed>()

  /**
   * @param address the feed's own, as it was asked for
   * @param name of a named view; the calendar's where there is none
   */
  return async function feed(filters: Filters, address: string, name?: Localized): Promise<Representation> {
    const state = await deps.revision()
    const { changed } = state
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const lastModified = new Date(Math.max(today, changed.getTime()))
    return kept(JSON.stringify([filters, address, name]), `${stateName(state)} ${today}`, (previous) =>
      buildFeed(
        deps,
        queryOf(filters, today, deps),
        { state, today },
        { address, lastModified, name },
        previous,
      ),
    )
  }
}
export type Feeds = ReturnType<typeof createFeeds>

function queryOf(filters: Filters, today: number, deps: Deps): FeedQuery {
  const past = filters.past ?? PAST_DAYS
  return {
    filters,
    lang: feedLanguage(filters, deps),
    cancelled: filters.cancelled ?? 'mark',
    endedAfter: past === 'all' ? null : today - past * DAY,
    removedAfter: today - TOMBSTONE_MS,
  }
}

/** The language of the calendar that is nearest to the one asked for. */
export function feedLanguage({ lang }: Filters, { config: { locales } }: Deps): string {
  const [first = 'sv'] = locales
  if (lang === null) return first
  const own: Localized = Object.fromEntries(locales.map((locale) => [locale, locale]))
  return inLanguage(own, { locale: lang, locales })?.text ?? first
}

/** Takes over what has not changed since `previous`; only the rest is read and compressed anew. */
async function buildFeed(
  deps: Deps,
  query: FeedQuery,
  at: Moment,
  frame: FeedFrame,
  previous: Feed | undefined,
): Promise<Feed> {
  const known = new Map(previous?.pieces.map((piece) => [piece.key, piece]))
  const chunks = await chunksNow(deps.db, query, at, previous)
  const fresh = chunks.filter(({ key }) => !known.has(key))
  // Some at a time, so that a first feed does not hold all its rows, texts and bytes at once.
  for (let i = 0; i < fresh.length; i += AT_ONCE) {
    const some = fresh.slice(i, i + AT_ONCE)
    const ids = some.flatMap(({ rows }) => rows.map(({ eventId }) => eventId))
    const texts = await feedTexts(deps.db, query, ids)
    for (const { key, rows } of some) {
      const own = rows.flatMap(({ eventId }) => texts.get(eventId) ?? [])
      known.set(key, pieceOf(deps, key, own))
    }
  }
  const pieces = chunks.flatMap(({ key }) => known.get(key) ?? [])
  const removed = await tombstoneRows(deps.db, query)
  if (removed.length > 0) pieces.push(pieceOf(deps, 'removed', removed))
  // Not spread: that would make the body.
  return Object.assign(feedOf(deps, pieces, { ...frame, lang: query.lang }), { pieces, chunks, at })
}

/** Of what changed since `previous` alone, where that is known; else of the whole index. */
async function chunksNow(
  db: Db,
  query: FeedQuery,
  { state, today }: Moment,
  previous: Feed | undefined,
): Promise<Chunk[]> {
  if (previous?.at.today === today) {
    const edit = await indexEdit(db, query, previous.at.state, state)
    if (edit) return editedChunks(previous.chunks, edit)
  }
  return chunksOf(await feedIndex(db, query))
}

/** A small feed, made at once. */
export function makeFeed(
  deps: Deps,
  rows: readonly FeedRow[],
  frame: FeedFrame & { lang: string },
): Representation {
  return feedOf(deps, [pieceOf(deps, 'all', rows)], frame)
}

function pieceOf({ sha256 }: Deps, key: string, rows: readonly FeedRow[]): Piece {
  const bytes = encoder.encode(rows.map(({ text }) => text).join(''))
  return { key, bytes, zones: [...zonesIn(rows)], digest: sha256(bytes) }
}

/** The entity tag follows from what is in it, so that a change elsewhere keeps it. */
function feedOf(
  deps: Deps,
  pieces: readonly Piece[],
  { lang, address, lastModified, name: called = deps.config.calendarName }: FeedFrame & { lang: string },
): Representation {
  const { config, sha256 } = deps
  const name = inLanguage(called, { locale: lang, locales: config.locales })?.text ?? 'Kalendarium'
  const head = feedHead({
    name,
    locale: lang,
    zones: new Set(pieces.flatMap(({ zones }) => zones)),
    timeZone: config.timeZone,
    url: address,
    refresh: REFRESH,
  })
  const whole: Compressible[] = [
    { bytes: encoder.encode(head) },
    ...pieces,
    { bytes: encoder.encode(FEED_END) },
  ]
  const size = sizeOf(whole)
  let made: Uint8Array<ArrayBuffer> | undefined
  const body = () => {
    made ??= joined(whole)
    return made
  }
  const digest = sha256([head, ...pieces.map((piece) => piece.digest)].join('\n'))
  return {
    // Who takes gzip needs no plain body: then it is not made.
    get body() {
      return body()
    },
    size,
    coded: codedOf(deps, size, body, () => deps.gzipPieces(whole, body)),
    etag: etag(digest.slice(0, 32)),
    lastModified,
  }
}

const encoder = new TextEncoder()

/** The zones that the VEVENTs really name: whole days and UTC need no VTIMEZONE. */
export function zonesIn(rows: readonly { timeZone: string; text: string }[]): Set<string> {
  const zones = new Set<string>()
  for (const { timeZone, text } of rows)
    if (!zones.has(timeZone) && text.includes(`;TZID=${timeZone}:`)) zones.add(timeZone)
  return zones
}
