import { renderEvent } from '../calendar/ical-event.ts'
import { termsOf } from '../calendar/terms.ts'
import type { Db, Deps } from '../deps.ts'
import type { Moderation } from '../moderation/facts.ts'
import { type Editable, hold } from '../moderation/held.ts'
import type { Principal } from '../partners/auth.ts'
import { isPublic } from './content.ts'
import { type CalendarContext, feedContext } from './context.ts'
import { derive } from './derive.ts'
import { type Difference, differences, equal } from './diff.ts'
import { type Comparable, comparableJson } from './json.ts'
import { renderLocalized } from './markdown.ts'
import type { CalendarEvent, Description, EventContent } from './model.ts'
import type { Unit, Writer } from './settle.ts'
import { slugCandidates, slugFrom } from './slug.ts'
import {
  claimSlugs,
  insertEvents,
  type PreparedEvent,
  releaseSlugs,
  type StoredEvent,
  updateEvent,
} from './store.ts'

/** What a write did, or with a dry run would do. */
export interface Outcome {
  /** `held`: `event` waits for review. */
  status: 'created' | 'updated' | 'unchanged' | 'held' | 'deleted'
  event: StoredEvent
  /** By pointer into the event, as of `changesBetween`; worked out when it is asked for. */
  differences(): Difference[]
  /** The partners as they were read for it, where they were. */
  partners?: CalendarContext['partners']
  /** What its writer is to see of it beside, where that was looked for. */
  moderation?: Moderation
}

/** What of a new event is decided before it is stored. */
export interface NewEvent {
  id: string
  uid: string | undefined
  partner: string
  state: CalendarEvent['state']
  content: EventContent
  by: Principal
}

/**
 * Stores new events, all in a few statements. An event whose partner has its external id already is left out: another
 * writer was faster.
 * @returns by id, those that are stored
 */
export async function saveNew(
  { tx, saved }: Unit,
  deps: Deps,
  fresh: readonly NewEvent[],
  context: CalendarContext,
): Promise<Map<string, Outcome>> {
  const now = deps.now()
  const uids = await feedUids(
    tx,
    deps,
    fresh.filter(({ state }) => state === 'published'),
  )
  const slugs = await claimSlugs(
    tx,
    fresh.map((one) => wish(one, one.state === 'published', deps)),
  )
  const prepared = fresh.map(({ id, partner, state, content, uid, by }) => {
    const feed = uids.get(id) ?? { uid: ownUid(deps, id), sequence: 0 }
    const event: CalendarEvent = {
      id,
      uid: uid ?? ownUid(deps, id),
      feedUid: feed.uid,
      slug: slugs.get(id) ?? id,
      partner,
      state,
      sequence: feed.sequence,
      version: 1,
      created: now,
      updated: now,
      published: state === 'published' ? now : null,
      content,
    }
    return { ...prepare(deps, event, context), by }
  })
  const ids = await insertEvents(tx, prepared)
  const stored = prepared.filter(({ event }) => ids.has(event.id))
  if (ids.size < fresh.length)
    await releaseSlugs(
      tx,
      fresh.flatMap(({ id }) => (ids.has(id) ? [] : [id])),
    )
  const { partners } = context
  const outcomes = stored.map(({ event, by }): Outcome => {
    saved.push({ by, previous: null, next: event })
    return { status: 'created', event, differences: () => changesBetween(null, event), partners }
  })
  return new Map(outcomes.map((outcome) => [outcome.event.id, outcome]))
}

/**
 * Stores a new version of an event; nothing at all where nothing differs. What its writer may not publish is held for
 * review while the event stays as it is.
 */
export async function saveChanged(
  unit: Unit,
  writer: Writer,
  { review, ...seen }: Editable,
  next: Pick<CalendarEvent, 'partner' | 'state' | 'content'>,
  context: CalendarContext,
): Promise<Outcome> {
  const { tx, saved } = unit
  const { deps } = writer
  const previous = review?.published ?? seen
  if (review && isPublic({ ...previous, ...next })) {
    const event = await hold(unit, writer, { ...seen, review }, next.content)
    if (!event) return { status: 'unchanged', event: previous, differences: () => [] }
    return { status: 'held', event, differences: () => changesBetween(previous, event) }
  }
  const decided = ({ content, state, partner }: typeof next) => ({ content, state, partner })
  if (equal(decided(previous), decided(next)))
    return { status: 'unchanged', event: previous, differences: () => [] }
  const now = deps.now()
  const retitled =
    slugFrom(defaultTitle(previous.content, deps)) !== slugFrom(defaultTitle(next.content, deps))
  const appears = next.state === 'published' && previous.published === null
  const isKnown = appears || previous.published !== null
  const renamed =
    retitled || appears
      ? await claimSlugs(tx, [wish({ ...next, id: previous.id }, isKnown, deps)])
      : new Map<string, string>()
  const feed = appears ? (await feedUids(tx, deps, [previous])).get(previous.id) : undefined
  const grows = reschedules(previous.content, next.content) || returns(previous, next)
  const event: CalendarEvent = {
    ...previous,
    ...next,
    feedUid: feed?.uid ?? previous.feedUid,
    slug: renamed.get(previous.id) ?? previous.slug,
    sequence: Math.max(previous.sequence + (grows ? 1 : 0), feed?.sequence ?? 0),
    version: previous.version + 1,
    updated: now,
    published: next.state === 'published' ? (previous.published ?? now) : previous.published,
  }
  const prepared = prepare(deps, event, context)
  await updateEvent(tx, prepared, timesDiffer(previous, event))
  saved.push({ by: writer.principal, previous, next: prepared.event })
  return {
    status: 'updated',
    event: prepared.event,
    differences: () => changesBetween(previous, prepared.event),
  }
}

