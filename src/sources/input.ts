import { z } from '@hono/zod-openapi'
import { httpUrl } from '../events/text-input.ts'
import { once } from '../once.ts'
import { parseDuration } from '../time/wall.ts'
import type { SourceState } from './model.ts'

const LEAST = 15 * 60
const MOST = 366 * 86_400

/** Seconds of an ISO 8601 duration; null where it is none. */
export function secondsOf(interval: string): number | null {
  const duration = parseDuration(interval)
  return duration && duration.days * 86_400 + duration.milliseconds / 1000
}

/** The body of PUT /sources/{slug}. */
export const SourceInput = once(() =>
  z
    .strictObject({
      url: httpUrl(),
      interval: z
        .string()
        .refine((text) => secondsOf(text) !== null, 'must be an ISO 8601 duration, such as PT1H')
        .refine((text) => (secondsOf(text) ?? LEAST) >= LEAST, 'must be at least PT15M')
        .refine((text) => (secondsOf(text) ?? LEAST) <= MOST, 'must be at most P366D'),
      removeMissing: z.boolean().default(false),
    })
    .openapi('SourceInput'),
)

const instant = once(() => z.iso.datetime().nullable())
const count = z.int()

export const SourceOutput = once(() =>
  z
    .object({
      slug: z.string(),
      partner: z.string(),
      url: z.url(),
      interval: z.string(),
      removeMissing: z.boolean(),
      created: z.iso.datetime(),
      nextRun: z.iso.datetime(),
      running: z.boolean().openapi({ description: 'Whether it is being fetched now.' }),
      lastRun: instant(),
      lastSuccess: instant(),
      failures: count.openapi({ description: 'Failed runs in a row.' }),
      error: z.string().nullable().openapi({ description: 'Why the last run failed.' }),
      counts: z
        .object({
          created: count,
          updated: count,
          unchanged: count,
          held: count,
          failed: count,
          vanished: count,
          archived: count,
          restored: count,
        })
        .nullable()
        .openapi({ description: 'Of the last run that took a file.' }),
      problems: z
        .array(
          z.object({ uid: z.string().nullable(), recurrenceId: z.string().nullable(), detail: z.string() }),
        )
        .openapi({ description: 'The first 20 VEVENTs that failed.' }),
    })
    .openapi('Source'),
)

/** A source as GET shows it. */
export function sourceJson({ id, result, created, nextRun, lastRun, lastSuccess, ...source }: SourceState) {
  const text = (at: Date | null) => at && `${at.toISOString().slice(0, 19)}Z`
  return {
    ...source,
    created: text(created),
    nextRun: text(nextRun),
    lastRun: text(lastRun),
    lastSuccess: text(lastSuccess),
    counts: result?.counts ?? null,
    problems: result?.problems ?? [],
  }
}
