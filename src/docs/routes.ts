import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { PROBLEMS, Problem, type ProblemCode } from '../errors.ts'
import type { Api, Ctx } from '../http/env.ts'
import { problemSlug } from '../http/problem.ts'
import { html as answerHtml, respond } from '../http/respond.ts'
import type { Assets } from './assets.ts'
import { guide, type Language, problemTable } from './guide.ts'
import { type Markup, page, STYLE } from './layout.ts'
import { PROBLEM_TEXTS } from './problem-texts.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** Swagger UI sets its styles by script, which needs no 'unsafe-inline'; its icons are data. */
const SWAGGER_POLICY = `${POLICY}; script-src 'self'; img-src 'self' data:; connect-src 'self'`

/** The documentation for people: `/docs`, and an explanation of each kind of problem. */
export function docsRoutes(api: Api, { config: { publicUrl } }: Deps, assets: Assets): void {
  api.get('/docs', (c) => {
    const language = languageOf(c)
    const title = language === 'sv' ? 'Dokumentation' : 'Documentation'
    const body = html`<header>${languages('/docs')}<h1>${title}</h1></header>
<main><section>${guide(language, publicUrl)}${problemTable(language)}
<h2>API</h2><p><a href="/api/v1/openapi.json">OpenAPI 3.1</a></p></section><div id="swagger"></div></main>`
    const head = html`<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui-bundle.js" defer></script><script src="/docs/start.js" defer></script>`
    return pageResponse(c, page(language, title, body, head), SWAGGER_POLICY)
  })

  api.get('/docs/start.js', (c) => respond(c, START, { type: JS, cacheControl: CACHE }))
  api.get('/docs/style.css', (c) => respond(c, STYLE, { type: CSS, cacheControl: CACHE }))
  api.get('/docs/swagger-ui.css', async (c) =>
    respond(c, await assets.read('swagger-ui.css'), { type: CSS, cacheControl: CACHE }),
  )
  api.get('/docs/swagger-ui-bundle.js', async (c) =>
    respond(c, await assets.read('swagger-ui-bundle.js'), { type: JS, cacheControl: CACHE }),
  )

  api.get('/problems/:slug', (c) => {
    const code = codeOf(c.req.param('slug'))
    if (code === undefined) throw new Problem('notFound', 'There is no such kind of problem.')
    const { status, title } = PROBLEMS[code]
    const { sv, en } = PROBLEM_TEXTS[code]
    const body = html`<header><h1>${title}</h1><p><code>${status}</code></p></header>
<main><section><p>${en}</p><p lang="sv">${sv}</p><p><a href="/docs">Documentation</a></p></section></main>`
    return pageResponse(c, page('en', title, body), POLICY)
  })
}

const CACHE = 'public, max-age=3600'
const JS = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'
const START = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger', deepLinking: true, validatorUrl: null })\n`

function pageResponse(c: Ctx, markup: Markup, policy: string): Response {
  return answerHtml(c, markup, {
    cacheControl: CACHE,
    headers: { 'Content-Security-Policy': policy, Vary: 'Accept-Language' },
  })
}

/** `?lang=` decides, else the first of the reader's languages that there is. */
export function languageOf(c: Ctx): Language {
  const wanted = c.req.query('lang') ?? c.req.header('accept-language') ?? ''
  return wanted.match(/\b(sv|en)\b/i)?.[0].toLowerCase() === 'en' ? 'en' : 'sv'
}

export function languages(path: string): Markup {
  return html`<nav><a href="${path}?lang=sv" lang="sv" hreflang="sv">Svenska</a> · <a href="${path}?lang=en" lang="en" hreflang="en">English</a></nav>`
}

function codeOf(slug: string): ProblemCode | undefined {
  const codes = Object.keys(PROBLEMS).filter((code): code is ProblemCode => code in PROBLEMS)
  return codes.find((code) => problemSlug(code) === slug)
}
