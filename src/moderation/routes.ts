import { z } from '@hono/zod-openapi'
import { parameterDocs } from '../calendar/parameter-docs.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { answerOnce } from '../events/answer-once.ts'
import { check } from '../events/check-input.ts'
import { EXAMPLE_ANSWER } from '../events/examples.ts'
import { EventOutput, listOf } from '../events/output.ts'
import {
  DRY_RUN,
  DRY_RUN_OF_EVENT,
  ETAG,
  EVENT_ID,
  HELD,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  WRITE_PROBLEMS,
} from '../events/route-docs.ts'
import { idOf, outcomeResponse, shownTo, writerOf } from '../events/routes.ts'
import { etagOf } from '../events/write.ts'
import { readJson } from '../http/body.ts'
import { readIfMatch } from '../http/conditional.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { readQuery } from '../http/validate.ts'
import { viewerOf } from '../partners/access.ts'
import { requireScope } from '../partners/auth.ts'
import { type HistoryItem, readHistory } from './history-list.ts'
import { EXAMPLE_HISTORY, HistoryOutput, StepInput, VersionInput } from './input.ts'
import { step } from './publication.ts'
import { restoreVersion } from './restore.ts'

const OPTIONAL_MATCH = { ...IF_MATCH, required: false }

/** What is published, and who changed what. */
export function moderationRoutes(api: Api, deps: Deps): void {
  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/events/{id}/publication',
      operationId: 'putPublication',
      tag: 'Moderation',
      summary: 'Lead an event to another state, or decide on a change that waits',
      description: STEPS,
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, OPTIONAL_MATCH],
      body: { schema: StepInput, example: { state: 'rejected', note: 'Vilken scen är det?' } },
      responses: {
        200: {
          description: 'The event. Staying in a state is no step, and changes nothing.',
          schema: EventOutput,
          example: {
            ...EXAMPLE_ANSWER,
            state: 'rejected',
            published: null,
            moderation: { note: 'Vilken scen är det?' },
          },
          headers: ETAG,
        },
        204: { description: 'The removal that waited is done.' },
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: WRITE_PROBLEMS,
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const { state, note = null } = check(StepInput(), await readJson(c))
      return answerOnce(c, writer, { state, note }, async (writer) => {
        const outcome = await step(writer, idOf(c), { state, note }, readIfMatch(c))
        if (writer.dryRun) return outcomeResponse(c, writer, outcome)
        if (outcome.status === 'deleted') return respond(c, null, { status: 204 })
        const { event } = outcome
        const body = await shownTo(writer.deps, writer.principal, event)
        return json(c, body, 200, { ETag: etagOf(event) })
      })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/events/{id}/history',
      operationId: 'listHistory',
      tag: 'Moderation',
      summary: 'Who changed what, and when',
      description: HISTORY,
      secured: true,
      parameters: [EVENT_ID, ...parameterDocs(new Set(['limit', 'cursor', 'page'] as const))],
      responses: {
        200: {
          description: 'A page of versions, the latest first.',
          schema: listOf(HistoryOutput),
          example: { items: EXAMPLE_HISTORY, next: null },
          headers: { Link: 'The next page, `rel="next"`.' },
        },
      },
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const principal = requireScope(c.var.principal, 'events:write', 'events:moderate')
      const query = readQuery(c, HISTORY_QUERY)
      const limit = Number(query.limit ?? 20)
      const page = query.page === undefined ? null : Number(query.page)
      if (page !== null && query.cursor !== undefined)
        throw new Problem('invalidParameter', 'Go on with page or with cursor.', [
          { parameter: 'page', detail: 'excludes cursor' },
        ])
      const id = idOf(c)
      const items = await readHistory(deps.db, viewerOf(principal), id, {
        before: query.cursor === undefined ? null : Number(query.cursor),
        skip: ((page ?? 1) - 1) * limit,
        limit: limit + 1,
      })
      const next = items.length > limit ? nextOf(items[limit - 1], page) : null
      const address = next && `${deps.config.publicUrl}/api/v1/events/${id}/history?limit=${limit}&${next}`
      const headers = address ? { Link: `<${address}>; rel="next"` } : undefined
      return json(c, { items: items.slice(0, limit), next: address }, 200, headers)
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/events/{id}/version',
      operationId: 'restoreVersion',
      tag: 'Moderation',
      summary: 'Restore an earlier version',
      description: RESTORE,
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, OPTIONAL_MATCH],
      body: { schema: VersionInput, example: { version: 1 } },
      responses: {
        200: { description: 'The event.', schema: EventOutput, example: EXAMPLE_ANSWER, headers: ETAG },
        ...HELD,
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: WRITE_PROBLEMS,
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const { version } = check(VersionInput(), await readJson(c))
      return answerOnce(c, writer, version, async (writer) =>
        outcomeResponse(c, writer, await restoreVersion(writer, idOf(c), version, readIfMatch(c))),
      )
    },
  )
}

/** How the list goes on after its last item. */
function nextOf(last: HistoryItem | undefined, page: number | null): string {
  return page === null ? `cursor=${last?.version ?? 1}` : `page=${page + 1}`
}

const whole = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .refine((text) => Number(text) <= most, `must be at most ${most}`)
    .optional()
const HISTORY_QUERY = z.object({ limit: whole(200), page: whole(10_000), cursor: whole(999_999_999) })

const STEPS = `The steps, by who may take them:
- the owner: draft ↔ submitted, published → archived → draft, rejected → draft or submitted; of a trusted partner also draft → published
- moderators: submitted → published or rejected, published → archived, archived → published

Where a change of a published event waits for review, a moderator decides on it: \`published\` lets it through, \`rejected\` drops it, and the published version stays. \`If-Match\` then names the version that waits (\`moderation.held.etag\`). A change that contradicts what was published meanwhile is 409, and \`errors\` tells where; its partner sees both, and may change it. What leaves \`published\` is shown cancelled in feeds for 30 days, and drops a change that waits.

Ägaren och redaktionen leder evenemanget mellan tillstånden ovan; ett steg som inte går är 409 och nämner dem som går. \`note\` når den andra parten.`

const HISTORY = `For the event’s owner and moderators; for all others it is 404. Each version tells who did what, when, and what differs from the version that was in force, field by field. It outlives the event, for the same readers. \`held\` and \`heldRemoval\` wait for review; \`approved\`, \`declined\` and \`withdrawn\` tell what became of them.

Vem som ändrade vad och när, fält för fält, för evenemangets ägare och redaktionen.`

const RESTORE = `The event is again what it was in that version of its history, a held or declined one too; its state, partner and external id stay. A change like any other: it makes a new version, and waits for review where the partner is not trusted.

Återställer en tidigare version ur historiken, som en ändring bland andra.`
