/**
 * The accessibility statement, built as DIGG's model has it (lag 2018:1937 om tillgänglighet till digital offentlig service
 * §13; directive 2016/2102 article 7). What only the operator can know comes from the configuration.
 */
import { html } from 'hono/html'
import type { AccessibilityConfig, Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/env.ts'
import { RELEASED } from '../version.ts'
import { longDate } from './dates.ts'
import type { PageLanguage, SiteLanguage } from './language.ts'
import { calendarName } from './layout.ts'
import { localText, type Markup } from './markup.ts'
import { languageOf, pageOf, type Site, sendPage } from './site.ts'

/** `/accessibility`. */
export function accessibilityRoutes(api: Api, deps: Deps, site: Site): void {
  api.get('/accessibility', async (c) => {
    const language = languageOf(c, site)
    const name = calendarName(site, language)
    const title = language.texts.statement
    const main = html`<div class="prose"><h1>${breakable(title)}</h1>${statement(deps.config, name, language)}</div>`
    const page = { language, title, path: '/accessibility', main, current: 'accessibility' } as const
    return sendPage(c, await pageOf(deps, site, page, new Date(RELEASED)))
  })
}

/** A soft hyphen where the longest word may break: on a phone it is wider than the line, and not every browser knows how. */
function breakable(title: string): string {
  return title.replace('hetsredo', 'hets\u00ADredo')
}

function statement({ accessibility, publicUrl }: Config, name: string, language: PageLanguage): Markup {
  const { owner = name, status, assessed, issues, contact } = accessibility
  const texts = TEXTS[language.language]
  const date = (day: string) => longDate(day, language.language)
  return html`<p>${texts.intro(owner)} <strong>${name}</strong>, <a href="${publicUrl}/">${publicUrl.replace(/^https?:\/\//, '')}</a>.</p>
<h2>${texts.how}</h2>
<p>${status ? texts.status[status] : texts.unjudged}</p>
<h2>${texts.issuesTitle}</h2>
${issues ? html`<p>${localText(issues, language)}</p>\n` : ''}<p>${texts.noIssues(issues !== undefined)}</p>
<p>${texts.partners}</p>
<h2>${texts.reportTitle}</h2>
<p>${texts.report} ${contactLink(contact, texts.noContact)}</p>
<p>${texts.other}</p>
<h2>${texts.authorityTitle}</h2>
<p>${texts.authority} <a href="https://www.digg.se/tdosanmalan" hreflang="sv">${texts.authorityLink}</a>.</p>
<h2>${texts.testedTitle}</h2>
<p>${texts.tested}</p>
<p>${assessed ? texts.assessed(date(assessed)) : ''} ${texts.updated(date(RELEASED))}</p>
<h2>${texts.helpTitle}</h2>
<ul>${texts.help.map((line) => html`<li>${line}</li>`)}</ul>`
}

function contactLink(contact: AccessibilityConfig['contact'], none: string): Markup | string {
  if (contact === undefined) return none
  const href = contact.includes('://') ? contact : `mailto:${contact}`
  return html`<a href="${href}">${contact.replace(/^https?:\/\//, '')}</a>`
}

interface StatementTexts {
  intro: (owner: string) => string
  how: string
  status: Record<'full' | 'partial' | 'none', string>
  unjudged: string
  issuesTitle: string
  /** Of the program's own pages; `beside` what the operator tells of. */
  noIssues: (beside: boolean) => string
  partners: string
  reportTitle: string
  report: string
  noContact: string
  other: string
  authorityTitle: string
  authority: string
  authorityLink: string
  testedTitle: string
  tested: string
  assessed: (day: string) => string
  updated: (day: string) => string
  helpTitle: string
  help: readonly string[]
}

const TEXTS: Record<SiteLanguage, StatementTexts> = {
  sv: {
    intro: (owner) =>
      `${owner} står bakom den här webbplatsen och vill att så många som möjligt ska kunna använda den. Här står hur den uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du berättar om fler. Redogörelsen gäller`,
    how: 'Hur tillgänglig är webbplatsen?',
    status: {
      full: 'Webbplatsen är helt förenlig med lagen om tillgänglighet till digital offentlig service.',
      partial: 'Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service, på grund av de brister som beskrivs nedan.',
      none: 'Webbplatsen är inte förenlig med lagen om tillgänglighet till digital offentlig service. Bristerna beskrivs nedan.',
    },
    unjudged: 'Webbplatsen är byggd för att uppfylla WCAG 2.2 på nivå AA och prövas mot den inför varje ny version. Någon egen bedömning av hur den uppfyller lagen är ännu inte gjord här.',
    issuesTitle: 'Innehåll som inte är tillgängligt',
    noIssues: (beside) => `${beside ? 'För övrigt känner vi' : 'Vi känner'} inte till några brister i kalenderns egna sidor.`,
    partners: 'Texter om evenemang skrivs av arrangörerna. De kan sakna beskrivningar, finnas på bara ett språk eller länka till sidor som inte är tillgängliga.',
    reportTitle: 'Kontakta oss om du hittar fler brister',
    report: 'Hör av dig om något inte går att använda, eller om du behöver innehållet på ett annat sätt. Berätta gärna vilken sida det gäller och vad du använder för att läsa den:',
    noContact: 'kontakta den som driver kalendern.',
    other: 'Alla evenemang finns också som kalenderflöde (iCalendar), RSS och öppna data, att läsa i det program som passar dig.',
    authorityTitle: 'Kontakta tillsynsmyndigheten',
    authority: 'Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om dina synpunkter kan du',
    authorityLink: 'anmäla det till Digg',
    testedTitle: 'Hur vi har testat webbplatsen',
    tested: 'Programmet prövas med axe-core på alla vyer, i båda språken, i ljust och mörkt utförande och i dator- och mobilbredd, och med tangentbord, förstoring till 400 % och utan skript.',
    assessed: (day) => `Senaste bedömningen gjordes den ${day}.`,
    updated: (day) => `Redogörelsen uppdaterades senast den ${day}.`,
    helpTitle: 'Så är kalendern gjord',
    help: [
      'Allt går att nå med tangentbordet, och det syns var du är.',
      'Inställt, uppskjutet och flyttat sägs i ord och tecken, aldrig bara med färg.',
      'Månaden är en riktig tabell; på smala skärmar och i stor förstoring blir den en lista dag för dag.',
      'Texter på ett annat språk än sidans är märkta med sitt språk, så att skärmläsare uttalar dem rätt.',
      'Sidan följer dina inställningar för mörkt läge, kontrast och rörelse, och går att skriva ut.',
    ],
  },
  en: {
    intro: (owner) =>
      `${owner} is behind this site and wants as many as possible to be able to use it. This is how it meets the Swedish act on accessibility of digital public services, what faults we know of, and how to tell us of others. The statement is about`,
    how: 'How accessible is the site?',
    status: {
      full: 'The site is fully compliant with the act on accessibility of digital public services.',
      partial: 'The site is partially compliant with the act on accessibility of digital public services, due to the faults described below.',
      none: 'The site is not compliant with the act on accessibility of digital public services. Its faults are described below.',
    },
    unjudged: 'The site is built to meet WCAG 2.2 at level AA and is tested against it before each new version. How it meets the act has not yet been judged here.',
    issuesTitle: 'Content that is not accessible',
    noIssues: (beside) => `${beside ? 'Apart from that we' : 'We'} know of no faults in the calendar’s own pages.`,
    partners: 'Texts about events are written by their organisers. They may lack descriptions, be in one language only, or link to pages that are not accessible.',
    reportTitle: 'Tell us of other faults',
    report: 'Tell us if something cannot be used, or if you need the content in another way. Say which page it is, and what you read it with:',
    noContact: 'contact those who run the calendar.',
    other: 'All events are also there as a calendar feed (iCalendar), RSS and open data, to read in the program that suits you.',
    authorityTitle: 'Contact the authority',
    authority: 'The Agency for Digital Government (Digg) supervises the act. If you are not content with how we take care of your remarks you can',
    authorityLink: 'report it to Digg (in Swedish)',
    testedTitle: 'How the site has been tested',
    tested: 'The program is tested with axe-core on all views, in both languages, in light and dark, at the width of a computer and of a phone, and by keyboard, at 400% zoom and without script.',
    assessed: (day) => `The last judgement was made on ${day}.`,
    updated: (day) => `The statement was last updated on ${day}.`,
    helpTitle: 'How the calendar is made',
    help: [
      'Everything can be reached by keyboard, and you see where you are.',
      'Cancelled, postponed and moved are said in words and signs, never by colour alone.',
      'The month is a real table; on narrow screens and at high zoom it becomes a list, day by day.',
      'Texts in another language than the page’s are marked with their language, so that screen readers say them right.',
      'The page follows your settings for dark mode, contrast and motion, and can be printed.',
    ],
  },
} // biome-ignore format: texts to read
