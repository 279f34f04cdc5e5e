import type { Wall } from '../recurrence/model.ts'
import type { VEvent } from './components.ts'
import type { DetailContext } from './details.ts'
import type { TimeReader } from './times.ts'

/** One VEVENT and its place among the others. */
export interface Entry {
  index: number
  event: VEvent
}

/** One VEVENT that stands for one date of a series, whatever else it says. */
export interface Dated extends Entry {
  wall: Wall
}

/** Fields as bodies of the API have them. */
export type Body = Record<string, unknown>

/** One event as a file has it, in the words of the API. */
export interface Draft {
  uid: string
  /** As POST /events takes it, without UID and partner. */
  body: Body
  /** As PUT …/occurrences/{recurrenceId} takes them. */
  changes: Map<Wall, Body>
  /** The VEVENTs that it is made of; those of single occurrences with the occurrence. */
  made: Made[]
}

export interface Made {
  index: number
  recurrenceId: Wall | null
}

export interface ReadContext extends DetailContext {
  /** Of the calendar that the VEVENTs stand in. */
  reader: TimeReader
}
