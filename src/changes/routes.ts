import { z } from '@hono/zod-openapi'
import { parseFilters } from '../calendar/filters.ts'
import { parameterDocs } from '../calendar/parameter-docs.ts'
import { ALLOWED } from '../calendar/parameters.ts'
import type { Presenter } from '../calendar/presenter.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { EXAMPLE_ANSWER } from '../events/examples.ts'
import { EventOutput } from '../events/output.ts'
import type { Api, Ctx } from '../http/env.ts'
import { operation } from '../http/operation.ts'
import { representationOf, send } from '../http/representation.ts'
import { type Headers, JSON_TYPE } from '../http/respond.ts'
import { once } from '../once.ts'
import { type ChangeCursor, readChangeCursor, writeChangeCursor } from './cursor.ts'
import { CHANGE_TYPES } from './log.ts'
import { type ChangePage, readChanges } from './store.ts'

/** Following the calendar: every change of what the public sees. */
export function changeRoutes(api: Api, deps: Deps, present: Presenter): void {
  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/changes',
      operationId: 'listChanges',
      tag: 'Reading',
      summary: 'What changed since',
      description:
        'Every publication, change and removal after the cursor `after`, in the order of commits, none left out; from the start without it. `event` is the event as it is now, and null where it is to be dropped: it was removed, or no longer fits the filters. Who keeps what comes and drops what is null has what `GET /events` serves. When `next` is null, ask again later with `after` set to the answer’s `cursor`.',
      parameters: [
        {
          name: 'after',
          in: 'query',
          description: 'The `cursor` of an answer or of an item, as it was given.',
          schema: { type: 'string' },
          example: EXAMPLE_CURSOR,
        },
        ...parameterDocs(ALLOWED.changes),
      ],
      responses: {
        200: {
          description: 'The changes.',
          schema: ChangesOutput,
          example: {
            items: [
              {
                cursor: EXAMPLE_CURSOR,
                type: 'event.published',
                eventId: EXAMPLE_ANSWER.id,
                event: EXAMPLE_ANSWER,
              },
              {
                cursor: 'ODFkMjVhZmIgNDI',
                type: 'event.removed',
                eventId: '019d1f6e-7c00-7000-8000-000000000002',
                event: null,
              },
            ],
            cursor: 'ODFkMjVhZmIgNDI',
            next: null,
          },
          headers: { Link: 'The next page, `rel="next"`.' },
        },
      },
      problems: ['invalidParameter', 'gone'],
    },
    async (c) => {
      const { after, filters } = readAsked(c)
      // One state of the database for the log and the events: the answer's cursor says what is in it, and no more.
      return deps.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (tx) => {
          const page = await readChanges(tx, filters, after)
          if (!page) throw new Problem('gone', START_AGAIN)
          const kept = page.rows.flatMap(({ eventId, version }) =>
            version === null ? [] : [{ eventId, version }],
          )
          return answer(c, page, await present.events(tx, kept, filters.fields))
        })
    },
  )

  function readAsked(c: Ctx) {
    const search = new URL(c.req.url).searchParams
    const { timeZone } = deps.config
    const filters = parseFilters(search, {
      timeZone,
      now: null,
      allowed: ALLOWED.changes,
      kind: 'events',
      besides: ['after'],
    })
    return { filters, after: readAfter(search.getAll('after')) }
  }

  /** @param events JSON text of each event that is not null, in order */
  function answer(
    c: Ctx,
    { rows, reached, isLast }: ChangePage,
    events: readonly string[],
  ): Promise<Response> {
    const left = [...events]
    const items = rows.map(({ revision, type, eventId, version }) => {
      const event = version === null ? null : left.shift()
      if (event === undefined) throw new Error(`the event ${eventId} of the log is not there`)
      const cursor = writeChangeCursor({ ...reached, revision })
      const head = JSON.stringify({ cursor, type: event === null ? 'event.removed' : type, eventId })
      return `${head.slice(0, -1)},"event":${event}}`
    })
    const cursor = writeChangeCursor(reached)
    const next = isLast ? null : nextAddress(c, cursor)
    const tail = JSON.stringify({ cursor, next }).slice(1)
    const representation = representationOf(deps, `{"items":[${items.join(',')}],${tail}`)
    const headers: Headers = next ? { Link: `<${next}>; rel="next"` } : {}
    return send(c, representation, { type: JSON_TYPE, headers })
  }

  function nextAddress(c: Ctx, after: string): string {
    const { pathname, searchParams } = new URL(c.req.url)
    searchParams.set('after', after)
    return `${deps.config.publicUrl}${pathname}?${searchParams}`
  }
}

const EXAMPLE_CURSOR = 'ODFkMjVhZmIgNDE'
const START_AGAIN =
  'The log does not reach back to this cursor. Start again: drop what you have, and ask without `after`.'

const ChangesOutput = once(() =>
  z.object({
    items: z.array(
      z.object({
        cursor: z.string(),
        type: z.enum(CHANGE_TYPES),
        eventId: z.uuid(),
        event: EventOutput().nullable(),
      }),
    ),
    cursor: z.string(),
    next: z.url().nullable(),
  }),
)

/** @throws Problem 400 on what is no cursor of a change log */
function readAfter(given: readonly string[]): ChangeCursor | null {
  const [text] = given
  if (text === undefined) return null
  const cursor = given.length === 1 ? readChangeCursor(text) : null
  if (cursor) return cursor
  const detail = given.length > 1 ? 'is given more than once' : 'is not a cursor that /changes gave'
  throw new Problem('invalidParameter', `after ${detail}`, [{ parameter: 'after', detail }])
}
