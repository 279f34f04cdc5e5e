/** This view as a feed: for calendar programs, for services, for readers. */
import { html } from 'hono/html'
import type { PageLanguage, SiteLanguage } from '../language.ts'
import type { Alternate } from '../layout.ts'
import type { Markup } from '../markup.ts'

export interface FeedAddresses {
  ics: string
  webcal: string
  google: string
  outlook: string
  office: string
  rss: string
  atom: string
  json: string
}

/**
 * The feeds of a view. The address of a calendar is `/calendar.ics`, of a named view `/v/{slug}.ics`; the filters follow.
 *
 * @param name what the calendar is called where it is subscribed to
 */
export function feedAddresses(
  publicUrl: string,
  path: string,
  search: URLSearchParams,
  { asked }: PageLanguage,
  name: string,
): FeedAddresses {
  const all = new URLSearchParams(search)
  if (asked !== null) all.set('lang', asked)
  const query = all.size > 0 ? `?${all}` : ''
  const base = `${publicUrl}${path === '/' ? '/calendar' : path}`
  const ics = `${base}.ics${query}`
  const webcal = ics.replace(/^https?:/, 'webcal:')
  const from = new URLSearchParams({ url: ics, name })
  return {
    ics,
    webcal,
    google: `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: webcal })}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${from}`,
    office: `https://outlook.office.com/calendar/0/addfromweb?${from}`,
    rss: `${base}.rss${query}`,
    atom: `${base}.atom${query}`,
    json: `${base}.json${query}`,
  }
}

/** For `<link rel="alternate">`. */
export function feedAlternates({ ics, rss, atom, json }: FeedAddresses, name: string): Alternate[] {
  return [
    { type: 'text/calendar', title: `${name} (iCalendar)`, href: ics },
    { type: 'application/rss+xml', title: `${name} (RSS)`, href: rss },
    { type: 'application/atom+xml', title: `${name} (Atom)`, href: atom },
    { type: 'application/feed+json', title: `${name} (JSON Feed)`, href: json },
  ]
}

/** @param chosen the filters in words; none: everything */
export function subscribeSection(
  feeds: FeedAddresses,
  chosen: readonly string[],
  { language }: PageLanguage,
): Markup {
  const texts = TEXTS[language]
  return html`<section id="subscribe" class="subscribe" aria-labelledby="subscribe-title">
<h2 id="subscribe-title">${chosen.length > 0 ? texts.titleChosen : texts.title}</h2>
<p>${chosen.length > 0 ? html`${texts.contains} <strong>${chosen.join(' · ')}</strong>. ` : texts.everything}${texts.fresh}</p>
<ul class="ways">
<li><a class="button" href="${feeds.webcal}">${texts.program}</a></li>
<li><a class="button" href="${feeds.google}" rel="external noopener">${texts.google}</a></li>
<li><a class="button" href="${feeds.outlook}" rel="external noopener">Outlook.com</a></li>
<li><a class="button" href="${feeds.office}" rel="external noopener">Microsoft 365</a></li>
</ul>
<div class="address"><label for="feed-address">${texts.address}</label>
<div><input id="feed-address" type="text" readonly value="${feeds.ics}"><button type="button" class="copy" data-copy="feed-address" data-done="${texts.copied}">${texts.copy}</button></div></div>
<p class="readers">${texts.readers} <a href="${feeds.rss}">RSS</a>, <a href="${feeds.atom}">Atom</a> ${texts.and} <a href="${feeds.json}">JSON Feed</a>.</p>
</section>`
}

const TEXTS: Record<SiteLanguage, Record<
  'title' | 'titleChosen' | 'contains' | 'everything' | 'fresh' | 'program' | 'google' | 'address' | 'copy' | 'copied' | 'readers' | 'and', string
>> = {
  sv: {
    title: 'Prenumerera på kalendern',
    titleChosen: 'Prenumerera på urvalet',
    contains: 'Flödet har just det du ser:',
    everything: 'Flödet har allt som publiceras. Filtrera först om du vill ha en del av det. ',
    fresh: 'Det går 90 dagar bakåt och hur långt fram som helst. Ändras eller ställs något in så ändras det i din kalender också, inom några timmar i de flesta program.',
    program: 'Kalenderprogram',
    google: 'Google Kalender',
    address: 'Adress till flödet (iCalendar)',
    copy: 'Kopiera',
    copied: 'Adressen är kopierad',
    readers: 'Nytt och ändrat, för läsare och webbplatser:',
    and: 'och',
  },
  en: {
    title: 'Subscribe to the calendar',
    titleChosen: 'Subscribe to this selection',
    contains: 'The feed has just what you see:',
    everything: 'The feed has everything that is published. Filter first if you want a part of it. ',
    fresh: 'It goes back 90 days, and forward without end. What changes or is cancelled changes in your calendar too, within hours in most programs.',
    program: 'Calendar program',
    google: 'Google Calendar',
    address: 'Address of the feed (iCalendar)',
    copy: 'Copy',
    copied: 'The address is copied',
    readers: 'What is new and changed, for readers and sites:',
    and: 'and',
  },
} // biome-ignore format: texts to read
