import type { Lists } from '../calendar/kept-lists.ts'
import type { Deps } from '../deps.ts'
import { check, unprocessable } from '../events/check-input.ts'
import { named } from '../events/context.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { readQuery } from '../http/validate.ts'
import { NO_QUERY, readTarget, slugOf, slugParameter } from './administer.ts'
import { HOUSE, hasScope } from './auth.ts'
import { PartnerInput, PartnerOutput } from './input.ts'
import { type Partner, readPartners } from './store.ts'
import { putPartner, requirePartner } from './write.ts'

/** The organisations that post events. */
export function partnerRoutes(api: Api, deps: Deps, lists: Lists): void {
  const collator = new Intl.Collator(deps.config.locales[0])

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/partners',
      operationId: 'listPartners',
      tag: 'Reading',
      summary: 'All organisations that post events',
      description: 'Sorted by name. An administrator sees `email` and `trusted` too.',
      responses: {
        200: {
          description: 'The partners.',
          schema: listOf(PartnerOutput),
          example: { items: [EXAMPLE], next: null },
        },
      },
      problems: ['invalidParameter'],
    },
    (c) => {
      readQuery(c, NO_QUERY)
      return lists(c, async () => {
        const items = (await readPartners(deps.db)).map((partner) => shownTo(c, partner))
        items.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.slug, b.slug))
        return { text: JSON.stringify({ items, next: null }) }
      })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/partners/{slug}',
      operationId: 'getPartner',
      tag: 'Reading',
      summary: 'One organisation',
      description: 'An administrator sees `email` and `trusted` too.',
      parameters: [SLUG],
      responses: { 200: { description: 'The partner.', schema: PartnerOutput, example: EXAMPLE } },
      problems: ['invalidParameter', 'notFound'],
    },
    (c) => {
      readQuery(c, NO_QUERY)
      const slug = slugOf(c)
      return lists(c, async () => ({
        text: JSON.stringify(shownTo(c, await requirePartner(deps.db, slug))),
      }))
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/partners/{slug}',
      operationId: 'putPartner',
      tag: 'Administration',
      summary: 'Add or change a partner',
      description:
        'What a trusted partner posts is published at once; `trusted` is false if not given. A new name shows at once in the events and feeds that it organizes. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      body: { schema: PartnerInput, example: { ...FACTS, email: 'hej@teatern.example', trusted: false } },
      responses: {
        200: { description: 'The partner, changed or as it was.', schema: PartnerOutput, example: WHOLE },
        201: { description: 'The new partner.', schema: PartnerOutput, example: WHOLE },
      },
      dryRun: dryRunOf('DryRunOfPartner', { partner: PartnerOutput }, { partner: WHOLE }),
      problems: BODY_PROBLEMS,
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const { name, url = null, email = null, trusted } = check(PartnerInput(), await readJson(c))
      if (slug === HOUSE && trusted === false)
        throw unprocessable([{ pointer: '/trusted', detail: 'is true of the calendar’s own organisation' }])
      const partner = { slug, name, url, email, trusted: trusted ?? slug === HOUSE }
      const outcome = await putPartner(deps, partner, dryRun)
      if (dryRun) return json(c, { dryRun, ...outcome })
      return json(c, outcome.partner, outcome.status === 'created' ? 201 : 200)
    },
  )

  function shownTo(c: Ctx, partner: Partner) {
    const { slug, name, url, email, trusted } = named(partner, deps.config)
    const seesAll = c.var.principal !== null && hasScope(c.var.principal, 'admin')
    return seesAll ? { slug, name, url, email, trusted } : { slug, name, url }
  }
}

const FACTS = { name: 'Lilla teatern', url: 'https://teatern.example' }
const EXAMPLE = { slug: 'lilla-teatern', ...FACTS }
const WHOLE = { ...EXAMPLE, email: 'hej@teatern.example', trusted: false }
const SLUG = slugParameter(EXAMPLE.slug)
