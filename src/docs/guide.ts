import { html } from 'hono/html'
import { PROBLEM_CODES, PROBLEMS } from '../errors.ts'
import { problemSlug } from '../http/problem.ts'
import type { SiteLanguage } from '../site/language.ts'
import type { Markup } from '../site/markup.ts'
import { problemTitle } from './problem-texts.ts'
import { scrolling } from './scroll.ts'

/** The guide of one language: what subscribers and developers ask first. */
export function guide(language: SiteLanguage, publicUrl: string): Markup {
  return language === 'sv' ? swedish(publicUrl) : english(publicUrl)
}

const swedish = (url: string) => html`
<h2 id="smalare-flode">Välj ett smalare flöde</h2>
<p><code>${url}/calendar.ics</code> har allt som är publicerat, från 90 dagar bakåt. Google Kalender slutar läsa
vid omkring 1 MB. Har kalendern många evenemang, prenumerera på det som angår dig:</p>
${feeds(url, ['En kategori', 'Två kategorier', 'En ort', 'Allt utom en typ', 'Bara det som kommer', 'Inom 5 km'], 'Exempel på flöden')}
<p>Samma filter gäller överallt: upprepad parameter betyder <em>eller</em>, olika betyder <em>och</em>, och ett
värde som börjar med <code>-</code> utesluter. <code>lang=en</code> ger engelska texter. Ställs något in visas det
som ”INSTÄLLT: …”, eftersom Google döljer inställda händelser; <code>cancelled=status</code> sänder i stället
<code>STATUS:CANCELLED</code> och <code>cancelled=omit</code> utelämnar det.</p>
<h2 id="skriva">Skriva</h2>
<p>Att läsa kräver ingen nyckel. Att skriva kräver <code>Authorization: Bearer NYCKEL</code>; nycklar delas ut av dem
som sköter kalendern. En nyckel hör aldrig hemma i en adress eller i en webbsida. <a href="/docs/partners">Guiden för
partner</a> (på engelska) leder från en nyckel till en synkad kalender på tio minuter.</p>
<h2 id="granskning">Granskning</h2>
<p>En betrodd parts evenemang publiceras genast, andras väntar på redaktionen. Ändrar en part som inte är betrodd något
som är publicerat, blir svaret 202: ändringen väntar, och det publicerade visas som förut. Fler ändringar utgår från den
väntande versionen, med dess <code>ETag</code>; <code>?version=held</code> visar den. Redaktionens kö är
<code>GET /events?state=submitted</code>: där står vad som skiljer och vilka evenemang som kan vara dubbletter. Med
<code>PUT /events/{id}/publication</code> publiceras eller avvisas, och <code>note</code> når parten.
<code>GET /events/{id}/history</code> visar vem som ändrade vad, och <code>PUT /events/{id}/version</code> återställer
en tidigare version.</p>`

const english = (url: string) => html`
<h2 id="narrower-feed">Choose a narrower feed</h2>
<p><code>${url}/calendar.ics</code> has everything published, from 90 days back. Google Calendar stops reading near
1 MB. Where the calendar has many events, subscribe to what concerns you:</p>
${feeds(url, ['One category', 'Two categories', 'One town', 'All but one type', 'Only what is to come', 'Within 5 km'], 'Examples of feeds')}
<p>The same filters apply everywhere: a repeated parameter is <em>or</em>, different ones are <em>and</em>, and a
value that starts with <code>-</code> excludes. <code>lang=en</code> gives English texts. What is cancelled shows as
“CANCELLED: …”, since Google hides cancelled events; <code>cancelled=status</code> sends
<code>STATUS:CANCELLED</code> instead, and <code>cancelled=omit</code> leaves it out.</p>
<h2 id="writing">Writing</h2>
<p>Reading needs no key. Writing needs <code>Authorization: Bearer KEY</code>; keys come from those who run the
calendar. A key never belongs in an address or in a web page. <a href="/docs/partners">The guide for partners</a> leads
from a key to a synced calendar in ten minutes.</p>
<h2 id="moderation">Moderation</h2>
<p>A trusted partner’s events are published at once, those of others wait for the editors. When a partner who is not
trusted changes what is published, the answer is 202: the change waits, and what is published stays as it is. Further
changes go on from the version that waits, by its <code>ETag</code>; <code>?version=held</code> shows it. The editors’
queue is <code>GET /events?state=submitted</code>: it tells what differs, and which events may be duplicates.
<code>PUT /events/{id}/publication</code> publishes or rejects, and <code>note</code> reaches the partner.
<code>GET /events/{id}/history</code> tells who changed what, and <code>PUT /events/{id}/version</code> restores an
earlier version.</p>`

const QUERIES = [
  'category=music',
  'category=music&category=film',
  'locality=Lund',
  'type=-deadline',
  'past=0',
  'near=55.705,13.193&radius=5',
]

function feeds(url: string, labels: readonly string[], label: string): Markup {
  const rows = QUERIES.map(
    (query, i) =>
      html`<tr><th scope="row">${labels[i]}</th><td><code>${url}<wbr>/calendar.ics<wbr>?${query}</code></td></tr>`,
  )
  return scrolling(label, html`<table>${rows}</table>`)
}

/** All kinds of problem, each with the anchor and the page that its type URI leads to. */
export function problemTable(language: SiteLanguage): Markup {
  const [heading, text] =
    language === 'sv'
      ? ['Fel', 'Varje fel är application/problem+json (RFC 9457). Fältet type är en av dessa adresser.']
      : ['Errors', 'Every error is application/problem+json (RFC 9457). Its type is one of these addresses.']
  const rows = PROBLEM_CODES.map(
    (code) =>
      html`<tr><td>${PROBLEMS[code].status}</td><td><a href="/problems/${problemSlug(code)}"><code>${problemSlug(code)}</code></a></td><td>${problemTitle(code, language)}</td></tr>`,
  )
  return html`<h2>${heading}</h2><p>${text}</p>${scrolling(heading, html`<table>${rows}</table>`)}`
}
