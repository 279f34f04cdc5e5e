import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { PROBLEM_CODES, PROBLEMS, Problem, type ProblemCode } from '../errors.ts'
import type { Api } from '../http/env.ts'
import { problemSlug } from '../http/problem.ts'
import { type Representation, representationOf, send } from '../http/representation.ts'
import { languageOf, pageOf, type Site, sendPage } from '../site/site.ts'
import { RELEASED } from '../version.ts'
import type { AssetName, Assets } from './assets.ts'
import { guide, problemTable } from './guide.ts'
import { partnerGuide } from './partner-guide.ts'
import { PROBLEM_TEXTS, problemTitle } from './problem-texts.ts'

/** The documentation for people: `/docs`, and an explanation of each kind of problem. */
export function docsRoutes(api: Api, deps: Deps, site: Site, assets: Assets): void {
  const { publicUrl } = deps.config

  api.get('/docs', async (c) => {
    const language = languageOf(c, site)
    const title = language.texts.docs
    const main = html`<div class="prose"><h1>${title}</h1>
${guide(language.language, publicUrl)}${problemTable(language.language)}
<h2>API</h2><p><a href="/api/v1/openapi.json">OpenAPI 3.1</a></p></div><div id="swagger" lang="en"></div>`
    const head = html`<link rel="stylesheet" href="/docs/swagger-ui.css">\n`
    const scripts = ['/docs/swagger-ui-bundle.js', '/docs/start.js']
    const page = { language, title, path: '/docs', main, head, scripts, current: 'docs' } as const
    return sendPage(c, await pageOf(deps, site, page, LAST_MODIFIED))
  })

  const kept = new Map<string, Promise<Representation>>()
  const keep = (name: string, read: () => Promise<string>) => {
    const ready = kept.get(name) ?? read().then((text) => representationOf(deps, text, LAST_MODIFIED))
    kept.set(name, ready)
    ready.catch(() => kept.delete(name))
    return ready
  }
  const packaged = async (name: AssetName) => new TextDecoder().decode(await assets.read(name))
  api.get('/docs/start.js', async (c) => send(c, await keep('start.js', async () => START), { type: JS }))
  for (const [name, type] of PACKAGED) {
    api.get(`/docs/${name}`, async (c) => send(c, await keep(name, () => packaged(name)), { type }))
  }

  api.get('/docs/partners', async (c) => {
    const language = languageOf(c, site)
    const { title, text } = partnerGuide(await packaged('partners.md'), publicUrl)
    const main = html`<div class="prose text" lang="en">${text}</div>`
    const page = { language, title, path: '/docs/partners', main, current: 'docs' } as const
    return sendPage(c, await pageOf(deps, site, page, LAST_MODIFIED))
  })

  api.get('/problems/:slug', async (c) => {
    const slug = c.req.param('slug')
    const code = codeOf(slug)
    if (code === undefined) throw new Problem('notFound', 'There is no such kind of problem.')
    const language = languageOf(c, site)
    const title = problemTitle(code, language.language)
    const main = html`<div class="prose"><h1>${title}</h1><p><code>${PROBLEMS[code].status} ${slug}</code></p>
<p>${PROBLEM_TEXTS[code][language.language]}</p><p><a href="/docs">${language.texts.docs}</a></p></div>`
    const page = { language, title, path: `/problems/${slug}`, main }
    return sendPage(c, await pageOf(deps, site, page, LAST_MODIFIED))
  })
}

const JS = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'
/** Swagger UI's own files. */
const PACKAGED = [
  ['swagger-ui.css', CSS],
  ['swagger-ui-bundle.js', JS],
] as const
/** The documentation changes with the program. */
const LAST_MODIFIED = new Date(RELEASED)
/**
 * Swagger UI brings a `<main>` into ours, which would be two landmarks of the kind. Its dark look is a class of the root
 * element.
 */
const START = `SwaggerUIBundle({
  url: '/api/v1/openapi.json', dom_id: '#swagger', deepLinking: true, validatorUrl: null,
  onComplete: () => document.getElementById('operations')?.setAttribute('role', 'group'),
})
const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()\n`

function codeOf(slug: string): ProblemCode | undefined {
  return PROBLEM_CODES.find((code) => problemSlug(code) === slug)
}
