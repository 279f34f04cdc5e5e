import { concatenated, includes, type Parts, sizeOf } from '../bytes.ts'
import type { Deps } from '../deps.ts'
import type { Localized } from '../events/model.ts'
import { etag } from '../http/conditional.ts'
import type { Kept } from '../http/kept.ts'
import { type Compressible, codedOf, type Representation } from '../http/representation.ts'
import { divided, editedPieces, type FeedPiece, indexOf, type Piece } from './feed-pieces.ts'
import { type FeedQuery, type FeedRow, readEdit, readIndex, readPieces, tombstoneRows } from './feed-store.ts'
import type { Filters } from './filters.ts'
import { FEED_END, feedHead } from './ical-feed.ts'
import { inLanguage } from './language.ts'
import { type Revision, stateName } from './revision.ts'

const DAY = 86_400_000
const PAST_DAYS = 90
export const TOMBSTONE_MS = 30 * DAY
const REFRESH = 'PT1H'
/** Pieces that are made of one answer of the database: some megabytes. */
const AT_ONCE = 64

/** A feed with what it is made of, of which the next revision takes over what is still the same. */
interface Feed extends Enveloped, Content {
  at: Moment
}

interface Enveloped extends Representation {
  head: Head
}

/** What stands before the VEVENTs. */
interface Head extends Compressible {
  text: string
}

interface Content {
  pieces: readonly FeedPiece[]
  /** Of the events that were removed; null where none is shown. */
  removed: Piece | null
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
  const content =
    (await editedContent(deps, query, at, previous)) ?? (await readContent(deps, query, previous))
  const { pieces, removed } = content
  const all = removed ? [...pieces, removed] : pieces
  return { ...feedOf(deps, all, { ...frame, lang: query.lang }, previous?.head), ...content, at }
}

/** By what changed since `previous` alone; null where that is not known. */
async function editedContent(
  deps: Deps,
  query: FeedQuery,
  { state, today }: Moment,
  previous: Feed | undefined,
): Promise<Content | null> {
  if (previous?.at.today !== today) return null
  const edit = await readEdit(deps.db, query, previous.at.state, state)
  if (edit === null) return null
  const pieces = editedPieces(previous.pieces, edit, (rows) => {
    const bytes = concatenated(rows.map((row) => row.bytes))
    const zones = new Set(rows.flatMap((row) => row.zones))
    return {
      ...pieceOf(deps, bytes, zones),
      index: indexOf(rows.map(({ entry }) => entry)),
      lengths: rows.map((row) => row.bytes.length),
    }
  })
  return { pieces, removed: edit.isOfRemoved ? await removedPiece(deps, query) : previous.removed }
}

/** All of it, but for the texts of those pieces that are as they were in `previous`. */
async function readContent(deps: Deps, query: FeedQuery, previous: Feed | undefined): Promise<Content> {
  const known = new Map(previous?.pieces.map((piece) => [piece.index, piece]))
  const wanted = divided(await readIndex(deps.db, query)).map((entries) => ({
    entries,
    index: indexOf(entries),
  }))
  const fresh = wanted.filter(({ index }) => !known.has(index))
  // Some at a time, so that a first feed does not hold all its texts and bytes at once.
  for (let i = 0; i < fresh.length; i += AT_ONCE) {
    const some = fresh.slice(i, i + AT_ONCE)
    const texts = await readPieces(
      deps.db,
      query,
      some.map(({ entries }) => entries),
    )
    for (const [j, { bytes, lengths, zones }] of texts.entries()) {
      const { index = '' } = some[j] ?? {}
      known.set(index, { ...pieceOf(deps, bytes, zones), index, lengths })
    }
  }
  const pieces = wanted.flatMap(({ index }) => known.get(index) ?? [])
  return { pieces, removed: await removedPiece(deps, query) }
}

async function removedPiece(deps: Deps, query: FeedQuery): Promise<Piece | null> {
  const rows = await tombstoneRows(deps.db, query)
  return rows.length > 0 ? pieceOfRows(deps, rows) : null
}

/** A small feed, made at once. */
export function makeFeed(
  deps: Deps,
  rows: readonly FeedRow[],
  frame: FeedFrame & { lang: string },
): Representation {
  return feedOf(deps, [pieceOfRows(deps, rows)], frame)
}

function pieceOfRows(deps: Deps, rows: readonly FeedRow[]): Piece {
  const bytes = encoder.encode(rows.map((row) => row.text).join(''))
  return pieceOf(deps, bytes, new Set(rows.map(({ timeZone }) => timeZone)))
}

/** @param zones that it may name */
function pieceOf({ sha256 }: Deps, bytes: Uint8Array<ArrayBuffer>, zones: Iterable<string>): Piece {
  // Whole days and UTC name none.
  const named = [...zones].filter((zone) => includes(bytes, encoder.encode(`;TZID=${zone}:`)))
  return { bytes, zones: named, digest: sha256(bytes) }
}

/**
 * The entity tag follows from what is in it, so that a change elsewhere keeps it.
 * @param before is taken over where it is the same
 */
function feedOf(
  deps: Deps,
  pieces: readonly Piece[],
  { lang, address, lastModified, name: called = deps.config.calendarName }: FeedFrame & { lang: string },
  before?: Head,
): Enveloped {
  const { config, sha256 } = deps
  const name = inLanguage(called, { locale: lang, locales: config.locales })?.text ?? 'Kalendarium'
  const text = feedHead({
    name,
    locale: lang,
    zones: new Set(pieces.flatMap(({ zones }) => zones)),
    timeZone: config.timeZone,
    url: address,
    refresh: REFRESH,
  })
  const head = before?.text === text ? before : { text, bytes: encoder.encode(text) }
  const whole: Compressible[] = [head, ...pieces, END]
  const body: Parts = whole.map(({ bytes }) => bytes)
  const digest = sha256([text, ...pieces.map((piece) => piece.digest)].join('\n'))
  return {
    head,
    body,
    size: sizeOf(body),
    coded: codedOf(deps, body, () => deps.gzipPieces(whole)),
    etag: etag(digest.slice(0, 32)),
    lastModified,
  }
}

const encoder = new TextEncoder()
/** Compressed once for all feeds. */
const END: Compressible = { bytes: encoder.encode(FEED_END) }
