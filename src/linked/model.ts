import type { FeedContext } from '../calendar/feed-context.ts'
import type { Times } from '../calendar/when.ts'
import type { Description, EventType, Localized, Status } from '../events/model.ts'
import type { StoredEvent } from '../events/store.ts'
import type { Occurrence } from '../recurrence/model.ts'

/** A piece of JSON-LD. */
export interface Node {
  [property: string]: Value
}
export type Value = string | number | boolean | null | undefined | Node | Value[]

/** An event beside the one that is told of: what it is part of, or what is part of it. */
export interface Relative {
  id: string
  slug: string
  title: Localized
  type: EventType
  status: Status
  /** When it is; null where nothing tells. */
  times: Times | null
}

/** An event, as linked data tells of it. */
export interface LinkedEvent {
  event: StoredEvent
  /** The content, or what one date of a series shows with its change applied. */
  shown: Description
  /** When it is; of a series its next date. */
  occurrence: Occurrence | null
  /** Whether it is told of as a whole series, rather than as one event or one date. */
  isSeries: boolean
  /** Single dates of a series to tell of beside it, in order. */
  dates: { occurrence: Occurrence; shown: Description }[]
  /** When the event, or the date, was to be before it was moved; left out where nobody looked. */
  previous?: Occurrence | null
  parent: Relative | null
  parts: readonly Relative[]
}

export interface LinkedContext extends FeedContext {
  /** The calendar's zone. */
  timeZone: string
}

/** What an event is called in linked data: it stays when the title and with it the page's address change. */
export function eventIri(id: string, { publicUrl }: Pick<LinkedContext, 'publicUrl'>): string {
  return `${publicUrl}/api/v1/events/${id}#event`
}
