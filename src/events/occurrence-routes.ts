import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { readJson } from '../http/body.ts'
import { readIfMatch } from '../http/conditional.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { once } from '../once.ts'
import type { Occurrence } from '../recurrence/model.ts'
import { answerOnce } from './answer-once.ts'
import { changeOccurrence, resetOccurrence, splitEvent } from './changes.ts'
import { readContext } from './context.ts'
import { EXAMPLE_ANSWER, EXAMPLE_HELD, EXAMPLE_OCCURRENCE } from './examples.ts'
import { ChangeInput, SplitInput } from './input.ts'
import { occurrenceFacts, occurrenceTimes } from './json.ts'
import { DifferenceOutput, EventOutput, OccurrenceOutput } from './output.ts'
import { defaultOrganizer } from './references.ts'
import {
  DRY_RUN,
  DRY_RUN_OF_EVENT,
  dryRunOf,
  ETAG,
  EVENT_ID,
  HELD,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  RECURRENCE_ID,
  WRITE_PROBLEMS,
} from './route-docs.ts'
import { idOf, outcomeResponse, shown, writerOf } from './routes.ts'
import type { StoredEvent } from './store.ts'
import { etagOf } from './write.ts'

const OPTIONAL_MATCH = { ...IF_MATCH, required: false }
const DRY_RUN_OF_CHANGE = dryRunOf(
  'DryRunOfOccurrence',
  { event: EventOutput, occurrence: () => OccurrenceOutput().nullable() },
  { ...DRY_RUN_OF_EVENT.example, occurrence: EXAMPLE_OCCURRENCE },
)
const SplitOutput = once(() => z.object({ before: EventOutput(), after: EventOutput() }))
const DRY_RUN_OF_SPLIT = {
  schema: once(() =>
    z
      .object({
        dryRun: z.literal(true),
        before: EventOutput(),
        after: EventOutput(),
        changes: z.array(DifferenceOutput()),
      })
      .openapi('DryRunOfSplit'),
  ),
  example: { dryRun: true, before: EXAMPLE_ANSWER, after: EXAMPLE_ANSWER, changes: [] },
}

/** Writing single occurrences of a series. */
export function occurrenceWriteRoutes(api: Api, deps: Deps): void {
  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/events/{id}/occurrences/{recurrence-id}',
      operationId: 'changeOccurrence',
      tag: 'Occurrences',
      summary: 'Change one occurrence',
      description:
        'The body holds the fields in which it differs, and replaces the change before. A new `start` moves it, `status: cancelled` keeps it visible, `{"excluded": true}` drops it.',
      secured: true,
      parameters: [EVENT_ID, RECURRENCE_ID, DRY_RUN, IDEMPOTENCY_KEY, OPTIONAL_MATCH],
      body: { schema: ChangeInput, example: { start: '2026-11-10T19:00', statusNote: 'En timme senare.' } },
      responses: {
        200: {
          description: 'The occurrence.',
          schema: OccurrenceOutput,
          example: EXAMPLE_OCCURRENCE,
          headers: ETAG,
        },
        204: { description: 'It is excluded.' },
        ...HELD,
      },
      dryRun: DRY_RUN_OF_CHANGE,
      problems: WRITE_PROBLEMS,
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const recurrenceId = c.req.param('recurrence-id') ?? ''
      const body = await readJson(c)
      return answerOnce(c, writer, body, async (writer) => {
        const outcome = await changeOccurrence(writer, idOf(c), recurrenceId, body, readIfMatch(c))
        const { status, differences, event } = outcome
        if (status === 'held' && !writer.dryRun) return outcomeResponse(c, writer, outcome)
        const occurrence =
          outcome.occurrence && (await shownOccurrence(writer.deps, event, outcome.occurrence))
        if (writer.dryRun)
          return json(c, {
            dryRun: true,
            status,
            event: await shown(writer.deps, event),
            occurrence: occurrence ?? null,
            changes: differences(),
          })
        const headers = { ETag: etagOf(event) }
        return occurrence ? json(c, occurrence, 200, headers) : respond(c, null, { status: 204, headers })
      })
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/events/{id}/occurrences/{recurrence-id}',
      operationId: 'resetOccurrence',
      tag: 'Occurrences',
      summary: 'Take back the change to one occurrence',
      description: 'The occurrence is again as the series says.',
      secured: true,
      parameters: [EVENT_ID, RECURRENCE_ID, DRY_RUN, IDEMPOTENCY_KEY, OPTIONAL_MATCH],
      responses: { 204: { description: 'It is as the series says.', headers: ETAG }, ...HELD },
      dryRun: DRY_RUN_OF_EVENT,
      problems: [
        'malformed',
        'invalidParameter',
        'forbidden',
        'notFound',
        'preconditionFailed',
        'stillRunning',
      ],
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const recurrenceId = c.req.param('recurrence-id') ?? ''
      return answerOnce(c, writer, null, async (writer) => {
        const outcome = await resetOccurrence(writer, idOf(c), recurrenceId, readIfMatch(c))
        if (writer.dryRun || outcome.status === 'held') return outcomeResponse(c, writer, outcome)
        const headers = { ETag: etagOf(outcome.event) }
        return respond(c, null, { status: 204, headers })
      })
    },
  )

  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/events/{id}/split',
      operationId: 'splitEvent',
      tag: 'Occurrences',
      summary: 'Change this occurrence and the following',
      description:
        'The series ends before `recurrenceId`, and a new one starts there with `changes` (a merge patch on the event) applied.',
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, OPTIONAL_MATCH],
      body: {
        schema: SplitInput,
        example: { recurrenceId: '2026-11-24T18:00', changes: { start: '2026-11-24T19:00' } },
      },
      responses: {
        201: {
          description: 'Both series.',
          schema: SplitOutput,
          example: { before: EXAMPLE_ANSWER, after: EXAMPLE_ANSWER },
          headers: { Location: 'The new series.' },
        },
        202: {
          description:
            'The new series is submitted, and the end of the series before waits for review, where the partner of a published series is not trusted.',
          schema: SplitOutput,
          example: { before: EXAMPLE_HELD, after: { ...EXAMPLE_ANSWER, state: 'submitted' } },
          headers: { Location: 'The new series.' },
        },
      },
      dryRun: DRY_RUN_OF_SPLIT,
      problems: WRITE_PROBLEMS,
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const body = await readJson(c)
      return answerOnce(c, writer, body, async (writer) => {
        const { before, after } = await splitEvent(writer, idOf(c), body, readIfMatch(c))
        const both = {
          before: await shown(writer.deps, before.event),
          after: await shown(writer.deps, after.event),
        }
        if (writer.dryRun) return json(c, { dryRun: true, ...both, changes: before.differences() })
        const Location = `${deps.config.publicUrl}/api/v1/events/${after.event.id}`
        const status = before.status === 'held' ? 202 : 201
        return json(c, both, status, { Location })
      })
    },
  )
}

/** One occurrence as GET returns it. */
export async function shownOccurrence(deps: Deps, event: StoredEvent, occurrence: Occurrence) {
  const context = await readContext(deps.db, deps.config, [])
  const organizer = defaultOrganizer(event.partner, context, deps.config)
  const change = occurrence.recurrenceId === null ? undefined : event.content.changes[occurrence.recurrenceId]
  return {
    ...occurrenceTimes(event, occurrence),
    ...occurrenceFacts(event, change, { publicUrl: deps.config.publicUrl, organizer }),
  }
}
