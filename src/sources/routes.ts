import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { check, unprocessable } from '../events/check-input.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { writerOf } from '../events/routes.ts'
import { readJson } from '../http/body.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { ImportOutput, PARTNER, partnerOf } from '../imports/routes.ts'
import { once } from '../once.ts'
import { urlFault } from '../outbound/target.ts'
import { slugOf, slugParameter } from '../partners/administer.ts'
import { moderates } from '../partners/auth.ts'
import { SourceInput, SourceOutput, sourceJson } from './input.ts'
import { countSources, deleteSource, readSource, readSources } from './store.ts'
import { putSource, trySource } from './write.ts'

/** Feeds that are fetched again and again. */
export function sourceRoutes(api: Api, deps: Deps): void {
  deps.metrics.gauge('sources', 'Sources, by what their last run did.', async () => {
    const { failedRuns: _, ...counts } = await countSources(deps.db)
    return Object.entries(counts).map(([state, value]) => ({ labels: { state }, value }))
  })
  deps.metrics.gauge(
    'sources_failed_runs',
    'Runs of the sources that failed, since they were made.',
    async () => {
      return (await countSources(deps.db)).failedRuns
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/sources',
      operationId: 'listSources',
      tag: 'Imports',
      summary: 'Your sources',
      description: 'A moderator sees those of all partners, or of the one named by `partner`.',
      secured: true,
      parameters: [PARTNER],
      responses: {
        200: {
          description: 'The sources.',
          schema: listOf(SourceOutput),
          example: { items: [EXAMPLE], next: null },
        },
      },
      problems: ['invalidParameter', 'forbidden'],
    },
    async (c) => {
      const { principal } = writerOf(c, deps, ['partner'])
      const isForAll = moderates(principal) && c.req.query('partner') === undefined
      const sources = await readSources(deps.db, isForAll ? null : partnerOf(c, principal.partner))
      return json(c, { items: sources.map(sourceJson), next: null })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/sources/{slug}',
      operationId: 'getSource',
      tag: 'Imports',
      summary: 'One of your sources',
      description: 'With what its last run did, when the next is, and what went wrong.',
      secured: true,
      parameters: [SLUG, PARTNER],
      responses: { 200: { description: 'The source.', schema: SourceOutput, example: EXAMPLE } },
      problems: ['invalidParameter', 'forbidden', 'notFound'],
    },
    async (c) => json(c, await shown(targetOf(c))),
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/sources/{slug}',
      operationId: 'putSource',
      tag: 'Imports',
      summary: 'Fetch a feed again and again',
      description:
        'The iCalendar file at `url` is fetched at once and then every `interval`, and taken in as by POST /imports. With `removeMissing`, what was created by this source, is still to come and is in the file no more is archived, unless that is over half of what is to come. What is over may leave the file. Addresses that are not public are refused. `?dryRun=true` fetches and shows what would change.',
      secured: true,
      parameters: [SLUG, PARTNER, DRY_RUN],
      body: { schema: SourceInput, example: { url: EXAMPLE.url, interval: 'PT1H', removeMissing: false } },
      responses: {
        200: { description: 'The source, after its run.', schema: SourceOutput, example: EXAMPLE },
        201: { description: 'The new source, after its first run.', schema: SourceOutput, example: EXAMPLE },
      },
      dryRun: { schema: TrialOutput, example: EXAMPLE_TRIAL },
      problems: BODY_PROBLEMS,
    },
    async (c) => {
      const { dryRun, ...target } = targetOf(c)
      const given = check(SourceInput(), await readJson(c))
      const fault = urlFault(given.url, deps.config.outboundAllow)
      if (fault !== null) throw unprocessable([{ pointer: '/url', detail: fault }])
      if (dryRun) return json(c, await trySource(deps, { ...target, ...given }))
      const isNew = await putSource(deps, { ...target, ...given })
      return json(c, await shown(target), isNew ? 201 : 200)
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/sources/{slug}',
      operationId: 'deleteSource',
      tag: 'Imports',
      summary: 'Fetch a feed no more',
      description: 'The events that came from it stay, as the partner’s own.',
      secured: true,
      parameters: [SLUG, PARTNER, DRY_RUN],
      responses: { 204: { description: 'It is gone.' } },
      dryRun: dryRunOf(
        'DryRunOfSource',
        { source: SourceOutput },
        { status: 'deleted', source: EXAMPLE, changes: [] },
      ),
      problems: ['invalidParameter', 'forbidden', 'notFound'],
    },
    async (c) => {
      const { dryRun, partner, slug } = targetOf(c)
      if (dryRun)
        return json(c, { dryRun, status: 'deleted', source: await shown({ partner, slug }), changes: [] })
      if (!(await deleteSource(deps.db, partner, slug))) throw noSuchSource()
      return respond(c, null, { status: 204 })
    },
  )

  function targetOf(c: Ctx): { partner: string; slug: string; dryRun: boolean } {
    const { principal, dryRun } = writerOf(c, deps, ['partner'])
    return { partner: partnerOf(c, principal.partner), slug: slugOf(c), dryRun }
  }

  async function shown({ partner, slug }: { partner: string; slug: string }) {
    const source = await readSource(deps.db, partner, slug)
    if (!source) throw noSuchSource()
    return sourceJson(source)
  }
}

function noSuchSource(): Problem {
  return new Problem('notFound', 'There is no such source.')
}

const SLUG = slugParameter('biblioteket')
const EXAMPLE = {
  slug: 'biblioteket',
  partner: 'house',
  url: 'https://bibliotek.example/kalender.ics',
  interval: 'PT1H',
  removeMissing: false,
  created: '2026-11-01T08:00:00Z',
  nextRun: '2026-11-03T13:00:00Z',
  running: false,
  lastRun: '2026-11-03T12:00:00Z',
  lastSuccess: '2026-11-03T12:00:00Z',
  failures: 0,
  error: null,
  counts: {
    created: 0,
    updated: 1,
    unchanged: 41,
    held: 0,
    failed: 0,
    vanished: 0,
    archived: 0,
    restored: 0,
  },
  problems: [],
}
const EXAMPLE_TRIAL = { dryRun: true, status: 'created', error: null, counts: EXAMPLE.counts, items: [] }
const TrialOutput = once(() =>
  z
    .object({
      dryRun: z.literal(true),
      status: z.enum(['created', 'updated']),
      error: z.string().nullable(),
      counts: SourceOutput().shape.counts,
      items: ImportOutput().shape.items,
    })
    .openapi('DryRunOfRun', { description: 'What a run would do now.' }),
)
