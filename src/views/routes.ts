import type { Lists } from '../calendar/kept-lists.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { check } from '../events/check-input.ts'
import { localize } from '../events/normalise.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { readQuery } from '../http/validate.ts'
import { NO_QUERY, readTarget, slugOf, slugParameter } from '../partners/administer.ts'
import { ViewInput, ViewOutput } from './input.ts'
import { readView, readViews, type View } from './store.ts'
import { deleteView, putView } from './write.ts'

/** Named views: filters with an address that can be printed, and pointed elsewhere later. */
export function viewRoutes(api: Api, deps: Deps, lists: Lists): void {
  const { locales, publicUrl } = deps.config
  const shown = (view: View) => ({ ...view, url: `${publicUrl}/v/${view.slug}` })

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/views',
      operationId: 'listViews',
      tag: 'Reading',
      summary: 'All named views',
      description: 'By slug. Each has a page at /v/{slug} and feeds at /v/{slug}.ics, .rss, .atom and .json.',
      responses: {
        200: {
          description: 'The views.',
          schema: listOf(ViewOutput),
          example: { items: [EXAMPLE], next: null },
        },
      },
      problems: ['invalidParameter'],
    },
    (c) => {
      readQuery(c, NO_QUERY)
      return lists(c, async () => ({
        text: JSON.stringify({ items: (await readViews(deps.db)).map(shown), next: null }),
      }))
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/views/{slug}',
      operationId: 'getView',
      tag: 'Reading',
      summary: 'One named view',
      description: 'What it is called, and what it shows.',
      parameters: [SLUG],
      responses: { 200: { description: 'The view.', schema: ViewOutput, example: EXAMPLE } },
      problems: ['invalidParameter', 'notFound'],
    },
    (c) => {
      readQuery(c, NO_QUERY)
      const slug = slugOf(c)
      return lists(c, async () => {
        const view = await readView(deps.db, slug)
        if (!view) throw new Problem('notFound', 'There is no such view.')
        return { text: JSON.stringify(shown(view)) }
      })
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/views/{slug}',
      operationId: 'putView',
      tag: 'Administration',
      summary: 'Add a named view, or point it elsewhere',
      description:
        '`query` is a query string of the filters that all lists take. What the address shows changes at once. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      body: {
        schema: ViewInput,
        example: { name: EXAMPLE.name, query: EXAMPLE.query, description: EXAMPLE.description },
      },
      responses: {
        200: { description: 'The view, changed or as it was.', schema: ViewOutput, example: EXAMPLE },
        201: { description: 'The new view.', schema: ViewOutput, example: EXAMPLE },
      },
      dryRun: DRY_RUN_ANSWER,
      problems: BODY_PROBLEMS,
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const { name, query, description } = check(ViewInput(), await readJson(c))
      const [language] = locales
      const view = {
        slug,
        name: localize(name, language),
        query,
        description: description ? localize(description, language) : null,
      }
      const outcome = await putView(deps, view, dryRun)
      if (dryRun) return json(c, { dryRun, ...outcome, view: shown(outcome.view) })
      return json(c, shown(outcome.view), outcome.status === 'created' ? 201 : 200)
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/views/{slug}',
      operationId: 'deleteView',
      tag: 'Administration',
      summary: 'Remove a named view',
      description:
        'Its page and feeds are 404 from then on: point it elsewhere if it is printed. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      responses: { 204: { description: 'It is gone.' } },
      dryRun: DRY_RUN_ANSWER,
      problems: ['invalidParameter', 'forbidden', 'notFound'],
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const view = await deleteView(deps, slug, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'deleted', view: shown(view), changes: [] })
      return respond(c, null, { status: 204 })
    },
  )
}

const EXAMPLE = {
  slug: 'summer',
  name: { sv: 'Sommar i Lund', en: 'Summer in Lund' },
  query: 'locality=Lund&from=2027-06-01&to=2027-09-01',
  description: { sv: 'Allt som händer i sommar.', en: 'All that happens this summer.' },
  url: 'https://calendar.example.org/v/summer',
}
const SLUG = slugParameter(EXAMPLE.slug)
const DRY_RUN_ANSWER = dryRunOf('DryRunOfView', { view: ViewOutput }, { view: EXAMPLE })
