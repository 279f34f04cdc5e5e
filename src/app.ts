import { OpenAPIHono } from '@hono/zod-openapi'
import { createAgenda } from './calendar/agenda.ts'
import { createFacets } from './calendar/facets.ts'
import { createFeeds } from './calendar/feed.ts'
import { feedRoutes } from './calendar/feed-routes.ts'
import { createLists } from './calendar/kept-lists.ts'
import { createMonths } from './calendar/months.ts'
import { createPresenter } from './calendar/presenter.ts'
import { calendarReadRoutes } from './calendar/routes.ts'
import { categoryRoutes } from './categories/routes.ts'
import { changeRoutes } from './changes/routes.ts'
import type { Deps } from './deps.ts'
import { aboutRoutes } from './docs/about-routes.ts'
import type { Assets } from './docs/assets.ts'
import { openApiDocument } from './docs/openapi.ts'
import { docsRoutes } from './docs/routes.ts'
import { oembedRoutes } from './embed/oembed-routes.ts'
import { embedRoutes } from './embed/routes.ts'
import { occurrenceWriteRoutes } from './events/occurrence-routes.ts'
import { eventWriteRoutes } from './events/routes.ts'
import type { Api, Env } from './http/env.ts'
import { healthRoutes } from './http/health.ts'
import { identify } from './http/identify.ts'
import { createKept } from './http/kept.ts'
import { observe } from './http/observe.ts'
import { answerError } from './http/problem.ts'
import { publicReads } from './http/public-reads.ts'
import { unmatched } from './http/unmatched.ts'
import { importRoutes } from './imports/routes.ts'
import { createMeters, type Meters } from './limits/meters.ts'
import { linkedRoutes } from './linked/routes.ts'
import { moderationRoutes } from './moderation/routes.ts'
import { createNewsResponses } from './news/responses.ts'
import { newsRoutes } from './news/routes.ts'
import { once } from './once.ts'
import { keyRoutes } from './partners/key-routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { accessibilityRoutes } from './site/accessibility.ts'
import { calendarPageRoutes, createCalendarPages } from './site/calendar/routes.ts'
import { eventPageRoutes } from './site/event/routes.ts'
import { forPeople } from './site/problem-page.ts'
import { assetRoutes, createSite } from './site/site.ts'
import { sitemapRoutes } from './sitemap/routes.ts'
import { sourceRoutes } from './sources/routes.ts'
import { viewPageRoutes } from './views/page-routes.ts'
import { viewRoutes } from './views/routes.ts'
import { deliveryRoutes } from './webhooks/delivery-routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** The whole service: what is where. */
export function createApp(deps: Deps, assets: Assets, meters: Meters = createMeters(deps)): Api {
  const app: Api = new OpenAPIHono<Env>()
  const site = createSite(deps)
  app.onError((error, c) => forPeople(c, site, answerError(c, error, deps)))
  app.use(observe(deps))
  healthRoutes(app, deps) //          /healthz /readyz /metrics
  app.use(identify(deps, meters))
  app.use(publicReads(app, deps))

  const present = createPresenter(deps)
  const keep = createKept(deps)
  const lists = createLists(deps, keep)
  const months = createMonths(deps, keep)
  const agenda = createAgenda(deps, months)
  const facets = createFacets(deps, months)
  calendarReadRoutes(app, deps, present, lists, agenda, facets) // /api/v1/occurrences /events /facets
  changeRoutes(app, deps, present) // /api/v1/changes
  eventWriteRoutes(app, deps) //      /api/v1/events
  occurrenceWriteRoutes(app, deps) // /api/v1/events/{id}/occurrences/{recurrence-id} /split
  moderationRoutes(app, deps) //      /api/v1/events/{id}/publication /history /version
  importRoutes(app, deps) //          /api/v1/imports
  sourceRoutes(app, deps) //          /api/v1/sources
  categoryRoutes(app, deps, lists) // /api/v1/categories
  partnerRoutes(app, deps, lists) //  /api/v1/partners
  keyRoutes(app, deps) //             /api/v1/partners/{slug}/keys
  webhookRoutes(app, deps) //         /api/v1/webhooks
  deliveryRoutes(app, deps) //        /api/v1/webhooks/{slug}/deliveries
  // Made at the first request, when all is mounted.
  const describe = once(() => openApiDocument(app, deps.config))
  aboutRoutes(app, deps, describe) // /api/v1/api-info /openapi.json

  const feeds = createFeeds(deps, keep)
  const news = createNewsResponses(deps, keep)
  feedRoutes(app, deps, feeds) //     /calendar.ics /events/{slug}.ics
  newsRoutes(app, deps, news) //      /calendar.rss .atom .json
  linkedRoutes(app, deps, keep) //    /calendar.jsonld /dataset.jsonld
  sitemapRoutes(app, deps, keep) //   /sitemap.xml /robots.txt
  assetRoutes(app, deps, site) //     /assets/{hash}/{name}
  docsRoutes(app, deps, site, { assets, describe }) // /docs /docs/api /docs/partners /problems/{kind}
  embedRoutes(app, deps, site, assets) // /embed.js /embed
  oembedRoutes(app, deps, site) //    /oembed
  accessibilityRoutes(app, deps, site) // /accessibility
  const pages = createCalendarPages(deps, site, { presenter: present, months, agenda, facets }, keep)
  calendarPageRoutes(app, pages) //   /
  viewRoutes(app, deps, lists) //    /api/v1/views
  viewPageRoutes(app, deps, { pages, feeds, news }) // /v/{slug} .ics .rss .atom .json
  eventPageRoutes(app, deps, site, keep) // /events/{slug}

  const missing = unmatched(app, deps)
  app.notFound((c) => forPeople(c, site, missing(c)))
  return app
}
