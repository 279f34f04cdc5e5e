import { type Fault, Problem } from '../errors.ts'
import { checkSchedule } from '../recurrence/check.ts'
import { EventInput } from './input.ts'
import type { EventContent } from './model.ts'
import { type Defaults, normaliseEvent } from './normalise.ts'
import { readSchedule } from './times.ts'

/** A schema's verdict on a value; zod's `safeParse`, so that no domain file depends on which schema it is. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }
}

interface Issue {
  code?: string
  path: readonly PropertyKey[]
  message: string
  keys?: readonly string[]
  errors?: readonly (readonly Issue[])[]
}

/** A value as its schema has it. @throws Problem (422) with every fault, each with its pointer */
export function check<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw unprocessable(faultsOf(result.error.issues))
}

/**
 * A body of POST or PUT, checked and read.
 * @throws Problem (422) with every fault at once: those of the times too where other fields are at fault
 */
export function checkEvent(body: unknown, defaults: Defaults): { input: EventInput; content: EventContent } {
  const result = EventInput.safeParse(body)
  const faults: Fault[] = result.success ? [] : faultsOf(result.error.issues)
  if (!result.success) throw unprocessable([...faults, ...timeFaults(body, faults, defaults)])
  const content = normaliseEvent(result.data, defaults, faults)
  if (!content) throw unprocessable(faults)
  return { input: result.data, content }
}

export function unprocessable(faults: readonly Fault[]): Problem {
  const [first] = faults
  const where = first?.pointer ? `${first.pointer}: ` : ''
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return new Problem('unprocessable', `${where}${first?.detail ?? 'is not acceptable'}${more}`, faults)
}

/** zod's issues as faults: one for each unknown field, and the likeliest branch of a union. */
export function faultsOf(issues: readonly Issue[], base: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return (issue.keys ?? []).map((key) => ({ pointer: pointerTo([...path, key]), detail: 'is no field of this' }))
    if (issue.code === 'invalid_union' && issue.errors) {
      const branch = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]
      if (branch && branch.length > 0) return faultsOf(branch, path)
    }
    return [{ pointer: pointerTo(path), detail: issue.message }]
  })
}

/** The branch that reaches deepest, or was of the right type at all, is the one that was meant. */
function depth(branch: readonly Issue[]): number {
  return Math.max(...branch.map(({ code, path }) => path.length * 2 + (code === 'invalid_type' ? 0 : 1)))
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

const TIME_FIELDS = ['start', 'end', 'duration', 'timeZone', 'allDay', 'recurrence'] as const
const TimesInput = EventInput.pick({
  start: true,
  end: true,
  duration: true,
  timeZone: true,
  allDay: true,
  recurrence: true,
})

function timeFaults(body: unknown, known: readonly Fault[], defaults: Defaults): Fault[] {
  if (known.some(({ pointer }) => TIME_FIELDS.some((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))))
    return []
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const times = TimesInput.safeParse(
    Object.fromEntries(fields.filter(([name]) => TIME_FIELDS.some((field) => field === name))),
  )
  if (!times.success) return []
  const faults: Fault[] = []
  const schedule = readSchedule(times.data, defaults.timeZone, faults)
  return schedule ? checkSchedule(schedule) : faults
}
