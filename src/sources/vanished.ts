import type { State } from '../events/model.ts'
import { saveChanged } from '../events/save.ts'
import { type Unit, type Writer, write } from '../events/settle.ts'
import { readEvents } from '../events/store.ts'
import { contextFor } from '../events/write.ts'
import type { ImportReport } from '../imports/import.ts'
import { asEditable, type Editable } from '../moderation/held.ts'
import type { Source } from './model.ts'

/**
 * What of a source's events that are still to come is in its file no more, and what of it was archived for that, or is
 * back. What is over counts for nothing: it leaves the window of most feeds, and yet took place.
 */
export interface Vanished {
  vanished: number
  archived: number
  restored: number
  /** Of how many, where over half of them vanished: then none is archived, as the feed is rather broken. */
  overHalfOf: number | null
}

/** Notes that events were created by a source: in the transaction that creates them. */
export async function claimEvents({ tx }: Unit, source: Source, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .insertInto('source_events')
    .values(ids.map((id) => ({ event_id: id, source_id: source.id })))
    .execute()
}

/**
 * Archives those of a source's own events that its file has no more, if it is to be so, and brings back those that were
 * archived for that and are there again. What the partner archived itself stays archived.
 */
export async function settleVanished(
  writer: Writer,
  source: Source,
  present: ImportReport['present'],
): Promise<Vanished> {
  return write(writer, async (unit) => {
    const own = await ownEvents(unit, writer, source)
    const isPresent = ({ event }: Owned) => present.ids.has(event.id) || present.uids.has(event.uid)
    const active = own.filter(({ event, over }) => event.state in GOES && !over)
    const vanished = active.filter((one) => !isPresent(one))
    const back = own.filter((one) => one.archived && isPresent(one))
    const overHalf = vanished.length * 2 > active.length
    const gone = source.removeMissing && !overHalf ? vanished : []
    for (const { event } of gone) await lead(unit, writer, event, GOES[event.state] ?? event.state)
    const returned = back.filter(({ event }) => event.state in RETURNS)
    for (const { event } of returned)
      await lead(unit, writer, event, writer.principal.trusted ? 'published' : 'submitted')
    await mark(unit, gone, true)
    await mark(unit, back, false)
    return {
      vanished: vanished.length,
      archived: gone.length,
      restored: returned.length,
      overHalfOf: source.removeMissing && overHalf ? active.length : null,
    }
  })
}

/** What becomes of events that vanish: a draft is nobody's to see, nor to review. */
const GOES: Partial<Record<State, State>> = { published: 'archived', submitted: 'draft' }
/** The states that vanishing leads to. */
const RETURNS: Partial<Record<State, true>> = { archived: true, draft: true }

interface Owned {
  event: Editable
  archived: boolean
  /** Whether its last occurrence has ended. */
  over: boolean
}

async function ownEvents({ tx }: Unit, writer: Writer, source: Source): Promise<Owned[]> {
  const rows = await tx
    .selectFrom('source_events')
    .innerJoin('events', 'events.id', 'source_events.event_id')
    .select(['event_id', 'archived', 'last_end'])
    .where('source_id', '=', source.id)
    .execute()
  const noted = new Map(rows.map((row) => [row.event_id, row]))
  const now = writer.deps.now()
  const events = await asEditable(tx, writer, await readEvents(tx, { ids: [...noted.keys()] }, true))
  return events.map((event) => {
    const { archived = false, last_end: lastEnd = null } = noted.get(event.id) ?? {}
    return { event, archived, over: lastEnd !== null && lastEnd <= now }
  })
}

/** The event as it is served, in another state: what waits for review in it is no part of that. */
async function lead(unit: Unit, writer: Writer, event: Editable, state: State): Promise<void> {
  const { partner, content } = event.review?.published ?? event
  const context = await contextFor(unit.tx, writer, content)
  await saveChanged(unit, writer, { ...event, review: null }, { partner, state, content }, context)
}

async function mark({ tx }: Unit, owned: readonly Owned[], archived: boolean): Promise<void> {
  if (owned.length === 0) return
  const ids = owned.map(({ event }) => event.id)
  await tx.updateTable('source_events').set({ archived }).where('event_id', 'in', ids).execute()
}
