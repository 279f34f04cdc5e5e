/** The facts of an event beside its text: when, where, for how much, by whom, for whom. */
import { html } from 'hono/html'
import { feedWords } from '../../calendar/feed-words.ts'
import { inLanguage } from '../../calendar/language.ts'
import { isOnTheNet } from '../../calendar/place.ts'
import { recurs } from '../../events/content.ts'
import type { Description } from '../../events/model.ts'
import { dot } from '../calendar/entry.ts'
import { icon } from '../calendar/icons.ts'
import { languageName } from '../calendar/labels.ts'
import { calendarTexts } from '../calendar/texts.ts'
import type { PageLanguage } from '../language.ts'
import { hrefOf } from '../layout.ts'
import { langOf, localText, type Markup, plainLocal } from '../markup.ts'
import { mapUrl } from './add.ts'
import type { EventView } from './load.ts'
import { machineTime, momentText } from './moment.ts'
import { ruleText } from './rule-text.ts'
import { eventTexts } from './texts.ts'

export function factList(view: EventView, language: PageLanguage): Markup {
  const texts = eventTexts(language.language)
  const { shown } = view
  const facts: [string, Markup | string][] = [
    [texts.when, whenFact(view, language)],
    [texts.where, whereFact(shown, language)],
    [texts.attendance, attendanceFact(shown, language)],
    [texts.price, priceFact(shown, language)],
    [texts.organizer, organizerFact(view)],
    [texts.language, languageNames(shown, language)],
    [texts.audience, shown.audience.join(', ')],
    [texts.accessibility, accessibilityFact(shown, language)],
    [texts.categories, categoriesFact(view, language)],
    [texts.tags, tagsFact(shown, language)],
  ]
  return html`<dl class="event-facts">${facts.map(([name, fact]) => (fact ? html`<div><dt>${name}</dt><dd>${fact}</dd></div>\n` : ''))}</dl>`
}

function whenFact(view: EventView, language: PageLanguage): Markup | '' {
  const { occurrence, event, isOneDate, now } = view
  const isSeries = recurs(event.content.schedule) && !isOneDate
  const rule = isSeries ? html`<p>${ruleText(event.content, language.language)}</p>` : ''
  if (!occurrence) return rule
  const isNext = isSeries && (occurrence.end ?? occurrence.start) >= now
  const text = momentText(occurrence, view, language)
  const words = isNext && language.language === 'sv' ? text.charAt(0).toLowerCase() + text.slice(1) : text
  const isOff = view.shown.status === 'cancelled' || view.shown.status === 'postponed'
  const time = html`<time datetime="${machineTime(occurrence, view)}">${isOff ? html`<s>${words}</s>` : words}</time>`
  const { nextDate } = eventTexts(language.language)
  return html`${rule}<p class="moment">${isNext ? html`<span class="next">${nextDate}:</span> ` : ''}${time}</p>`
}

/** Of what has moved online the place that it had, struck through. */
function whereFact(shown: Description, language: PageLanguage): Markup | '' {
  const { location, status } = shown
  if (!location) return ''
  const { streetAddress, postalCode, locality, region, url } = location
  const name = inLanguage(location.name, language)
  const town = [postalCode, locality].filter(Boolean).join(' ')
  const lines = [
    name &&
      html`<strong${langOf(name.language, language)}>${url ? html`<a href="${url}" rel="external noopener nofollow ugc">${name.text}</a>` : name.text}</strong>`,
    streetAddress,
    [town, region === locality ? '' : region].filter(Boolean).join(', '),
    location.country && location.country !== 'SE' ? countryName(location.country, language) : '',
  ].filter(Boolean)
  const isOnline = isOnTheNet(shown)
  const isLeft = isOnline && status === 'movedOnline'
  const map = isOnline ? null : mapUrl(location, language)
  const place = html`${lines.map((line, at) => (at === 0 ? line : html`<br>${line}`))}`
  return html`<p>${isLeft ? html`<s>${place}</s>` : place}</p>${
    map
      ? html`<p><a href="${map}" rel="external noopener">${icon('place')}${eventTexts(language.language).map}</a></p>`
      : ''
  }`
}

