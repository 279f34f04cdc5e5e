import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/env.ts'
import { html as answerHtml } from '../http/respond.ts'
import { page } from './layout.ts'
import { languageOf, languages } from './routes.ts'

/** `/`: what this is, and where to go. */
export function welcomeRoutes(api: Api, { config }: Deps): void {
  api.get('/', (c) => {
    const language = languageOf(c)
    const name = config.calendarName[language] ?? config.calendarName[config.locales[0]] ?? 'Kalendarium'
    const text = TEXTS[language]
    const body = html`<header>${languages('/')}<h1>${name}</h1><p>${text.what}</p></header>
<main><section><ul>
<li><a href="/calendar.ics">${text.subscribe}</a></li>
<li><a href="/api/v1/occurrences">${text.api}</a></li>
<li><a href="/docs">${text.docs}</a></li>
</ul></section></main>`
    return answerHtml(c, page(language, name, body), {
      cacheControl: 'public, max-age=300',
      headers: {
        'Content-Security-Policy':
          "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        Vary: 'Accept-Language',
      },
    })
  })
}

const TEXTS = {
  sv: {
    what: 'En öppen kalender: evenemang läggs in en gång och går att läsa, prenumerera på och visa var som helst.',
    subscribe: 'Prenumerera (iCalendar)',
    api: 'Läs som JSON',
    docs: 'Dokumentation',
  },
  en: {
    what: 'An open calendar: events are posted once, to be read, subscribed to and shown anywhere.',
    subscribe: 'Subscribe (iCalendar)',
    api: 'Read as JSON',
    docs: 'Documentation',
  },
}
