import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { originalAt } from '../events/changes.ts'
import { changedOccurrence } from '../events/content.ts'
import { EXAMPLE_ANSWER, EXAMPLE_OCCURRENCE } from '../events/examples.ts'
import { STATES } from '../events/model.ts'
import { shownOccurrence } from '../events/occurrence-routes.ts'
import { EventOutput, listOf, OccurrenceOutput } from '../events/output.ts'
import { EVENT_ID, RECURRENCE_ID, VERSION } from '../events/route-docs.ts'
import { idOf, shownTo } from '../events/routes.ts'
import type { StoredEvent } from '../events/store.ts'
import { etagOf } from '../events/write.ts'
import type { Api, Env } from '../http/env.ts'
import { json, operation, type ParameterDoc } from '../http/operation.ts'
import { LEAST_REVISION, REVISION } from '../http/respond.ts'
import { unchanged } from '../http/unchanged.ts'
import { readQuery } from '../http/validate.ts'
import { readPending, waitingVersion } from '../moderation/held.ts'
import { eventsUnderReview } from '../moderation/queue.ts'
import { mayChange, readSeen, viewerOf } from '../partners/access.ts'
import type { ReadAgenda } from './agenda.ts'
import type { CursorKind } from './cursor.ts'
import { listEvents } from './event-list.ts'
import type { Facets } from './facets.ts'
import { type Filters, parseFilters } from './filters.ts'
import type { Lists, ListText } from './kept-lists.ts'
import type { Next } from './paging.ts'
import { parameterDocs } from './parameter-docs.ts'
import { ALLOWED, type ParameterName } from './parameters.ts'
import { type Presenter, pick } from './presenter.ts'