function attendanceFact(
  { onlineLocation, attendanceMode, status, type }: Description,
  { language }: PageLanguage,
): Markup | '' {
  if (attendanceMode === 'inPerson') return ''
  const { name, url } = onlineLocation ?? {}
  const isOff = status === 'cancelled' || status === 'postponed'
  // Nobody takes part in a deadline.
  if (type === 'deadline' && !url) return ''
  const mode = html`<p>${icon('online')}${calendarTexts(language).attendance[attendanceMode]}</p>`
  const link = name ?? eventTexts(language).join
  if (!url || isOff) return name ? html`${mode}<p>${name}</p>` : mode
  return html`${mode}<p><a href="${url}" rel="external noopener nofollow ugc">${link}</a></p>`
}

function priceFact({ offers }: Description, language: PageLanguage): Markup | '' {
  const texts = eventTexts(language.language)
  if (offers.length === 0) return ''
  const lines = offers.map(({ name, price, currency, url }) => {
    const amount = price === 0 ? texts.free : money(price, currency, language.language)
    const isSaid = name !== undefined && price === 0 && SAYS_FREE.test(plainLocal(name, language))
    const text = html`${amount}${name && !isSaid ? html` <span class="offer">${localText(name, language)}</span>` : ''}`
    return html`<li>${text}${url ? html` <a href="${url}" rel="external noopener nofollow ugc">${texts.tickets}</a>` : ''}</li>`
  })
  return html`<ul class="plain">${lines}</ul>`
}

/** Names of what costs nothing that say just that. */
const SAYS_FREE = /^(gratis|fri(tt)?|free)( (entré|inträde|entry|entrance|admission|of charge))?[.!]?$/i

/** `120 kr`, `SEK 120`; a currency nobody knows stands as it is. */
function money(price: number, currency: string | undefined, language: string): string {
  const digits = Number.isInteger(price) ? 0 : 2
  try {
    return new Intl.NumberFormat(language === 'sv' ? 'sv-SE' : 'en-GB', {
      ...(currency ? { style: 'currency', currency } : {}),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(price)
  } catch {
    return [price, currency].filter(Boolean).join(' ')
  }
}

function organizerFact({ shown: { organizer }, context: { partner } }: EventView): Markup {
  const own = organizer ?? { name: partner.name, ...(partner.url ? { url: partner.url } : {}) }
  const name = own.name ?? partner.name
  return html`<p>${own.url ? html`<a href="${own.url}" rel="external noopener nofollow ugc">${name}</a>` : name}${
    organizer?.email ? html`<br><a href="mailto:${organizer.email}">${organizer.email}</a>` : ''
  }${organizer?.phone ? html`<br><a href="tel:${organizer.phone.replaceAll(/[^+\d]/g, '')}">${organizer.phone}</a>` : ''}</p>`
}

function accessibilityFact({ accessibility, location }: Description, language: PageLanguage): Markup | '' {
  const words = feedWords(language.language)
  const ofPlace = localText(location?.accessibility, language)
  if (accessibility.length === 0 && !ofPlace) return ''
  const features = accessibility.map((feature) => html`<li>${words.feature[feature]}</li>`)
  return html`${features.length ? html`<ul class="plain capital">${features}</ul>` : ''}${ofPlace ? html`<p>${ofPlace}</p>` : ''}`
}

function categoriesFact({ categories }: EventView, language: PageLanguage): Markup | '' {
  if (categories.length === 0) return ''
  return html`<ul class="plain">${categories.map((category) => {
    const href = hrefOf('/', new URLSearchParams({ category: category.slug }), language)
    return html`<li>${dot(category)}<a href="${href}"${langOf(category.language, language)}>${category.name}</a></li>`
  })}</ul>`
}

/** `Svenska, engelska`: names of languages are no proper names in Swedish. */
function languageNames({ inLanguage: tags }: Description, { language }: PageLanguage): string {
  const [first = '', ...others] = tags.map((tag) => languageName(tag, language))
  const rest = language === 'sv' ? others.map((name) => name.toLocaleLowerCase('sv')) : others
  return [first, ...rest].join(', ')
}

function tagsFact({ tags }: Description, language: PageLanguage): Markup | '' {
  if (tags.length === 0) return ''
  return html`<ul class="plain inline">${tags.map((tag) => html`<li><a href="${hrefOf('/', new URLSearchParams({ tag }), language)}">${tag}</a></li>`)}</ul>`
}

function countryName(code: string, { language }: PageLanguage): string {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code
}
