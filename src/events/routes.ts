import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { readJson } from '../http/body.ts'
import { readIfMatch } from '../http/conditional.ts'
import type { Api, Env } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { moderationOf, moderationOfNew } from '../moderation/facts.ts'
import { once } from '../once.ts'
import { noSuchEvent, viewerOf } from '../partners/access.ts'
import { type Principal, requireScope } from '../partners/auth.ts'
import { readPartner } from '../partners/store.ts'
import { answerOnce, answerOnceApart } from './answer-once.ts'
import { isWhole, writeBatch } from './batch.ts'
import { createTogether } from './create.ts'
import { EXAMPLE_ANSWER, EXAMPLE_EVENT } from './examples.ts'
import { BatchInput, EventInput, EventPatch } from './input.ts'
import { eventJson } from './json.ts'
import { DifferenceOutput, EventOutput } from './output.ts'
import { readBatchBody, readEventBody } from './read-body.ts'
import { defaultOrganizer } from './references.ts'
import {
  BODY_PROBLEMS,
  DRY_RUN,
  DRY_RUN_OF_EVENT,
  ETAG,
  EVENT_ID,
  HELD,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  MERGE_PATCH,
  WRITE_PROBLEMS,
} from './route-docs.ts'
import type { Outcome } from './save.ts'
import type { Writer } from './settle.ts'
import { readEvent, type StoredEvent } from './store.ts'
import { defaultsOf, deleteEvent, etagOf, patchEvent, replaceEvent, upsertEvent } from './write.ts'