/** Reading events and occurrences. */
export function calendarReadRoutes(
  api: Api,
  deps: Deps,
  present: Presenter,
  lists: Lists,
  agenda: ReadAgenda,
  facets: Facets,
): void {
  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/occurrences',
      operationId: 'listOccurrences',
      tag: 'Reading',
      summary: 'What happens in a window',
      description:
        'Occurrences that overlap [from, to), by start, then by id. `from` is now if not given, an open `to` is open: endless series go on. Page with `cursor` (stable while data changes) or `page`.',
      parameters: [...parameterDocs(ALLOWED.list), MIN_REVISION],
      responses: {
        200: {
          description: 'A page of occurrences.',
          schema: listOf(OccurrenceOutput),
          example: { items: [EXAMPLE_OCCURRENCE], next: null },
          headers: {
            Link: 'The next page, `rel="next"`.',
            [REVISION]: 'The calendar’s revision: the list shows this one or a later one.',
          },
        },
      },
      problems: ['invalidParameter'],
    },
    (c) =>
      lists(
        c,
        async () => {
          const filters = filtersOf(c, 'occurrences', deps.now())
          const { rows, next } = await agenda(filters)
          const { texts, told } = await present.occurrences(deps.db, rows, filters.fields)
          return listText(c, texts, next, told)
        },
        true,
      ),
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/events',
      operationId: 'listEvents',
      tag: 'Reading',
      summary: 'Events, a series once',
      description:
        'With `from` or `to` only the events with an occurrence inside. Published ones, unless a key asks for another `state`. `state=submitted` is the moderation queue: new events, and published ones with a change that waits, as they would be; `moderation` tells what differs, and what may be a duplicate.',
      parameters: [...parameterDocs(ALLOWED.list), MIN_REVISION],
      responses: {
        200: {
          description: 'A page of events.',
          schema: listOf(EventOutput),
          example: { items: [EXAMPLE_ANSWER], next: null },
          headers: {
            Link: 'The next page, `rel="next"`.',
            [REVISION]: 'The calendar’s revision: the list shows this one or a later one.',
          },
        },
      },
      problems: ['invalidParameter'],
    },
    (c) =>
      lists(c, async () => {
        const filters = filtersOf(c, 'events', null)
        const { rows, next } = await listEvents(deps.db, filters)
        if (!(filters.states && filters.viewer))
          return listText(c, await present.events(deps.db, rows, filters.fields), next)
        const reviewed = await eventsUnderReview(deps, rows, filters)
        const items = reviewed.map((event) => pick(JSON.stringify(event), filters.fields))
        return listText(c, items, next)
      }),
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/facets',
      operationId: 'countFacets',
      tag: 'Reading',
      summary: 'Count occurrences by category, type, place and more',
      description:
        'Counts the occurrences in the window by category, type, locality, partner, tag, language, attendanceMode, status and local day. `to` is a year after `from` if not given, and at most five years after it. Far from now, where long series are counted one by one, a million occurrences are the most.',
      parameters: parameterDocs(ALLOWED.facets),
      responses: {
        200: {
          description: 'Values with their counts, the most frequent first; days in order.',
          schema: () => z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int() }))),
          example: {
            category: [],
            type: [{ value: 'lecture', count: 5 }],
            locality: [{ value: 'Lund', count: 5 }],
            partner: [],
            tag: [],
            language: [{ value: 'sv', count: 5 }],
            attendanceMode: [{ value: 'inPerson', count: 5 }],
            status: [{ value: 'confirmed', count: 5 }],
            day: [{ value: '2026-11-03', count: 1 }],
          },
        },
      },
      problems: ['invalidParameter'],
    },
    (c) =>
      lists(
        c,
        async () => {
          const filters = filtersOf(c, 'occurrences', deps.now(), ALLOWED.facets)
          return { text: JSON.stringify(await facets(filters)) }
        },
        true,
      ),
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/events/{id}',
      operationId: 'getEvent',
      tag: 'Reading',
      summary: 'One event',
      description:
        'A published event, or with a key one that its partner or a moderator may see. To them `moderation` tells of a note, a change that waits for review, and likely duplicates.',
      parameters: [EVENT_ID, VERSION],
      responses: {
        200: {
          description: 'The event.',
          schema: EventOutput,
          example: EXAMPLE_ANSWER,
          headers: { ETag: 'The version.' },
        },
      },
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const { version } = readQuery(c, VERSION_QUERY)
      const inForce = await readSeen(deps.db, c.var.principal, idOf(c))
      const event = version === undefined ? inForce : await waitingFor(c, inForce)
      const validators = { etag: etagOf(event) }
      const same = c.var.principal ? null : unchanged(c, validators)
      if (same) return same
      const body = await shownTo(deps, c.var.principal, inForce, event)
      return json(c, body, 200, { ETag: validators.etag })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/events/{id}/occurrences',
      operationId: 'listEventOccurrences',
      tag: 'Reading',
      summary: 'The occurrences of one event',
      description: 'Those that overlap [from, to), as `/occurrences` has them.',
      parameters: [EVENT_ID, ...parameterDocs(WINDOW_PARAMETERS)],
      responses: {
        200: {
          description: 'A page of occurrences.',
          schema: listOf(OccurrenceOutput),
          example: { items: [EXAMPLE_OCCURRENCE], next: null },
        },
      },
      problems: ['invalidParameter', 'notFound'],
    },
    (c) =>
      lists(
        c,
        async () => {
          const filters = filtersOf(c, 'occurrences', deps.now(), WINDOW_PARAMETERS)
          const event = await readSeen(deps.db, c.var.principal, idOf(c))
          const own: Filters = {
            ...filters,
            eventId: event.id,
            states: event.state === 'published' ? null : [...STATES],
          }
          const { rows, next } = await agenda(own)
          const { texts, told } = await present.occurrences(deps.db, rows, filters.fields)
          return listText(c, texts, next, told)
        },
        true,
      ),
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/events/{id}/occurrences/{recurrence-id}',
      operationId: 'getOccurrence',
      tag: 'Reading',
      summary: 'One occurrence',
      description: 'Named by its original local start, its change applied.',
      parameters: [EVENT_ID, RECURRENCE_ID],
      responses: {
        200: {
          description: 'The occurrence.',
          schema: OccurrenceOutput,
          example: EXAMPLE_OCCURRENCE,
          headers: { ETag: 'The event’s version.' },
        },
      },
      problems: ['notFound'],
    },
    async (c) => {
      const event = await readSeen(deps.db, c.var.principal, idOf(c))
      const occurrence = changedOccurrence(
        event.content,
        originalAt(event, c.req.param('recurrence-id') ?? ''),
      )
      if (!occurrence) throw new Problem('notFound', 'The event has no such occurrence.')
      const validators = { etag: etagOf(event) }
      const same = c.var.principal ? null : unchanged(c, validators)
      return same ?? json(c, await shownOccurrence(deps, event, occurrence), 200, { ETag: validators.etag })
    },
  )

  function filtersOf(
    c: Context<Env>,
    kind: CursorKind,
    now: Date | null,
    allowed: ReadonlySet<ParameterName> = ALLOWED.list,
  ): Filters {
    const { timeZone } = deps.config
    const filters = parseFilters(new URL(c.req.url).searchParams, { timeZone, now, allowed, kind })
    if (filters.states && !c.var.principal && filters.states.some((state) => state !== 'published'))
      throw new Problem('unauthorized', 'Only a key sees what is not published.')
    return { ...filters, viewer: viewerOf(c.var.principal) }
  }

  /** @throws Problem 404 where nothing waits, or nothing that this key may see */
  async function waitingFor(c: Context<Env>, event: StoredEvent): Promise<StoredEvent> {
    const isOpen = mayChange(viewerOf(c.var.principal), event)
    const pending = isOpen ? (await readPending(deps.db, [event.id])).get(event.id) : undefined
    if (pending) return waitingVersion(event, pending)
    throw new Problem('notFound', 'No change of the event waits for review.')
  }

  /** @param told tells the items apart in less than they are */
  function listText(c: Context<Env>, items: readonly string[], next: Next | null, told?: string): ListText {
    const address = next && nextAddress(c.req.url, deps.config.publicUrl, next)
    const link = address ? `<${address}>; rel="next"` : undefined
    const text = `{"items":[${items.join(',')}],"next":${JSON.stringify(address)}}`
    return { text, link, told: told && `${told} ${address}` }
  }
}

const VERSION_QUERY = z.object({ version: z.literal('held', 'must be held').optional() })

const MIN_REVISION: ParameterDoc = {
  name: LEAST_REVISION,
  in: 'header',
  description: `A ${REVISION} that an answer gave: this one shall not show an earlier state. Every public address takes it; caches between may not.`,
  schema: { type: 'integer', minimum: 0 },
}

const WINDOW_PARAMETERS: ReadonlySet<ParameterName> = new Set([
  'from',
  'to',
  'limit',
  'cursor',
  'page',
  'sort',
  'fields',
])

function nextAddress(url: string, publicUrl: string, { parameter, value }: Next): string {
  const { pathname, searchParams } = new URL(url)
  searchParams.delete('cursor')
  searchParams.delete('page')
  searchParams.set(parameter, value)
  return `${publicUrl}${pathname}?${searchParams}`
}
