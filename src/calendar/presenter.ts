import { LRUCache } from 'lru-cache'
import type { Db, Deps } from '../deps.ts'
import { readContext } from '../events/context.ts'
import { eventJson, type JsonContext, occurrenceFacts, occurrenceTimes } from '../events/json.ts'
import { defaultOrganizer } from '../events/references.ts'
import { readEvents, type StoredEvent } from '../events/store.ts'
import type { AgendaRow } from './window.ts'

/** What is kept of an event between requests: the event, and its JSON as far as no time is in it. */
interface Shown {
  event: StoredEvent
  context: JsonContext
  /** Of its occurrences, by recurrence id where one is changed, else under ''. */
  facts: Map<string, Facts>
  json: string | null
}

/** What no time is in, for pages and, once it was asked for, as text. */
interface Facts {
  value: ReturnType<typeof occurrenceFacts>
  text: string | null
}

const KEPT_EVENTS = 20_000

/**
 * Turns rows of lists into JSON text. An event's JSON is made once for each of its versions; for an occurrence only its
 * times are new.
 */
export function createPresenter(deps: Deps) {
  const kept = new LRUCache<string, Shown>({ max: KEPT_EVENTS })

  async function shown(
    db: Db,
    wanted: readonly { eventId: string; version: number }[],
  ): Promise<Map<string, Shown>> {
    const found = new Map<string, Shown>()
    const missing: string[] = []
    for (const { eventId, version } of wanted) {
      const one = kept.get(eventId)
      if (one && one.event.version === version) found.set(eventId, one)
      else missing.push(eventId)
    }
    if (missing.length === 0) return found
    const events = await readEvents(db, { ids: [...new Set(missing)] })
    const context = await readContext(db, deps.config, [])
    for (const event of events) {
      const organizer = defaultOrganizer(event.partner, context, deps.config)
      const one = {
        event,
        context: { publicUrl: deps.config.publicUrl, organizer },
        facts: new Map(),
        json: null,
      }
      kept.set(event.id, one)
      found.set(event.id, one)
    }
    return found
  }

  return {
    /** JSON text of each occurrence; an event that went since the rows were read is left out. */
    async occurrences(
      db: Db,
      rows: readonly AgendaRow[],
      fields: readonly string[] | null,
    ): Promise<string[]> {
      const events = await shown(db, rows)
      return rows.flatMap((row) => {
        const one = events.get(row.eventId)
        return one ? [pick(occurrenceText(one, row), fields)] : []
      })
    },

    /** The same as objects, for pages. */
    async happenings(db: Db, rows: readonly AgendaRow[]): Promise<Happening[]> {
      const events = await shown(db, rows)
      return rows.flatMap((row) => {
        const one = events.get(row.eventId)
        return one ? [{ ...timesOf(one, row), ...factsOf(one, row).value }] : []
      })
    },

    /** JSON text of each event. */
    async events(
      db: Db,
      rows: readonly { eventId: string; version: number }[],
      fields: readonly string[] | null,
    ): Promise<string[]> {
      const events = await shown(db, rows)
      return rows.flatMap(({ eventId }) => {
        const one = events.get(eventId)
        if (!one) return []
        one.json ??= JSON.stringify(eventJson(one.event, one.context))
        return [pick(one.json, fields)]
      })
    },
  }
}
export type Presenter = ReturnType<typeof createPresenter>

/** An occurrence as the API shows it, before it is text. */
export type Happening = ReturnType<typeof occurrenceTimes> & ReturnType<typeof occurrenceFacts>

function occurrenceText(one: Shown, row: AgendaRow): string {
  const facts = factsOf(one, row)
  facts.text ??= JSON.stringify(facts.value)
  return `${JSON.stringify(timesOf(one, row)).slice(0, -1)},${facts.text.slice(1)}`
}

function factsOf({ event, context, facts }: Shown, row: AgendaRow): Facts {
  const key = row.changed ? row.recurrenceId : ''
  const known = facts.get(key)
  if (known) return known
  const made = { value: occurrenceFacts(event, changeOf(event, row), context), text: null }
  facts.set(key, made)
  return made
}

/** The row of an occurrence without a length has its start for an end. */
function timesOf({ event }: Shown, row: AgendaRow) {
  const { schedule } = event.content
  const { kind } = changeOf(event, row)?.length ?? schedule.length
  const hasEnd = kind !== 'none' || schedule.start.length === 10
  return occurrenceTimes(event, {
    recurrenceId: row.recurrenceId || null,
    start: row.start,
    end: hasEnd ? row.end : null,
  })
}

function changeOf({ content }: StoredEvent, row: AgendaRow) {
  return row.changed ? content.changes[row.recurrenceId] : undefined
}

/** The fields that were asked for; all without a choice. */
export function pick(json: string, fields: readonly string[] | null): string {
  if (!fields) return json
  const whole: Record<string, unknown> = JSON.parse(json)
  return JSON.stringify(
    Object.fromEntries(fields.flatMap((name) => (name in whole ? [[name, whole[name]]] : []))),
  )
}
