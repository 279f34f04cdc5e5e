import { z } from '@hono/zod-openapi'
import type { Lists } from '../calendar/kept-lists.ts'
import { inLanguage } from '../calendar/language.ts'
import type { Deps } from '../deps.ts'
import { check } from '../events/check-input.ts'
import { localize } from '../events/normalise.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { readQuery } from '../http/validate.ts'
import { readTarget, slugParameter } from '../partners/administer.ts'
import { CategoryInput, CategoryOutput } from './input.ts'
import { readCategories } from './store.ts'
import { deleteCategory, putCategory } from './write.ts'

/** The calendar's own subjects. */
export function categoryRoutes(api: Api, deps: Deps, lists: Lists): void {
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
    (c) => {
      readQuery(c, NO_QUERY)
      const name = (texts: Record<string, string>) =>
        inLanguage(texts, { locale: language, locales })?.text ?? ''
      return lists(c, async () => {
        const items = await readCategories(deps.db)
        items.sort((a, b) => collator.compare(name(a.name), name(b.name)) || collator.compare(a.slug, b.slug))
        return { text: JSON.stringify({ items, next: null }) }
      })
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
      dryRun: DRY_RUN_ANSWER,
      problems: BODY_PROBLEMS,
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const { name, color } = check(CategoryInput(), await readJson(c))
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
      dryRun: DRY_RUN_ANSWER,
      problems: ['invalidParameter', 'forbidden', 'notFound', 'conflict'],
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const category = await deleteCategory(deps, slug, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'deleted', category, changes: [] })
      return respond(c, null, { status: 204 })
    },
  )
}

const NO_QUERY = z.object({})
const EXAMPLE = { slug: 'music', name: { sv: 'Musik', en: 'Music' }, color: '#b5451a' }
const SLUG = slugParameter(EXAMPLE.slug)
const DRY_RUN_ANSWER = dryRunOf('DryRunOfCategory', { category: CategoryOutput }, { category: EXAMPLE })
