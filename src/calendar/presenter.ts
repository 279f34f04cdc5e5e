import { LRUCache } from 'lru-cache'
import type { Db, Deps } from '../deps.ts'
import { isAllDay } from '../events/content.ts'
import { readContext } from '../events/context.ts'
import {
  eventJson,
  type JsonContext,
  occurrenceFacts,
  occurrenceTimesText,
  type Timed,
} from '../events/json.ts'
import { defaultOrganizer } from '../events/references.ts'
import { readEvents, type StoredEvent } from '../events/store.ts'
import type { Occurrence } from '../recurrence/model.ts'
import { VERSION } from '../version.ts'
import type { AgendaRow } from './window.ts'

/** JSON text of an event, or the part of an occurrence's that its time does not change. */
interface Part {
  /** Of the event. */
  version: number
  text: string
}

/** Items of a list as JSON text. */
export interface Items {
  texts: string[]
  /** Tells the texts apart as they themselves do, in less: digests, and what they do not cover. */
  told: string
}

interface OccurrencePart extends Part {
  event: Timed
  hasEnd: boolean
  /** Of all that makes its occurrences' texts, beside their times. */
  digest: string
  /** What the text says, once a page asked for it. */
  facts: Facts | null
}
export type Facts = ReturnType<typeof occurrenceFacts>

/** An occurrence for pages. */
export interface Happening extends Occurrence {
  allDay: boolean
  timeZone: string
  /** The same object for all occurrences that show the same, as long as it is kept. */
  facts: Facts
}

type EventRow = Pick<AgendaRow, 'eventId' | 'version'>

/**
 * Turns rows of lists into JSON text. An event's JSON is made once for each of its versions; for an occurrence only its
 * times are new.
 */
export function createPresenter(deps: Deps) {
  const occurrences = createParts<AgendaRow, OccurrencePart>(deps, 0.75, {
    keyOf: (row) => (row.changed ? `${row.eventId} ${row.recurrenceId}` : row.eventId),
    make: (event, row, context) => occurrencePart(deps, event, row, context),
  })
  const events = createParts<EventRow, Part>(deps, 0.25, {
    keyOf: ({ eventId }) => eventId,
    make: (event, _, context) => ({
      version: event.version,
      text: JSON.stringify(eventJson(event, context)),
    }),
  })

  return {
    /** JSON text of each occurrence; an event that went since the rows were read is left out. */
    async occurrences(db: Db, rows: readonly AgendaRow[], fields: readonly string[] | null): Promise<Items> {
      const parts = await occurrences(db, rows)
      const texts: string[] = []
      let told = `${VERSION} ${fields}`
      for (const [i, row] of rows.entries()) {
        const part = parts[i]
        if (!part) continue
        texts.push(pick(occurrenceText(part, row), fields))
        told += ` ${part.digest} ${row.recurrenceId} ${row.start} ${row.end}`
      }
      return { texts, told }
    },

    /** The same for pages. */
    async happenings(db: Db, rows: readonly AgendaRow[]): Promise<Happening[]> {
      const parts = await occurrences(db, rows)
      return rows.flatMap((row, i) => {
        const part = parts[i]
        return part ? [happeningOf(part, row)] : []
      })
    },

    /** JSON text of each event. */
    async events(db: Db, rows: readonly EventRow[], fields: readonly string[] | null): Promise<string[]> {
      const parts = await events(db, rows)
      return parts.flatMap((part) => (part ? [pick(part.text, fields)] : []))
    },
  }
}
export type Presenter = ReturnType<typeof createPresenter>

/** Of an entry, beside its text. */
const OVERHEAD = 300
/** The text, and what it says as objects, which a page may ask for. */
const FORMS = 2.5

/**
 * Parts by their rows: those that are kept, the others made of their events, which are not kept themselves.
 * @param share of `eventBytes`
 */
function createParts<Row extends EventRow, Kind extends Part>(
  deps: Deps,
  share: number,
  of: { keyOf(row: Row): string; make(event: StoredEvent, row: Row, context: JsonContext): Kind },
) {
  const kept = new LRUCache<string, Kind>({
    maxSize: Math.ceil(deps.eventBytes * share),
    sizeCalculation: ({ text }) => OVERHEAD + Math.ceil(FORMS * octetsOf(text)),
  })

  return async function partsOf(db: Db, rows: readonly Row[]): Promise<(Kind | undefined)[]> {
    const parts = rows.map((row) => {
      const part = kept.get(of.keyOf(row))
      return part?.version === row.version ? part : undefined
    })
    const missing = new Set(rows.flatMap(({ eventId }, i) => (parts[i] ? [] : [eventId])))
    if (missing.size === 0) return parts
    const events = new Map((await readEvents(db, { ids: [...missing] })).map((event) => [event.id, event]))
    const context = await readContext(db, deps.config, [])
    const made = new Map<string, Kind>()
    const make = (row: Row): Kind | undefined => {
      const key = of.keyOf(row)
      const event = events.get(row.eventId)
      if (!event || made.has(key)) return made.get(key)
      const organizer = defaultOrganizer(event.partner, context, deps.config)
      const part = of.make(event, row, { publicUrl: deps.config.publicUrl, organizer })
      made.set(key, part)
      kept.set(key, part)
      return part
    }
    return parts.map((part, i) => part ?? (rows[i] && make(rows[i])))
  }
}

/** What a string takes in V8, which has one octet for a character as long as all are in Latin-1. */
function octetsOf(text: string): number {
  return IN_LATIN_1.test(text) ? text.length : 2 * text.length
}
const IN_LATIN_1 = /^[\0-\xff]*$/

function occurrencePart(
  { sha256 }: Pick<Deps, 'sha256'>,
  event: StoredEvent,
  row: AgendaRow,
  context: JsonContext,
): OccurrencePart {
  const { id, version, content } = event
  const { start, timeZone, length } = content.schedule
  const change = row.changed ? content.changes[row.recurrenceId] : undefined
  const { kind } = change?.length ?? length
  const text = JSON.stringify(occurrenceFacts(event, change, context))
  const hasEnd = kind !== 'none' || start.length === 10
  return {
    version,
    text,
    event: { id, content: { schedule: { start, timeZone } } },
    hasEnd,
    digest: sha256(`${id} ${timeZone} ${start.length} ${hasEnd} ${text}`).slice(0, 32),
    facts: null,
  }
}

function occurrenceText(part: OccurrencePart, row: AgendaRow): string {
  return `${occurrenceTimesText(part.event, timesOf(part, row))},${part.text.slice(1)}`
}

function factsOf(part: OccurrencePart): Facts {
  const facts: Facts = part.facts ?? JSON.parse(part.text)
  part.facts = facts
  return facts
}

function happeningOf(part: OccurrencePart, row: AgendaRow): Happening {
  const { schedule } = part.event.content
  const { timeZone } = schedule
  return { ...timesOf(part, row), allDay: isAllDay(schedule), timeZone, facts: factsOf(part) }
}

/** The row of an occurrence without a length has its start for an end. */
function timesOf({ hasEnd }: OccurrencePart, { recurrenceId, start, end }: AgendaRow): Occurrence {
  return { recurrenceId: recurrenceId || null, start, end: hasEnd ? end : null }
}

/** The fields that were asked for; all without a choice. */
export function pick(json: string, fields: readonly string[] | null): string {
  if (!fields) return json
  const whole: Record<string, unknown> = JSON.parse(json)
  return JSON.stringify(
    Object.fromEntries(fields.flatMap((name) => (name in whole ? [[name, whole[name]]] : []))),
  )
}
