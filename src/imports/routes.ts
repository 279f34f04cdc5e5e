import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { answerOnceApart } from '../events/answer-once.ts'
import { isWhole } from '../events/batch.ts'
import { DifferenceOutput } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, IDEMPOTENCY_KEY } from '../events/route-docs.ts'
import { writerOf } from '../events/routes.ts'
import { readText } from '../http/body.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation, type ParameterDoc } from '../http/operation.ts'
import { once } from '../once.ts'
import { requireScope } from '../partners/auth.ts'
import { importCalendar } from './import.ts'
import { LARGEST } from './read.ts'

const CALENDAR_TYPE = 'text/calendar'

/** Taking in calendar files. */
export function importRoutes(api: Api, deps: Deps): void {
  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/imports',
      operationId: 'importCalendar',
      tag: 'Imports',
      summary: 'Import an iCalendar file',
      description:
        'Creates or changes the events of a file by UID and RECURRENCE-ID, in the caller’s partner; what does not differ is left alone. Files as Google, Outlook, Apple, Thunderbird and WordPress write them, up to 10 MiB and 5,000 events. What is wrong with one VEVENT harms no other. What a field of iCalendar does not say of an event that is here already stays. Events of CLASS PRIVATE or CONFIDENTIAL are not imported.',
      secured: true,
      parameters: [DRY_RUN, IDEMPOTENCY_KEY, PARTNER],
      body: { schema: () => z.string().openapi('CalendarFile'), example: EXAMPLE, mediaType: CALENDAR_TYPE },
      responses: {
        200: {
          description: 'An answer for each VEVENT, in order.',
          schema: ImportOutput,
          example: {
            items: [
              { uid: 'a1@example.org', recurrenceId: null, status: 'created', id: EXAMPLE_ID, problem: null },
            ],
          },
        },
      },
      problems: [...BODY_PROBLEMS, 'stillRunning'],
    },
    async (c) => {
      const writer = writerOf(c, deps, ['partner'])
      const partner = partnerOf(c, writer.principal.partner)
      const text = await readText(c, [CALENDAR_TYPE], LARGEST)
      return answerOnceApart(c, writer, text, async (writer) => {
        const { items } = await importCalendar(writer, text, partner)
        const response = json(c, writer.dryRun ? { dryRun: true, items } : { items })
        return { response, isWhole: isWhole(items) }
      })
    },
  )
}

/** The partner that is acted for: a moderator may name another. @throws Problem 403 */
export function partnerOf(c: Ctx, own: string): string {
  const named = c.req.query('partner')
  if (named === undefined || named === own) return own
  requireScope(c.var.principal, 'events:moderate')
  return named
}

export const PARTNER: ParameterDoc = {
  name: 'partner',
  in: 'query',
  description: 'For moderators: whose events.',
  schema: { type: 'string' },
  example: 'house',
}

export const ImportOutput = once(() =>
  z
    .object({
      dryRun: z.literal(true).optional(),
      items: z.array(
        z.object({
          uid: z.string().nullable(),
          recurrenceId: z.string().nullable(),
          status: z.enum(['created', 'updated', 'unchanged', 'held', 'failed']),
          id: z.uuid().nullable(),
          problem: z.unknown(),
          changes: z.array(DifferenceOutput()).optional(),
        }),
      ),
    })
    .openapi('ImportAnswer'),
)

const EXAMPLE_ID = '019abf00-0000-7000-8000-000000000000'
const EXAMPLE = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//Example//EN',
  'BEGIN:VEVENT',
  'UID:a1@example.org',
  'DTSTAMP:20261101T120000Z',
  'DTSTART;TZID=Europe/Stockholm:20261202T121500',
  'DURATION:PT30M',
  'RRULE:FREQ=WEEKLY;BYDAY=WE',
  'SUMMARY:Orgelmusik',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
