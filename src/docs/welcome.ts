import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/env.ts'
import { calendarName } from '../site/layout.ts'
import { answerPage, languageOf, type Site } from '../site/site.ts'

/** `/`: what this is, and where to go. */
export function welcomeRoutes(api: Api, deps: Deps, site: Site): void {
  api.get('/', (c) => {
    const language = languageOf(c, site)
    const text = TEXTS[language.language]
    const main = html`<div class="prose"><h1>${calendarName(site, language)}</h1><p>${text.what}</p><ul>
<li><a href="/calendar.ics">${text.subscribe}</a></li>
<li><a href="/api/v1/occurrences">${text.api}</a></li>
<li><a href="/docs">${text.docs}</a></li>
</ul></div>`
    return answerPage(c, deps, site, { language, title: '', path: '/', main, current: 'calendar' })
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
