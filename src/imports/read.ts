import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { CalendarContext } from '../events/context.ts'
import type { Pause } from '../events/pause.ts'
import { defaultsOf } from '../events/write.ts'
import { type Component, readComponents, textOf, type VEvent } from './components.ts'
import { draftsOf } from './drafts.ts'
import { type Failures, failAll, problemOf } from './failures.ts'
import { type Group, groupsOf, isCancellation } from './groups.ts'
import type { Draft, Entry, ReadContext } from './model.ts'
import { timeReader } from './times.ts'

/** What is to be done for one UID of a file. */
export type Task = { uid: string; entries: readonly Entry[]; context: ReadContext } & (
  | { kind: 'event'; draft: Draft }
  /** Changed occurrences without their series, which the calendar may have. */
  | { kind: 'dates' }
  /** It does not take place. */
  | { kind: 'cancel' }
)

export interface FileRead {
  events: VEvent[]
  tasks: Task[]
  failures: Failures
}

export const TOO_SLOW = new Problem('unavailable', 'The file takes too long. Send it again, or in parts.')
export const MOST_EVENTS = 5000
/** Octets of a file. */
export const LARGEST = 10 * 1024 ** 2

/**
 * Reads a file into what is to be done.
 * @param isLate whether what is left is to fail, as there is no time for it
 * @throws Problem 400 where it is no calendar, 413 where it has too many events
 */
export async function readFile(
  deps: Deps,
  text: string,
  categories: CalendarContext['categories'],
  pause: Pause,
  isLate: () => boolean = () => false,
): Promise<FileRead> {
  const events = await readComponents(text, pause)
  if (events === null)
    throw new Problem('malformed', 'There is no BEGIN:VCALENDAR: this is no iCalendar file.')
  if (events.length > MOST_EVENTS)
    throw new Problem('tooLarge', `The file has ${events.length} events; at most ${MOST_EVENTS} are taken.`)
  const failures: Failures = new Map()
  const contextOf = contexts(deps, categories)
  const tasks: Task[] = []
  for (const group of groupsOf(events, failures)) {
    await pause()
    if (isLate()) failAll(failures, entriesOf(group), TOO_SLOW)
    else tasks.push(...tasksOf(group, contextOf, failures))
  }
  return { events, tasks, failures }
}

/** Each calendar of a file has zones of its own. */
function contexts(
  deps: Deps,
  categories: CalendarContext['categories'],
): (calendar: Component) => ReadContext {
  const known = new Map<Component, ReadContext>()
  const { timeZone, language } = defaultsOf(deps)
  return (calendar) => {
    const context = known.get(calendar) ?? { categories, language, reader: timeReader(calendar, timeZone) }
    known.set(calendar, context)
    return context
  }
}

function tasksOf(group: Group, contextOf: ReturnType<typeof contexts>, failures: Failures): Task[] {
  const { uid, master } = group
  const entries = entriesOf(group)
  const [first] = entries
  if (!first) return []
  const context = contextOf(first.event.calendar)
  if (!master) return [{ kind: 'dates', uid, entries, context }]
  if (isCancellation(master.event)) return [{ kind: 'cancel', uid, entries, context }]
  try {
    return draftsOf({ ...group, master }, context, failures).map((draft) => ({
      kind: 'event',
      uid: draft.uid,
      entries: entries.filter(({ index }) => draft.made.some((made) => made.index === index)),
      context,
      draft,
    }))
  } catch (error) {
    failAll(failures, entries, problemOf(error))
    return []
  }
}

function entriesOf({ master, overrides, siblings }: Group): Entry[] {
  return [...(master ? [master] : []), ...overrides, ...siblings]
}

/** Whether a VEVENT comes from this calendar's own feed: its URL is the page of an event here. */
export function isOwn(event: VEvent, publicUrl: string): boolean {
  return textOf(event, 'url')?.startsWith(`${publicUrl}/events/`) ?? false
}
