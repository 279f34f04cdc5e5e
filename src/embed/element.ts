import { html } from 'hono/html'
import { parseFilters } from '../calendar/filters.ts'
import { ALLOWED } from '../calendar/parameters.ts'
import { TRACKING } from '../site/calendar/query.ts'
import type { Markup } from '../site/markup.ts'

/** What the pages take beside the filters. */
const BESIDE = ['view', 'date', 'event']
/** What only pages and lists know: the element goes on by itself. */
const NOT_ATTRIBUTES = new Set(['cursor', 'page', 'sort'])
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type Attributes = Record<string, string>

/**
 * The attributes of a `<kalendarium-events>` that shows what a page with this query does.
 * @throws Problem invalidParameter, with every fault
 */
export function attributesOf(given: URLSearchParams, timeZone: string): Attributes {
  const query = new URLSearchParams([...given].filter(([name]) => !TRACKING.test(name)))
  const kind = 'occurrences'
  parseFilters(query, { timeZone, now: null, allowed: ALLOWED.page, kind, besides: BESIDE, skipEmpty: true })
  const attributes: Attributes = {}
  for (const name of new Set(query.keys())) {
    const value = query.getAll(name).filter(Boolean).join(',')
    if (value !== '' && !NOT_ATTRIBUTES.has(name)) attributes[kebabCase(name)] = value
  }
  if (attributes.view !== 'month') delete attributes.view
  if (!EVENT_ID.test(attributes.event ?? '')) delete attributes.event
  return attributes
}

/** The element with the link that stays where scripts do not run. */
export function element(attributes: Attributes, link: { href: string; text: string }): Markup {
  const given = Object.entries(attributes).map(([name, value]) => html` ${name}="${value}"`)
  return html`<kalendarium-events${given}><a href="${link.href}">${link.text}</a></kalendarium-events>`
}

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
