import { isAway } from '../../db/faults.ts'
import { Problem } from '../errors.ts'
import { type ItemProblem, itemProblem, LONGEST } from '../events/batch.ts'
import { readContext } from '../events/context.ts'
import { inParts } from '../events/cost.ts'
import type { Difference } from '../events/diff.ts'
import { breather } from '../events/pause.ts'
import type { Outcome } from '../events/save.ts'
import { type Writer, write } from '../events/settle.ts'
import { formatDate, formatWall, parseBasicWall } from '../time/wall.ts'
import { type Applied, applyAll, type OnCreated, type Target } from './apply.ts'
import { property, textOf, type VEvent } from './components.ts'
import { failAll } from './failures.ts'
import { seriesBefore } from './following.ts'
import { isPrivate } from './groups.ts'
import { type FileRead, readFile, type Task, TOO_SLOW } from './read.ts'

/** The answer for one VEVENT, in the file's order. */
export interface ImportItem {
  uid: string | null
  /** `2026-11-03T13:00:00` or `2026-11-03`; null of what is no changed occurrence. */
  recurrenceId: string | null
  status: Outcome['status'] | 'failed'
  /** Of the event that it became; null where it failed, and where there is nothing that it could cancel. */
  id: string | null
  problem: ItemProblem | null
  /** Of a dry run, of the first VEVENT of an event: what would differ in it. */
  changes?: readonly Difference[]
}

export interface ImportReport {
  items: ImportItem[]
  /** The events that the file has, also those that could not be changed. */
  present: { ids: ReadonlySet<string>; uids: ReadonlySet<string> }
}

/** Events in one transaction. */
const AT_ONCE = 100

/**
 * Takes a file's events into a partner: new ones are created, others become what the file says, and what does not
 * differ is left alone. What is wrong with one VEVENT harms no other. Other work gets its turn in between.
 * @throws Problem 400 where it is no calendar, 413 where it has too many events
 */
export async function importCalendar(
  writer: Writer,
  text: string,
  partner: string,
  onCreated: OnCreated = async () => {},
): Promise<ImportReport> {
  const { deps } = writer
  const pause = breather()
  const began = performance.now()
  const { categories } = await readContext(deps.db, deps.config, [])
  const isLate = () => performance.now() - began > LONGEST
  const file = await readFile(deps, text, categories, pause, isLate)
  const uids = new Set(file.tasks.map(({ uid }) => uid))
  const divided = await dividedOf(writer, partner)
  const target: Target = { writer, partner, failures: file.failures, divided, uids, onCreated }
  const applied: Applied[] = []
  for (const tasks of inParts(file.tasks, AT_ONCE, rruleOf)) {
    await pause()
    if (isLate()) failTasks(target, tasks, TOO_SLOW)
    else applied.push(...(await together(target, tasks)))
  }
  return report(file, applied, uids, writer.dryRun)
}

async function together(target: Target, tasks: readonly Task[]): Promise<Applied[]> {
  const failures = new Map(target.failures)
  try {
    return await write(target.writer, (unit) => applyAll(unit, target, tasks))
  } catch (error) {
    if (isAway(error)) throw error
    const { log } = target.writer.deps
    if (tasks.length === 1) {
      if (!(error instanceof Problem)) log.error({ error: String(error) }, 'an event of a file failed')
      failTasks(target, tasks, error)
      return []
    }
    log.info({ tasks: tasks.length, error: String(error) }, 'a file goes event by event')
    target.failures.clear()
    for (const [index, problem] of failures) target.failures.set(index, problem)
    const applied: Applied[] = []
    for (const task of tasks) applied.push(...(await together(target, [task])))
    return applied
  }
}

function rruleOf(task: Task): string | null {
  const recurrence = task.kind === 'event' ? task.draft.body.recurrence : null
  const isObject = typeof recurrence === 'object' && recurrence !== null
  return isObject && 'rrule' in recurrence && typeof recurrence.rrule === 'string' ? recurrence.rrule : null
}

function failTasks({ failures }: Target, tasks: readonly Task[], error: unknown): void {
  const problem =
    error instanceof Problem ? error : new Problem('internal', 'This event failed here; try it again.')
  for (const { entries } of tasks) failAll(failures, entries, problem)
}

/** The partner's events that "this and following" of an earlier file made, by the UID of the series before. */
async function dividedOf({ deps }: Writer, partner: string): Promise<Target['divided']> {
  const rows = await deps.db
    .selectFrom('events')
    .select(['id', 'uid'])
    .where('partner', '=', partner)
    .where('uid', 'like', '%\\_from\\_%')
    .execute()
  const made = rows.flatMap((row) => {
    const series = seriesBefore(row.uid)
    return series === null ? [] : [{ ...row, series }]
  })
  return Map.groupBy(made, ({ series }) => series)
}

function report(
  { events, tasks, failures }: FileRead,
  applied: readonly Applied[],
  uids: Set<string>,
  dryRun: boolean,
): ImportReport {
  const done = new Map<number, Pick<ImportItem, 'status' | 'id' | 'changes' | 'recurrenceId'>>()
  for (const { made, status, id, differences } of applied) {
    for (const [nth, { index, recurrenceId }] of made.entries())
      done.set(index, {
        status,
        id,
        recurrenceId,
        ...(dryRun && nth === 0 ? { changes: differences() } : {}),
      })
  }
  const items = events.map((event, index): ImportItem => {
    const uid = textOf(event, 'uid') ?? null
    const result = done.get(index)
    const problem = failures.get(index)
    if (problem || !result)
      return {
        uid,
        recurrenceId: recurrenceIdOf(event),
        status: 'failed',
        id: null,
        problem: itemProblem(problem),
      }
    return { uid, ...result, recurrenceId: result.recurrenceId ?? recurrenceIdOf(event), problem: null }
  })
  const there = events.flatMap((event) => (isPrivate(event) ? [] : (textOf(event, 'uid') ?? [])))
  return {
    items,
    present: {
      ids: new Set(applied.flatMap(({ id }) => id ?? [])),
      uids: new Set([...uids, ...there, ...tasks.map(({ uid }) => uid)]),
    },
  }
}

/** As the file has it: of what could not be read, nobody knows the zone. */
function recurrenceIdOf(event: VEvent): string | null {
  const value = property(event, 'recurrence-id')
    ?.values[0]?.trim()
    .replace(/[-:]|Z$/g, '')
  const parsed = value === undefined ? null : parseBasicWall(value)
  return parsed && (parsed.kind === 'date' ? formatDate(parsed.ms) : formatWall(parsed.ms))
}
