import { parseFilters } from '../calendar/filters.ts'
import { ALLOWED, type ParameterName } from '../calendar/parameters.ts'
import { stateName } from '../calendar/revision.ts'
import type { Deps } from '../deps.ts'
import { named } from '../events/context.ts'
import type { Api } from '../http/env.ts'
import type { Kept } from '../http/kept.ts'
import { representationOf, send } from '../http/representation.ts'
import { DAY } from '../time/civil.ts'
import { datasetDocument } from './dataset.ts'
import { calendarGraph } from './graph.ts'

const ANSWER = { type: 'application/ld+json; charset=utf-8' }
const PAST_DAYS = 90

const OF_GRAPH: ReadonlySet<ParameterName> = new Set(
  [...ALLOWED.feed].filter((name) => !['sort', 'limit', 'cancelled'].includes(name)),
)

/** The calendar as linked data, and as a data set of a catalogue. */
export function linkedRoutes(api: Api, deps: Deps, keep: Kept): void {
  const { config, db } = deps
  const kept = keep()

  api.get('/calendar.jsonld', async (c) => {
    const filters = parseFilters(new URL(c.req.url).searchParams, {
      timeZone: config.timeZone,
      now: null,
      allowed: OF_GRAPH,
      kind: 'events',
    })
    const state = await deps.revision()
    const { changed } = state
    const today = Math.floor(deps.now().getTime() / DAY) * DAY
    const past = filters.past === 'all' ? null : today - (filters.past ?? PAST_DAYS) * DAY
    const asked = { ...filters, from: filters.from ?? past }
    const lastModified = new Date(Math.max(today, changed.getTime()))
    const representation = await kept(JSON.stringify(asked), `${stateName(state)} ${today}`, async () =>
      representationOf(deps, JSON.stringify(await calendarGraph(deps, asked, today)), lastModified),
    )
    return send(c, representation, ANSWER)
  })

  api.get('/dataset.jsonld', async (c) => {
    const { changed } = await deps.revision()
    const house = await db
      .selectFrom('partners')
      .select(['name', 'url'])
      .where('slug', '=', 'house')
      .executeTakeFirst()
    const publisher = named(house ?? { name: '', url: null }, config)
    const categories = await db.selectFrom('categories').select(['slug', 'name']).orderBy('slug').execute()
    const document = datasetDocument({ config, publisher, categories, changed })
    return send(c, representationOf(deps, JSON.stringify(document), changed), ANSWER)
  })
}
