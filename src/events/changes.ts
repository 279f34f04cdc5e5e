import { type Fault, Problem } from '../errors.ts'
import type { Editable } from '../moderation/held.ts'
import { checkSchedule } from '../recurrence/check.ts'
import { occurrenceAt } from '../recurrence/expand.ts'
import type { Occurrence, Wall } from '../recurrence/model.ts'
import { split } from '../recurrence/series.ts'
import { carryChanges } from './carry.ts'
import { check, checkEvent, unprocessable } from './check-input.ts'
import { changedOccurrence, recurs } from './content.ts'
import { equal } from './diff.ts'
import { ChangeInput, SplitInput } from './input.ts'
import { writableJson } from './json.ts'
import type { Change, Description, EventContent } from './model.ts'
import { normaliseChange } from './normalise.ts'
import { referenceFaults } from './references.ts'
import { type Outcome, saveChanged, saveNew } from './save.ts'
import { type Unit, type Writer, write } from './settle.ts'
import type { StoredEvent } from './store.ts'
import { readTime } from './times.ts'
import { contextFor, defaultsOf, type Expected, newEvent, patched, readForWrite } from './write.ts'

/** What a change to one occurrence did; `occurrence` is null where it is excluded. */
export interface ChangeOutcome extends Outcome {
  occurrence: Occurrence | null
}

/**
 * PUT …/occurrences/{recurrenceId}: the body holds the fields in which this occurrence differs, and takes the place of
 * the change before it. What is as in the series is no difference.
 */
export async function changeOccurrence(
  writer: Writer,
  id: string,
  recurrenceId: string,
  body: unknown,
  expected: Expected,
): Promise<ChangeOutcome> {
  const input = check(ChangeInput(), body)
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    const wall = originalAt(previous, recurrenceId)
    const faults: Fault[] = []
    const { language } = defaultsOf(writer.deps)
    const change = normaliseChange(input, previous.content.schedule, wall, language, faults)
    if (!change) throw unprocessable(faults)
    if (change.excluded && isLast(previous.content, wall))
      throw unprocessable([{ pointer: '/excluded', detail: 'drops the last occurrence; remove the event' }])
    return saveChange(unit, writer, previous, wall, withoutSame(change, previous.content))
  })
}

/** Whether nothing is left where `wall` is dropped too. */
function isLast({ schedule, changes }: EventContent, wall: Wall): boolean {
  const excluded = Object.keys(changes).filter((id) => changes[id]?.excluded)
  const dropped = new Set([...schedule.exdate, ...excluded, wall])
  return checkSchedule({ ...schedule, exdate: [...dropped].sort() }).length > 0
}

/** DELETE …/occurrences/{recurrenceId}: the occurrence is again as the series says. */
export async function resetOccurrence(
  writer: Writer,
  id: string,
  recurrenceId: string,
  expected: Expected,
): Promise<ChangeOutcome> {
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    return saveChange(unit, writer, previous, originalAt(previous, recurrenceId), null)
  })
}

/**
 * "This and following": the series ends before `recurrenceId` and a new one starts there, with `changes` (a merge
 * patch) applied. Together they have the occurrences that the one had, but for the changes.
 */
export async function splitEvent(
  writer: Writer,
  id: string,
  body: unknown,
  expected: Expected,
): Promise<{ before: Outcome; after: Outcome }> {
  const { recurrenceId, changes } = check(SplitInput(), body)
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    const { schedule } = previous.content
    const wall = wallOf(recurrenceId, schedule.timeZone)
    if (!recurs(schedule) || wall === null || !occurrenceAt(schedule, wall))
      throw unprocessable([{ pointer: '/recurrenceId', detail: 'the series has no such occurrence' }])
    const parts = split(schedule, previous.content.changes, wall)
    if ('fault' in parts) throw unprocessable([{ pointer: '/recurrenceId', detail: parts.fault }])
    const { externalId, ...content } = { ...previous.content, ...parts.after }
    const { uid, ...writable } = writableJson({ ...previous, content })
    // A new event of a writer who may not publish is submitted, like any other.
    if (previous.review) delete writable.state
    const read = ofChanges(() => checkEvent(patched(writable, changes ?? {}), defaultsOf(writer.deps)))
    const after: EventContent = {
      ...read.content,
      changes: carryChanges(parts.after.changes, parts.after.schedule, read.content.schedule),
    }
    const context = await contextFor(unit.tx, writer, previous.content, after)
    const fresh = ofChanges(() => newEvent(writer, { input: read.input, content: after }, context))
    const { partner, state } = previous
    const before = await saveChanged(
      unit,
      writer,
      previous,
      { partner, state, content: { ...previous.content, ...parts.before } },
      context,
    )
    const created = (await saveNew(unit, writer.deps, [fresh], context)).get(fresh.id)
    if (!created) throw new Problem('conflict', 'There is an event with this externalId already.')
    return { before, after: created }
  })
}

async function saveChange(
  unit: Unit,
  writer: Writer,
  previous: Editable,
  wall: Wall,
  change: Change | null,
): Promise<ChangeOutcome> {
  const { [wall]: _, ...others } = previous.content.changes
  const content = { ...previous.content, changes: change ? { ...others, [wall]: change } : others }
  const context = await contextFor(unit.tx, writer, content)
  const faults = change ? referenceFaults(change.fields, context, previous.id, previous.content) : []
  if (faults.length > 0) throw unprocessable(faults)
  const { partner, state } = previous
  const outcome = await saveChanged(unit, writer, previous, { partner, state, content }, context)
  return { ...outcome, occurrence: changedOccurrence(content, wall) }
}

/** @throws Problem 404 where the event has no such occurrence */
export function originalAt({ content: { schedule } }: StoredEvent, recurrenceId: string): Wall {
  const wall = wallOf(recurrenceId, schedule.timeZone)
  if (!recurs(schedule) || wall === null || !occurrenceAt(schedule, wall))
    throw new Problem('notFound', 'The event has no such occurrence.')
  return wall
}

/** A recurrence id in either form, `2026-11-03T13:00:00` or `20261103T130000`, or as an instant. */
function wallOf(text: string, timeZone: string): Wall | null {
  const basic = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?$/.exec(text)
  if (!basic) return readTime(text, timeZone)?.wall ?? null
  const [, year, month, day, hour, minute, second] = basic
  const date = `${year}-${month}-${day}`
  return readTime(hour === undefined ? date : `${date}T${hour}:${minute}:${second}`, timeZone)?.wall ?? null
}

/** Null where the occurrence is as the series says. */
export function withoutSame(change: Change, content: EventContent): Change | null {
  const known: Partial<Record<string, unknown>> = { ...content }
  const fields: Partial<Description> = Object.fromEntries(
    Object.entries(change.fields).filter(([name, value]) => !equal(value, known[name])),
  )
  const { length, ...rest } = change
  const differs = {
    ...rest,
    ...(length && !equal(length, content.schedule.length) ? { length } : {}),
    fields,
  }
  const nothing =
    !differs.excluded && !differs.start && !('length' in differs) && Object.keys(fields).length === 0
  return nothing ? null : differs
}

/** Faults of a split's changes point into the body's `changes`. */
function ofChanges<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw unprocessable(
      error.errors.map((fault) => ({
        pointer: `/changes${'pointer' in fault ? fault.pointer : ''}`,
        detail: fault.detail,
      })),
    )
  }
}
