/** What went wrong, to people: programs get problem+json, browsers a page with a way on. */
import { html } from 'hono/html'
import type { Ctx } from '../http/env.ts'
import { PROBLEM_TYPE } from '../http/problem.ts'
import type { SiteLanguage } from './language.ts'
import { hrefOf } from './layout.ts'
import { failPage, languageOf, type Site } from './site.ts'

/** The answer itself, or where it is a problem and a browser asked for a page, that page with the same status. */
export async function forPeople(c: Ctx, site: Site, answer: Response): Promise<Response> {
  if (answer.headers.get('content-type') !== PROBLEM_TYPE || !wantsPage(c)) return answer
  const { status } = answer
  const language = languageOf(c, site)
  const texts = TEXTS[language.language]
  const [title, text] = texts[status] ?? texts.other
  const path = new URL(c.req.url).pathname
  const home = hrefOf('/', new URLSearchParams(), language)
  const main = html`<div class="prose"><h1>${title}</h1><p>${text}</p><p><a class="button" href="${home}">${texts.home}</a></p>
<p class="quiet">${status}${c.var.requestId ? html` · <code>${c.var.requestId}</code>` : ''}</p></div>`
  const page = await failPage(c, site, { language, title, path, main }, status)
  for (const name of ['Allow', 'Retry-After']) {
    const value = answer.headers.get(name)
    if (value !== null) page.headers.set(name, value)
  }
  return page
}

/** A browser that follows an address says text/html; a program that takes anything does not. */
function wantsPage(c: Ctx): boolean {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isApi = new URL(c.req.url).pathname.startsWith('/api/')
  return isRead && !isApi && (c.req.header('accept') ?? '').toLowerCase().includes('text/html')
}

type Words = readonly [title: string, text: string]

const TEXTS: Record<SiteLanguage, { other: Words; home: string; [status: number]: Words }> = {
  sv: {
    404: ['Sidan finns inte', 'Adressen kan vara felskriven, eller så har det som fanns här flyttat.'],
    410: ['Evenemanget är borttaget', 'Det har funnits i kalendern men finns inte längre.'],
    429: ['För många sidor på en gång', 'Vänta en minut och försök igen.'],
    503: ['Kalendern svarar inte just nu', 'Försök igen om en stund.'],
    other: [
      'Det gick inte',
      'Något blev fel. Försök igen om en stund, och uppge gärna numret nedan om du hör av dig.',
    ],
    home: 'Till kalendern',
  },
  en: {
    404: ['There is no such page', 'The address may be misspelt, or what was here has moved.'],
    410: ['The event was removed', 'It was in the calendar and is no more.'],
    429: ['Too many pages at once', 'Wait a minute and try again.'],
    503: ['The calendar does not answer now', 'Try again in a while.'],
    other: [
      'It did not work',
      'Something went wrong. Try again in a while, and tell the number below if you write to us.',
    ],
    home: 'To the calendar',
  },
}