/** Removes an event; what was public leaves a tombstone. What its writer may not publish is held, as of `saveChanged`. */
export async function remove(
  unit: Unit,
  writer: Writer,
  { review, ...previous }: Editable,
): Promise<Outcome> {
  if (review) {
    const event = await hold(unit, writer, { ...previous, review }, null)
    return { status: 'held', event: event ?? previous, differences: () => [] }
  }
  await unit.tx.deleteFrom('events').where('id', '=', previous.id).execute()
  unit.saved.push({ by: writer.principal, previous, next: null })
  return { status: 'deleted', event: previous, differences: () => [] }
}

/** What differs, by pointer into the event as JSON shows it; `/occurrences` holds the changes to single ones. */
export function changesBetween(previous: Comparable | null, next: Comparable): Difference[] {
  return differences(previous ? comparableJson(previous) : {}, comparableJson(next))
}

/**
 * The UID in feeds and the least SEQUENCE of each event that brings a UID and is public for the first time: the UID
 * itself where no event has it in feeds, and a SEQUENCE above that of a removed event with the same UID, which clients
 * remember. Before, an event has a UID made from its id: nobody shall learn from another's UID that it is there.
 */
async function feedUids(
  tx: Db,
  deps: Deps,
  fresh: readonly Pick<NewEvent, 'id' | 'uid'>[],
): Promise<Map<string, { uid: string; sequence: number }>> {
  const given = fresh.filter((event): event is { id: string; uid: string } => event.uid !== undefined)
  if (given.length === 0) return new Map()
  const uids = given.map(({ uid }) => uid)
  const taken = await tx.selectFrom('events').select('feed_uid').where('feed_uid', 'in', uids).execute()
  const removed = await tx
    .selectFrom('tombstones')
    .select(['feed_uid', 'sequence'])
    .where('feed_uid', 'in', uids)
    .execute()
  const used = new Set(taken.map((row) => row.feed_uid))
  const sequences = new Map(removed.map((row) => [row.feed_uid, row.sequence + 1]))
  return new Map(
    given.map(({ id, uid }) => {
      const feedUid = used.has(uid) ? ownUid(deps, id) : uid
      used.add(uid)
      return [id, { uid: feedUid, sequence: sequences.get(feedUid) ?? 0 }]
    }),
  )
}

/** An event with its derived data and, if it is public, its VEVENTs in every language of the calendar. */
export function prepare(deps: Deps, event: CalendarEvent, context: CalendarContext): PreparedEvent {
  const { description } = event.content
  return {
    event: { ...event, html: description ? renderLocalized(description) : null },
    derived: derive(event.content, event.partner, deps.now().getTime()),
    entries: feedEntries(deps, event, context),
    tzdata: deps.tzdata,
  }
}

/** The VEVENTs of a public event in every language of the calendar; none of another. */
export function feedEntries(
  { config }: Deps,
  event: CalendarEvent,
  context: CalendarContext,
): PreparedEvent['entries'] {
  const { superEvent } = event.content
  const locales = event.state === 'published' ? config.locales : []
  return locales.map((lang) => {
    const rendered = renderEvent(
      event,
      feedContext(context, config, { partner: event.partner, superEvent }, lang),
    )
    return { lang, mark: rendered.mark, status_mode: rendered.status, omit_mode: rendered.omit }
  })
}

/** Whether an event that was public and went is back: above the SEQUENCE of its tombstone, which clients remember. */
function returns(previous: CalendarEvent, next: Pick<CalendarEvent, 'state'>): boolean {
  const wasPublic = previous.published !== null
  return wasPublic && previous.state !== next.state && [previous.state, next.state].includes('published')
}

/** RFC 5545 §3.8.7.4: the significant changes are those of time, place, status and recurrence. */
function reschedules(before: EventContent, after: EventContent): boolean {
  const where = ({ status, location, onlineLocation, attendanceMode }: Partial<Description>) => ({
    status,
    location,
    onlineLocation,
    attendanceMode,
  })
  const significant = ({ schedule, changes, ...content }: EventContent) => ({
    ...where(content),
    schedule,
    // A change that is of none of these is like none.
    changes: Object.fromEntries(
      Object.entries(changes)
        .map(([wall, { fields, ...times }]) => [wall, { ...times, ...where(fields) }] as const)
        .filter(([, change]) => !equal(change, {})),
    ),
  })
  return !equal(significant(before), significant(after))
}

/** Whether the table of occurrences would hold other rows. */
function timesDiffer(before: CalendarEvent, after: CalendarEvent): boolean {
  const rows = ({ content, partner, state }: CalendarEvent) => ({
    schedule: content.schedule,
    changes: content.changes,
    terms: termsOf(content, partner),
    place: [content.location?.latitude, content.location?.longitude],
    public: state === 'published',
  })
  return !equal(rows(before), rows(after))
}

function ownUid({ config }: Deps, id: string): string {
  return `${id}@${new URL(config.publicUrl).hostname}`
}

/** What is not public takes no address that another could want, and so tells nobody that it is there. */
function wish(
  { id, content }: Pick<NewEvent, 'id' | 'content'>,
  isKnown: boolean,
  deps: Deps,
): { id: string; candidates: string[] } {
  const candidates = slugCandidates(defaultTitle(content, deps), content.schedule.start, id)
  return { id, candidates: isKnown ? candidates : candidates.slice(-1) }
}

function defaultTitle({ title }: EventContent, { config }: Deps): string {
  const lang = config.locales.find((locale) => title[locale] !== undefined)
  return (lang === undefined ? Object.values(title)[0] : title[lang]) ?? ''
}
