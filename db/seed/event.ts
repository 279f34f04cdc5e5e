import type { ChangeInput, EventInput } from '../../src/events/input.ts'
import type { Dates } from './dates.ts'

/** One event of the demonstration, as a client of the API would post it. */
export interface SeedEvent {
  /** Its externalId. */
  key: string
  /** The key of the event that it is part of, which stands before it. */
  partOf?: string
  body: Omit<EventInput, 'externalId' | 'superEvent'>
  /** How single occurrences of a series differ, by their recurrence id. */
  changes?: { at: string; body: ChangeInput }[]
}

export type Chapter = (on: Dates) => SeedEvent[]