/** Writing events. */
export function eventWriteRoutes(api: Api, deps: Deps): void {
  const create = createTogether(deps)
  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/events',
      operationId: 'createEvent',
      tag: 'Events',
      summary: 'Post an event',
      description: 'Stores a new event. With `dryRun=true` everything is checked and nothing is stored.',
      secured: true,
      parameters: [DRY_RUN, IDEMPOTENCY_KEY],
      body: { schema: EventInput, example: EXAMPLE_EVENT },
      responses: {
        201: {
          description: 'The event.',
          schema: EventOutput,
          example: EXAMPLE_ANSWER,
          headers: { ...ETAG, Location: 'Its address.' },
        },
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: [...BODY_PROBLEMS, 'conflict', 'stillRunning'],
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const body = await readEventBody(c, defaultsOf(deps))
      return answerOnce(c, writer, body, async (writer) =>
        outcomeResponse(c, writer, await create(writer, body)),
      )
    },
  )

  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/events/batch',
      operationId: 'writeBatch',
      tag: 'Events',
      summary: 'Create or change up to 500 events',
      description:
        'Each item is an event with an `externalId`, created, changed, left alone or held for review as by PUT by external id. One bad item harms no other. At most 10 MiB. A dry run tells of each item what would differ.',
      secured: true,
      parameters: [DRY_RUN, IDEMPOTENCY_KEY],
      body: { schema: BatchInput, example: { items: [{ ...EXAMPLE_EVENT, externalId: 'lecture-1' }] } },
      responses: {
        200: {
          description: 'An answer for each item, in order.',
          schema: BatchOutput,
          example: {
            items: [
              { index: 0, externalId: 'lecture-1', status: 'created', id: EXAMPLE_ANSWER.id, problem: null },
            ],
          },
        },
      },
      problems: [...BODY_PROBLEMS, 'stillRunning'],
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const { items, faults } = await readBatchBody(c, defaultsOf(deps))
      return answerOnceApart(c, writer, items, async (writer) => {
        const answers = await writeBatch(writer, items, faults)
        const response = json(c, { ...(writer.dryRun ? { dryRun: true } : {}), items: answers })
        return { response, isWhole: isWhole(answers) }
      })
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/events/by-external-id/{external-id}',
      operationId: 'upsertEvent',
      tag: 'Events',
      summary: 'Create or replace an event by your own id',
      description:
        'Creates the event in the caller’s partner (a moderator names another with `partner`), replaces it, or leaves it alone where nothing differs.',
      secured: true,
      parameters: [
        {
          name: 'external-id',
          in: 'path',
          description: 'The partner’s own id, percent-encoded.',
          schema: { type: 'string' },
          example: 'lecture-1',
        },
        {
          name: 'partner',
          in: 'query',
          description: 'For moderators: whose event.',
          schema: { type: 'string' },
          example: 'house',
        },
        DRY_RUN,
        IDEMPOTENCY_KEY,
        { ...IF_MATCH, required: false },
      ],
      body: { schema: EventInput, example: EXAMPLE_EVENT },
      responses: {
        200: {
          description: 'The event, changed or as it was.',
          schema: EventOutput,
          example: EXAMPLE_ANSWER,
          headers: ETAG,
        },
        201: {
          description: 'The new event.',
          schema: EventOutput,
          example: EXAMPLE_ANSWER,
          headers: { ...ETAG, Location: 'Its address.' },
        },
        ...HELD,
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: [...BODY_PROBLEMS, 'conflict', 'preconditionFailed', 'stillRunning'],
    },
    async (c) => {
      const writer = writerOf(c, deps, ['partner'])
      const partner = c.req.query('partner')
      if (partner !== undefined && partner !== writer.principal.partner)
        requireScope(writer.principal, 'events:moderate')
      const externalId = c.req.param('external-id') ?? ''
      const body = await readEventBody(c, defaultsOf(deps))
      return answerOnce(c, writer, body, async (writer) =>
        outcomeResponse(c, writer, await upsertEvent(writer, externalId, body, readIfMatch(c), partner)),
      )
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/events/{id}',
      operationId: 'replaceEvent',
      tag: 'Events',
      summary: 'Replace an event',
      description: 'The body is all that the event is; changes to single occurrences stay. Needs `If-Match`.',
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, IF_MATCH],
      body: { schema: EventInput, example: EXAMPLE_EVENT },
      responses: {
        200: { description: 'The event.', schema: EventOutput, example: EXAMPLE_ANSWER, headers: ETAG },
        ...HELD,
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: [...WRITE_PROBLEMS, 'preconditionRequired'],
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const expected = readIfMatch(c)
      if (expected === null)
        throw new Problem('preconditionRequired', 'Send the ETag that you read as If-Match (or *).')
      const body = await readEventBody(c, defaultsOf(deps))
      return answerOnce(c, writer, body, async (writer) =>
        outcomeResponse(c, writer, await replaceEvent(writer, idOf(c), body, expected)),
      )
    },
  )

  operation(
    api,
    {
      method: 'patch',
      path: '/api/v1/events/{id}',
      operationId: 'patchEvent',
      tag: 'Events',
      summary: 'Change fields of an event',
      description:
        'An RFC 7396 merge patch: fields that are given replace, null removes, objects are merged.',
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, { ...IF_MATCH, required: false }],
      body: {
        schema: EventPatch,
        example: { status: 'postponed' },
        mediaType: MERGE_PATCH,
      },
      responses: {
        200: { description: 'The event.', schema: EventOutput, example: EXAMPLE_ANSWER, headers: ETAG },
        ...HELD,
      },
      dryRun: DRY_RUN_OF_EVENT,
      problems: WRITE_PROBLEMS,
    },
    async (c) => {
      const writer = writerOf(c, deps)
      const patch = await readJson(c, [MERGE_PATCH, 'application/json'])
      return answerOnce(c, writer, patch, async (writer) =>
        outcomeResponse(c, writer, await patchEvent(writer, idOf(c), patch, readIfMatch(c))),
      )
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/events/{id}',
      operationId: 'deleteEvent',
      tag: 'Events',
      summary: 'Remove an event',
      description: 'The event is gone from lists; if it was public, feeds show it cancelled for 30 days.',
      secured: true,
      parameters: [EVENT_ID, DRY_RUN, IDEMPOTENCY_KEY, { ...IF_MATCH, required: false }],
      responses: { 204: { description: 'It is gone.' }, ...HELD },
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
      return answerOnce(c, writer, null, async (writer) => {
        const outcome = await deleteEvent(writer, idOf(c), readIfMatch(c))
        if (writer.dryRun || outcome.status === 'held') return outcomeResponse(c, writer, outcome)
        return respond(c, null, { status: 204 })
      })
    },
  )
}

