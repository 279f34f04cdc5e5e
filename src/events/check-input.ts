import type { z } from 'zod'
import { type Fault, Problem } from '../errors.ts'
import { once } from '../once.ts'
import type { Schedule } from '../recurrence/model.ts'
import { readBySchema } from '../schema-faults.ts'
import { EventInput } from './input.ts'
import type { EventContent } from './model.ts'
import { type Defaults, normaliseEvent, normaliseSchedule } from './normalise.ts'

/** A value as its schema has it. @throws Problem (422) with every fault, each with its pointer */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = readBySchema(schema, value)
  if (read.faults === undefined) return read.data
  throw unprocessable(read.faults)
}

/**
 * A body of POST or PUT, checked and read.
 * @param stored the times of the event that it replaces
 * @throws Problem (422) with every fault at once: those of the times too where other fields are at fault
 */
export function checkEvent(
  body: unknown,
  defaults: Defaults,
  stored: Schedule | null = null,
): { input: EventInput; content: EventContent } {
  const read = readBySchema(EventInput(), body)
  if (read.faults !== undefined) throw unprocessable(eventFaults(body, defaults))
  const faults: Fault[] = []
  const content = normaliseEvent(read.data, defaults, faults, stored)
  if (!content) throw unprocessable(faults)
  return { input: read.data, content }
}

/** All faults of a body of POST or PUT; none where it can be taken. */
export function eventFaults(body: unknown, defaults: Defaults): Fault[] {
  const read = readBySchema(EventInput(), body)
  if (read.faults !== undefined) return [...read.faults, ...timeFaults(body, read.faults, defaults)]
  const faults: Fault[] = []
  normaliseEvent(read.data, defaults, faults)
  return faults
}

export function unprocessable(faults: readonly Fault[]): Problem {
  const [first] = faults
  const where = first?.pointer ? `${first.pointer}: ` : ''
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return new Problem('unprocessable', `${where}${first?.detail ?? 'is not acceptable'}${more}`, faults)
}

const TIME_FIELDS = ['start', 'end', 'duration', 'timeZone', 'allDay', 'recurrence'] as const
const TimesInput = once(() =>
  EventInput().pick({
    start: true,
    end: true,
    duration: true,
    timeZone: true,
    allDay: true,
    recurrence: true,
  }),
)

/** Of the times whose own form is right, though other fields are at fault. Without a start only the zone can be judged. */
function timeFaults(body: unknown, known: readonly Fault[], defaults: Defaults): Fault[] {
  const isWrong = (name: string) =>
    known.some(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
  const judged = isWrong('start') ? (['timeZone'] as const) : TIME_FIELDS
  const given = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const right = given.filter(([name]) => judged.some((field) => field === name) && !isWrong(name))
  const times = TimesInput().safeParse({ start: ANY_START, ...Object.fromEntries(right) })
  if (!times.success) return []
  const faults: Fault[] = []
  normaliseSchedule(times.data, defaults.timeZone, faults)
  return faults
}

const ANY_START = '2026-01-01'
