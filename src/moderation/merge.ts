import { equal } from '../events/diff.ts'
import type { EventContent } from '../events/model.ts'
import { escapeStep } from '../pointer.ts'

/** A change carried over to what has become of the event meanwhile. */
export interface Merged {
  content: EventContent
  /** Where both changed the same otherwise, by pointer into the event: there `content` has what waits for review. */
  conflicts: string[]
}

/**
 * Merges field by field, objects by their fields, lists as wholes. A series' times and the changes to its single
 * occurrences belong together: whoever changes the one conflicts with whoever changes the other.
 * @param base what both began with
 * @param ours what waits for review
 * @param theirs what is in force now
 */
export function mergeContents(base: EventContent, ours: EventContent, theirs: EventContent): Merged {
  const conflicts: string[] = []
  const content = mergeFields(base, ours, theirs, '', conflicts)
  const changed = (side: EventContent, name: 'schedule' | 'changes') => !equal(base[name], side[name])
  const crossed =
    (changed(ours, 'schedule') && changed(theirs, 'changes')) ||
    (changed(theirs, 'schedule') && changed(ours, 'changes'))
  if (!crossed || (equal(ours.schedule, theirs.schedule) && equal(ours.changes, theirs.changes)))
    return { content, conflicts }
  const others = conflicts.filter((pointer) => !/^\/(start|occurrences)(\/|$)/.test(pointer))
  const { schedule, changes } = ours
  return { content: { ...content, schedule, changes }, conflicts: [...others, '/start', '/occurrences'] }
}

/** Fields that JSON shows under another name. */
const SHOWN: Partial<Record<string, string>> = { '/schedule': '/start', '/changes': '/occurrences' }

function mergeFields<T extends object>(base: T, ours: T, theirs: T, pointer: string, conflicts: string[]): T {
  const names = new Set([...keysOf(base), ...keysOf(ours), ...keysOf(theirs)])
  const merged = { ...theirs }
  for (const name of names) {
    const at = `${pointer}/${escapeStep(name)}`
    const value = mergeValues(base[name], ours[name], theirs[name], SHOWN[at] ?? at, conflicts)
    if (value === undefined) delete merged[name]
    else merged[name] = value
  }
  return merged
}

function mergeValues<T>(base: T, ours: T, theirs: T, pointer: string, conflicts: string[]): T {
  if (equal(ours, base) || equal(ours, theirs)) return theirs
  if (equal(theirs, base)) return ours
  if (isObject(base) && isObject(ours) && isObject(theirs) && pointer !== '/start')
    return mergeFields(base, ours, theirs, pointer, conflicts)
  conflicts.push(pointer)
  return ours
}

function keysOf<T extends object>(value: T): (keyof T & string)[] {
  return Object.keys(value) as (keyof T & string)[]
}

function isObject<T>(value: T): value is T & object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
