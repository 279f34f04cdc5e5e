import type { Fault } from '../errors.ts'
import { withoutSame } from '../events/changes.ts'
import { check, checkEvent, unprocessable } from '../events/check-input.ts'
import { isPublic, recurs } from '../events/content.ts'
import type { CalendarContext } from '../events/context.ts'
import type { Difference } from '../events/diff.ts'
import { ChangeInput } from '../events/input.ts'
import { writableJson } from '../events/json.ts'
import type { Change } from '../events/model.ts'
import { normaliseChange } from '../events/normalise.ts'
import { type NewEvent, type Outcome, remove, saveNew } from '../events/save.ts'
import type { Unit, Writer } from '../events/settle.ts'
import { type EventKeys, readEvents } from '../events/store.ts'
import { change, contextFor, defaultsOf, newEvent, type ReadBody } from '../events/write.ts'
import { asEditable, type Editable } from '../moderation/held.ts'
import type { Wall } from '../recurrence/model.ts'
import { changesOn, datedIn, draftOfDates } from './drafts.ts'
import { type Failures, failAll, problemOf } from './failures.ts'
import { isCancellation } from './groups.ts'
import { type Merged, merged } from './merge.ts'
import type { Body, Draft, Made } from './model.ts'
import { isOwn, type Task } from './read.ts'
import { toldOf } from './told.ts'

/** What became of one task. `id` is null where there is no event and none was needed. */
export interface Applied {
  task: Task
  made: readonly Made[]
  status: Outcome['status']
  id: string | null
  /** To the event. */
  differences(): readonly Difference[]
}

/** Whose events, and what went wrong so far. */
export interface Target {
  writer: Writer
  partner: string
  failures: Failures
  /** Events of the partner that an earlier file divided off, by the UID of what they were divided from. */
  divided: ReadonlyMap<string, readonly { id: string; uid: string }[]>
  /** All UIDs that the file gives. */
  uids: ReadonlySet<string>
  onCreated: OnCreated
}

/** What is to be done with new events, in the transaction that creates them. */
export type OnCreated = (unit: Unit, ids: readonly string[]) => Promise<void>

/** Does the tasks in one transaction; those that fail go into `failures` and leave nothing behind. */
export async function applyAll(unit: Unit, target: Target, tasks: readonly Task[]): Promise<Applied[]> {
  const { writer, partner } = target
  const stored = await storedOf(unit, target, tasks)
  const contents = [...stored.values()].flatMap((event) => event?.content ?? [])
  const context = await contextFor(unit.tx, writer, ...contents)
  const applied: Applied[] = []
  const fresh: { task: Task; draft: Draft; event: NewEvent }[] = []
  for (const task of tasks) {
    const previous = stored.get(task)
    try {
      if (previous && previous.partner !== partner) applied.push(unchanged(task, previous))
      else if (task.kind === 'cancel') applied.push(await cancel(unit, target, task, previous, context))
      else if (task.kind === 'dates' && previous && recurs(previous.content.schedule))
        applied.push(await changeDates(unit, target, task, previous, context))
      else {
        const draft = draftOf(target, task)
        if (draft === null) applied.push(unchanged(task, previous))
        else if (previous) applied.push(await changeEvent(unit, target, { task, draft, previous }, context))
        else fresh.push({ task, draft, event: freshEvent(target, draft, context) })
      }
    } catch (error) {
      failAll(target.failures, task.entries, problemOf(error))
    }
  }
  const outcomes = await saveNew(
    unit,
    writer.deps,
    fresh.map(({ event }) => event),
    context,
  )
  for (const { task, draft, event } of fresh) {
    const outcome = outcomes.get(event.id)
    if (!outcome) throw new Error('another writer stored one of the events meanwhile')
    applied.push({
      task,
      made: draft.made,
      status: outcome.status,
      id: event.id,
      differences: outcome.differences,
    })
  }
  await target.onCreated(
    unit,
    fresh.map(({ event }) => event.id),
  )
  return applied
}

/** What the calendar has of each task: by UID in the partner; what comes from this calendar's feed, by that. */
async function storedOf({ tx }: Unit, { writer, partner }: Target, tasks: readonly Task[]) {
  const { publicUrl } = writer.deps.config
  const uids = tasks.map(({ uid }) => uid)
  const read = async (by: EventKeys) => asEditable(tx, writer, await readEvents(tx, by, true))
  const byUid = new Map((await read({ partner, uids })).map((event) => [event.uid, event]))
  const byFeedUid = new Map((await read({ feedUids: uids })).map((event) => [event.feedUid, event]))
  return new Map<Task, Editable | undefined>(
    tasks.map((task) => {
      const ofFeed = byFeedUid.get(task.uid)
      const isHere = task.entries.some(({ event }) => isOwn(event, publicUrl)) || ofFeed?.partner === partner
      return [task, (isHere ? ofFeed : undefined) ?? byUid.get(task.uid)]
    }),
  )
}

