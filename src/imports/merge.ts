import { equal } from '../events/diff.ts'
import { writableJson } from '../events/json.ts'
import type { CalendarEvent, Change } from '../events/model.ts'
import type { Wall } from '../recurrence/model.ts'
import type { Body, Draft } from './model.ts'

/** The fields that say when: one of them changed, all of them are the file's. */
const TIMES = ['start', 'end', 'duration', 'timeZone', 'recurrence'] as const

/** An event to be: its body, and its changed occurrences, as they are stored or as bodies. */
export interface Merged {
  body: Body
  changes: Map<Wall, { stored: Change } | { body: Body }>
}

/**
 * A stored event with what a file says anew. iCalendar has no word for much of what an event holds, so a file is
 * compared with what the calendar's own feed tells of the event (`told`): what is the same there is no news, and
 * stays as it is stored, in other languages too. What is different, or gone, is as the file says.
 */
export function merged(stored: CalendarEvent, told: Draft | null, file: Draft): Merged {
  const { uid, partner, state, ...own } = writableJson(stored)
  const body = withNews(withoutTimes(own), withoutTimes(told?.body ?? {}), withoutTimes(file.body))
  const sameTimes = told !== null && equal(timesOf(told.body), timesOf(file.body))
  const times = timesOf(sameTimes ? own : file.body)
  const kept = sameTimes
    ? Object.entries(stored.content.changes).filter(([wall]) => !told.changes.has(wall))
    : []
  const changes: Merged['changes'] = new Map(kept.map(([wall, change]) => [wall, { stored: change }]))
  for (const [wall, change] of file.changes) {
    const before = stored.content.changes[wall]
    if (!sameTimes || !equal(change, told.changes.get(wall))) changes.set(wall, { body: change })
    else if (before !== undefined) changes.set(wall, { stored: before })
  }
  return { body: { ...(isRecord(body) ? body : {}), ...times }, changes }
}

/** How much a file says anew of an event: how many fields and occurrences differ. */
export function newsIn(told: Draft, file: Draft): number {
  const names = new Set([...Object.keys(told.body), ...Object.keys(file.body)])
  const walls = new Set([...told.changes.keys(), ...file.changes.keys()])
  return (
    [...names].filter((name) => !equal(told.body[name], file.body[name])).length +
    [...walls].filter((wall) => !equal(told.changes.get(wall), file.changes.get(wall))).length
  )
}

function withNews(stored: unknown, told: unknown, file: unknown): unknown {
  if (equal(told, file)) return stored
  if (!isRecord(stored) || !isRecord(file)) return file
  const before = isRecord(told) ? told : {}
  const names = new Set([...Object.keys(stored), ...Object.keys(file)])
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = withNews(stored[name], before[name], file[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function withoutTimes(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !TIMES.some((time) => time === name)))
}

function timesOf(body: Body): Body {
  return Object.fromEntries(TIMES.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])))
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
