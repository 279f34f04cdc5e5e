/** What the calendar is asked for: the filters of its API, which are attributes of the element in kebab-case. */

const REPEATED = [
  'category',
  'type',
  'tag',
  'partner',
  'locality',
  'language',
  'attendance-mode',
  'status',
  'person',
  'super-event',
]
const SINGLE = ['free', 'near', 'radius', 'bbox', 'q']
const WINDOW = ['from', 'to']
export const FILTER_ATTRIBUTES = [...REPEATED, ...SINGLE, ...WINDOW]

/** What is shown of an occurrence, and no more is fetched. */
const FIELDS =
  'id,recurrenceId,url,title,start,end,localStart,timeZone,allDay,status,statusNote,type,categories,attendanceMode,location'

const MOST_PAGES = 10

/** The element's filters as query parameters; values with commas between are alternatives. */
export function filtersOf(element) {
  const query = new URLSearchParams()
  for (const name of FILTER_ATTRIBUTES) {
    // `attendanceMode` as the API writes it arrives here in lower case.
    const text = element.getAttribute(name) ?? element.getAttribute(name.replace('-', ''))
    if (text === null || text.trim() === '') continue
    const values = REPEATED.includes(name) ? text.split(',') : [text]
    for (const value of values) query.append(camelCase(name), value.trim())
  }
  return query
}

/** `path` with the query; what is undefined is left out. */
export function addressOf(origin, path, filters, more = {}) {
  const url = new URL(path, origin)
  const query = new URLSearchParams(filters)
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, value)
  url.search = query
  return url
}

/** The list of occurrences that match the filters, or of the one event, which needs none. */
export function occurrencesAddress(origin, eventId, filters, more) {
  if (!eventId) return addressOf(origin, '/api/v1/occurrences', filters, { fields: FIELDS, ...more })
  const path = `/api/v1/events/${encodeURIComponent(eventId)}/occurrences`
  return addressOf(origin, path, {}, { fields: FIELDS, ...more })
}

/**
 * One page of a list: its items, and the address of the next or null, at the same origin whatever the answer calls it.
 * Rejects with what hinders it.
 */
export async function fetchPage(url, signal) {
  const response = await fetch(url, { signal, credentials: 'omit', headers: { Accept: 'application/json' } })
  const body = await response.json()
  if (!response.ok) throw new Error([body.detail ?? response.status, problems(body)].join(' '))
  const next = body.next ? new URL(url) : null
  if (next) next.search = new URL(body.next).search
  return { items: body.items, next }
}

/** All items of a window. */
export async function fetchAll(url, signal) {
  const items = []
  for (let page = 0, next = url; next && page < MOST_PAGES; page++) {
    const answer = await fetchPage(next, signal)
    items.push(...answer.items)
    next = answer.next
  }
  return items
}

/** Names and colours of the categories by slug. Without them the events are shown all the same. */
export async function fetchCategories(origin) {
  try {
    const { items } = await fetchPage(new URL('/api/v1/categories', origin))
    return new Map(items.map((category) => [category.slug, category]))
  } catch {
    return new Map()
  }
}

function problems({ errors = [] }) {
  return errors.map(({ parameter, detail }) => `${parameter} ${detail}`).join(', ')
}

function camelCase(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
}