const BatchOutput = once(() =>
  z
    .object({
      dryRun: z.literal(true).optional(),
      items: z.array(
        z.object({
          index: z.int(),
          externalId: z.string().nullable(),
          status: z.enum(['created', 'updated', 'unchanged', 'held', 'failed']),
          id: z.uuid().nullable(),
          problem: z.unknown(),
          changes: z.array(DifferenceOutput()).optional(),
        }),
      ),
    })
    .openapi('BatchAnswer'),
)

/**
 * Who writes, and whether in earnest.
 * @throws Problem 401, 403, or 400 on a query string with anything else than `dryRun` and `also`
 */
export function writerOf(c: Context<Env>, deps: Deps, also: readonly string[] = []): Writer {
  const principal = requireScope(c.var.principal, 'events:write', 'events:moderate')
  const search = new URL(c.req.url).searchParams
  const faults = [...new Set(search.keys())].flatMap((parameter) => {
    if (parameter !== 'dryRun' && !also.includes(parameter))
      return [{ parameter: parameter.slice(0, 100), detail: 'is not known here' }]
    if (search.getAll(parameter).length > 1) return [{ parameter, detail: 'is given more than once' }]
    const isBoolean = ['true', 'false'].includes(search.get(parameter) ?? '')
    return parameter === 'dryRun' && !isBoolean ? [{ parameter, detail: 'must be true or false' }] : []
  })
  if (faults.length > 0) throw new Problem('invalidParameter', 'The query string has faults.', faults)
  const published = (revision: number) => c.set('revision', revision)
  return { deps, principal, dryRun: search.get('dryRun') === 'true', published }
}

/** An event's id from the address. @throws Problem 404 on what can be no id */
export function idOf(c: Context<Env>): string {
  const id = c.req.param('id') ?? ''
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase()
  throw noSuchEvent()
}

/** @param known the partners, where they are read already */
export async function shown(deps: Deps, event: StoredEvent, known?: Outcome['partners']) {
  const facts = known ? null : await readPartner(deps.db, event.partner)
  const partners = known ?? new Map(facts ? [[event.partner, facts]] : [])
  const organizer = defaultOrganizer(event.partner, { partners }, deps.config)
  return eventJson(event, { publicUrl: deps.config.publicUrl, organizer })
}

/** The event as GET shows it to this key, or the version of it that is given: with what moderation says of it. */
export async function shownTo(
  deps: Deps,
  principal: Principal | null,
  inForce: StoredEvent,
  version: StoredEvent = inForce,
) {
  const moderation = (await moderationOf(deps.db, [inForce], viewerOf(principal))).get(inForce.id)
  return { ...(await shown(deps, version)), ...(moderation ? { moderation } : {}) }
}

/** The same of an event that has just been created. */
async function shownNew({ deps, principal }: Writer, { event, partners, moderation }: Outcome) {
  const facts = moderation ?? (await moderationOfNew(deps.db, [{ event, by: principal }])).get(event.id)
  const isAny = facts && Object.keys(facts).length > 0
  return { ...(await shown(deps, event, partners)), ...(isAny ? { moderation: facts } : {}) }
}

/** 202: the version that waits, and what it changes. */
export async function heldResponse(
  c: Context<Env>,
  deps: Deps,
  principal: Principal,
  waiting: StoredEvent,
): Promise<Response> {
  const { held: _, ...event } = waiting
  const inForce = (await readEvent(deps.db, event.id)) ?? event
  const body = await shownTo(deps, principal, inForce, waiting)
  return json(c, body, 202, { ETag: etagOf(waiting) })
}

export async function outcomeResponse(c: Context<Env>, writer: Writer, outcome: Outcome): Promise<Response> {
  const { deps, dryRun, principal } = writer
  const { status, event, differences, partners } = outcome
  if (dryRun) {
    const body = { dryRun, status, event: await shown(deps, event, partners), changes: differences() }
    return json(c, body)
  }
  if (status === 'held') return heldResponse(c, deps, principal, event)
  const headers = { ETag: etagOf(event) }
  if (status !== 'created') return json(c, await shownTo(deps, principal, event), 200, headers)
  return json(c, await shownNew(writer, outcome), 201, {
    ...headers,
    Location: `${deps.config.publicUrl}/api/v1/events/${event.id}`,
  })
}
