import { Problem } from '../errors.ts'
import type { Entry } from './model.ts'
import { Unreadable } from './times.ts'

/** Why VEVENTs cannot be imported, by their place in the file. */
export type Failures = Map<number, Problem>

/** What the work gives; where one VEVENT cannot be read, it fails alone. */
export function tried<T>({ index }: Entry, failures: Failures, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    failures.set(index, problemOf(error))
    return undefined
  }
}

/** @throws whatever is no fault of the file */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Unreadable) return new Problem('unprocessable', error.message)
  throw error
}

/** Those that have not failed already fail by this. */
export function failAll(failures: Failures, entries: readonly Entry[], problem: Problem): void {
  for (const { index } of entries) if (!failures.has(index)) failures.set(index, problem)
}