function draftOf({ failures }: Target, task: Task): Draft | null {
  if (task.kind === 'event') return task.draft
  const entries = task.entries.filter(({ event }) => !isCancellation(event))
  return draftOfDates(task.uid, entries, task.context, failures)
}

async function changeEvent(
  unit: Unit,
  target: Target,
  { task, draft, previous }: { task: Task; draft: Draft; previous: Editable },
  context: CalendarContext,
): Promise<Applied> {
  const { writer, divided, uids } = target
  const own = task.entries.some(({ event }) => isOwn(event, writer.deps.config.publicUrl))
  const told = await toldOf(writer.deps, previous, draft, context, own)
  const read = readMerged(target, draft, merged(previous, told, draft), previous)
  const { status, event, differences } = await change(unit, writer, previous, read, context)
  const stale = (divided.get(task.uid) ?? []).filter(({ uid }) => !uids.has(uid))
  const gone = await readEvents(unit.tx, { ids: stale.map(({ id }) => id) }, true)
  for (const one of await asEditable(unit.tx, writer, gone)) await remove(unit, writer, one)
  return {
    task,
    made: draft.made,
    status: gone.length > 0 && status === 'unchanged' ? 'updated' : status,
    id: event.id,
    differences,
  }
}

function freshEvent(target: Target, draft: Draft, context: CalendarContext): NewEvent {
  const changes: Merged['changes'] = new Map([...draft.changes].map(([wall, body]) => [wall, { body }]))
  const body = { ...draft.body, uid: draft.uid, partner: target.partner }
  return newEvent(target.writer, readMerged(target, draft, { body, changes }), context)
}

/** Only these dates are in the file: the rest of the series stays. */
async function changeDates(
  unit: Unit,
  target: Target,
  task: Task,
  previous: Editable,
  context: CalendarContext,
): Promise<Applied> {
  const { schedule, changes } = previous.content
  const dated = datedIn(task.entries, schedule, task.context, target.failures)
  const bodies = changesOn(schedule, dated, task.context, target.failures)
  const made = dated.flatMap(({ index, wall }) => (bodies.has(wall) ? [{ index, recurrenceId: wall }] : []))
  const all: Merged['changes'] = new Map(
    Object.entries(changes).map(([wall, change]) => [wall, { stored: change }]),
  )
  for (const [wall, body] of bodies) all.set(wall, { body })
  const read = readMerged(target, { made }, { body: writableJson(previous), changes: all }, previous)
  const outcome = await change(unit, target.writer, previous, read, context)
  return { task, made, status: outcome.status, id: outcome.event.id, differences: outcome.differences }
}

/** What is not public is not announced as cancelled, and what is not here need not be. */
async function cancel(
  unit: Unit,
  { writer }: Target,
  task: Task,
  previous: Editable | undefined,
  context: CalendarContext,
): Promise<Applied> {
  if (!previous || !isPublic(previous)) return unchanged(task, previous)
  const body = { ...writableJson(previous), status: 'cancelled' }
  const read = checkEvent(body, defaultsOf(writer.deps), previous.content.schedule)
  const { status, event, differences } = await change(unit, writer, previous, read, context)
  return { ...unchanged(task, previous), status, id: event.id, differences }
}

/** Checks bodies as the API does. A changed occurrence that is at fault is left out, and its VEVENT fails. */
function readMerged(
  { writer, failures }: Target,
  { made }: Pick<Draft, 'made'>,
  { body, changes }: Merged,
  previous: Editable | null = null,
): ReadBody {
  const defaults = defaultsOf(writer.deps)
  const read = checkEvent(body, defaults, previous?.content.schedule)
  const all: Record<Wall, Change> = {}
  for (const [wall, given] of changes) {
    try {
      const change =
        'stored' in given ? given.stored : checkedChange(given.body, read, wall, defaults.language)
      if (change) all[wall] = change
    } catch (error) {
      const problem = problemOf(error)
      for (const { index, recurrenceId } of made) if (recurrenceId === wall) failures.set(index, problem)
    }
  }
  return { input: read.input, content: { ...read.content, changes: all }, changesGiven: true }
}

function checkedChange(body: Body, { content }: ReadBody, wall: Wall, language: string): Change | null {
  const faults: Fault[] = []
  const change = normaliseChange(check(ChangeInput(), body), content.schedule, wall, language, faults)
  if (!change) throw unprocessable(faults)
  return withoutSame(change, content)
}

function unchanged(task: Task, event: Editable | undefined): Applied {
  const made = task.entries.map(({ index }) => ({ index, recurrenceId: null }))
  return { task, made, status: 'unchanged', id: event?.id ?? null, differences: () => [] }
}
