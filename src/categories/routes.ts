import { z } from '@hono/zod-openapi'
import { inLanguage } from '../calendar/language.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { check } from '../events/check-input.ts'
import { named } from '../events/context.ts'
import { localize } from '../events/normalise.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation, type ParameterDoc } from '../http/operation.ts'
import { readQuery } from '../http/validate.ts'
import { requireScope } from '../partners/auth.ts'
import { CategoryInput, CategoryOutput, CategorySlug, PartnerOutput } from './input.ts'
import { readCategories, readPartners } from './store.ts'
import { deleteCategory, putCategory } from './write.ts'

/** The calendar's own lists: its categories, and who posts to it. */
export function categoryRoutes(api: Api, deps: Deps): void {
  const { locales } = deps.config
  const [language] = locales
  const collator = new Intl.Collator(language)

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/categories',
      operationId: 'listCategories',
      tag: 'Reading',
      summary: 'All categories',
      description: 'Sorted by name in the calendar’s first language.',
      responses: {
        200: {
          description: 'The categories.',
          schema: listOf(CategoryOutput),
          example: { items: [EXAMPLE], next: null },
        },
      },
      problems: ['invalidParameter'],
    },
    async (c) => {
      readQuery(c, NO_QUERY)
      const name = (texts: Record<string, string>) =>
        inLanguage(texts, { locale: language, locales })?.text ?? ''
      const items = await readCategories(deps.db)
      items.sort((a, b) => collator.compare(name(a.name), name(b.name)) || collator.compare(a.slug, b.slug))
      return json(c, { items, next: null })
    },
  )

  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/categories/{slug}',
      operationId: 'putCategory',
      tag: 'Administration',
      summary: 'Add or change a category',
      description:
        'A new name shows at once in the feeds of the events that carry the category. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      body: { schema: CategoryInput, example: { name: EXAMPLE.name, color: EXAMPLE.color } },
      responses: {
        200: { description: 'The category, changed or as it was.', schema: CategoryOutput, example: EXAMPLE },
        201: { description: 'The new category.', schema: CategoryOutput, example: EXAMPLE },
      },
      problems: BODY_PROBLEMS,
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const { name, color } = check(CategoryInput, await readJson(c))
      const category = { slug, name: localize(name, language), color: color?.toLowerCase() ?? null }
      const outcome = await putCategory(deps, category, dryRun)
      if (dryRun) return json(c, { dryRun, ...outcome })
      return json(c, outcome.category, outcome.status === 'created' ? 201 : 200)
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/categories/{slug}',
      operationId: 'deleteCategory',
      tag: 'Administration',
      summary: 'Remove a category',
      description: 'One that no event carries any more; else 409. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      responses: { 204: { description: 'It is gone.' } },
      problems: ['invalidParameter', 'forbidden', 'notFound', 'conflict'],
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const category = await deleteCategory(deps, slug, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'deleted', category, changes: [] })
      return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/partners',
      operationId: 'listPartners',
      tag: 'Reading',
      summary: 'All organisations that post events',
      description: 'Sorted by name.',
      responses: {
        200: {
          description: 'The partners.',
          schema: listOf(PartnerOutput),
          example: { items: [{ slug: 'house', name: 'Kalendarium', url: null }], next: null },
        },
      },
      problems: ['invalidParameter'],
    },
    async (c) => {
      readQuery(c, NO_QUERY)
      const items = (await readPartners(deps.db)).map((partner) => named(partner, deps.config))
      items.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.slug, b.slug))
      return json(c, { items, next: null })
    },
  )
}

const NO_QUERY = z.object({})
const WRITE_QUERY = z.object({ dryRun: z.enum(['true', 'false'], 'must be true or false').optional() })
const EXAMPLE = { slug: 'music', name: { sv: 'Musik', en: 'Music' }, color: '#b5451a' }
const SLUG: ParameterDoc = {
  name: 'slug',
  in: 'path',
  description: 'Lower-case letters, digits and hyphens.',
  schema: { type: 'string' },
  example: EXAMPLE.slug,
}

/** @throws Problem 401, 403, or 400 on a slug or a query that cannot be */
function readTarget(c: Ctx): { slug: string; dryRun: boolean } {
  requireScope(c.var.principal, 'admin')
  const { dryRun } = readQuery(c, WRITE_QUERY)
  const slug = CategorySlug.safeParse(c.req.param('slug'))
  if (slug.success) return { slug: slug.data, dryRun: dryRun === 'true' }
  const detail = slug.error.issues[0]?.message ?? 'is no slug'
  throw new Problem('invalidParameter', 'The address has a fault.', [{ parameter: 'slug', detail }])
}
