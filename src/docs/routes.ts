import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { PROBLEM_CODES, PROBLEMS, Problem, type ProblemCode } from '../errors.ts'
import type { Api } from '../http/env.ts'
import { problemSlug } from '../http/problem.ts'
import type { Representation } from '../http/representation.ts'
import type { PageLanguage } from '../site/language.ts'
import type { Page } from '../site/layout.ts'
import { languageOf, pageOf, type Site, sendPage } from '../site/site.ts'
import { RELEASED } from '../version.ts'
import type { Assets } from './assets.ts'
import type { OpenApiDocument } from './openapi.ts'
import { docsPage, docsTexts } from './page.ts'
import { partnerGuide } from './partner-guide.ts'
import { PROBLEM_TEXTS, problemTitle } from './problem-texts.ts'
import { REFERENCE_PATH } from './reference/ids.ts'
import { referencePage } from './reference/page.ts'
import { referenceTexts } from './reference/texts.ts'

/** What the documentation is made of. */
export interface Sources {
  assets: Assets
  describe: () => OpenApiDocument
}

/** The documentation for people: the guides, the reference of the API, and an explanation of each kind of problem. */
export function docsRoutes(api: Api, deps: Deps, site: Site, { assets, describe }: Sources): void {
  const { publicUrl } = deps.config
  const kept = new Map<string, Representation>()

  /** A page that is made when it is first asked for in a language, and kept: it changes with the program alone. */
  function page(path: string, make: (language: PageLanguage) => Content | Promise<Content>): void {
    api.get(path, async (c) => {
      const language = languageOf(c, site)
      // Links keep a language that was asked for.
      const name = `${language.locale} ${language.asked} ${path}`
      const made =
        kept.get(name) ??
        (await pageOf(
          deps,
          site,
          { language, path, current: 'docs', ...(await make(language)) },
          LAST_MODIFIED,
        ))
      kept.set(name, made)
      return sendPage(c, made)
    })
  }

  page('/docs', (language) => ({
    title: language.texts.docs,
    description: docsTexts(language.language).description,
    main: docsPage(describe(), language, publicUrl),
  }))

  page(REFERENCE_PATH, (language) => {
    const { title, description } = referenceTexts(language.language)
    const scripts = [site.asset('calendar.js')]
    return { title, description, main: referencePage(describe(), language), scripts }
  })

  page('/docs/partners', async (language) => {
    const markdown = new TextDecoder().decode(await assets.read('partners.md'))
    const { title, text } = partnerGuide(markdown, publicUrl)
    const [, description] = docsTexts(language.language).partners
    return { title, description, main: html`<div class="prose text" lang="en">${text}</div>` }
  })

  api.get('/problems/:slug', async (c) => {
    const slug = c.req.param('slug')
    const code = codeOf(slug)
    if (code === undefined) throw new Problem('notFound', 'There is no such kind of problem.')
    const language = languageOf(c, site)
    const title = problemTitle(code, language.language)
    const main = html`<div class="prose"><h1>${title}</h1><p><code>${PROBLEMS[code].status} ${slug}</code></p>
<p>${PROBLEM_TEXTS[code][language.language]}</p><p><a href="/docs">${language.texts.docs}</a></p></div>`
    const explained = { language, title, path: `/problems/${slug}`, main }
    return sendPage(c, await pageOf(deps, site, explained, LAST_MODIFIED))
  })
}

type Content = Pick<Page, 'title' | 'description' | 'main' | 'scripts'>

/** The documentation changes with the program. */
const LAST_MODIFIED = new Date(RELEASED)

function codeOf(slug: string): ProblemCode | undefined {
  return PROBLEM_CODES.find((code) => problemSlug(code) === slug)
}
