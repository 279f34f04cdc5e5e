import type { Description, Localized, Location, Person, Registration } from './model.ts'

/**
 * The order in which JSON shows fields, as in the contract's table. The database keeps JSON in an order of its own, so
 * that without it an event would look different before and after it is stored.
 */
const DESCRIPTION = [
  'title',
  'summary',
  'description',
  'status',
  'statusNote',
  'type',
  'categories',
  'tags',
  'attendanceMode',
  'location',
  'onlineLocation',
  'organizer',
  'people',
  'registration',
  'offers',
  'image',
  'links',
  'inLanguage',
  'audience',
  'accessibility',
  'website',
  'superEvent',
] as const satisfies readonly (keyof Description)[]

const PARTS: Partial<Record<keyof Description, readonly string[]>> = {
  location: [
    'name',
    'streetAddress',
    'postalCode',
    'locality',
    'region',
    'country',
    'latitude',
    'longitude',
    'url',
    'accessibility',
  ] satisfies (keyof Location)[],
  onlineLocation: ['url', 'name'],
  organizer: ['name', 'url', 'email', 'phone'],
  people: ['name', 'role', 'title', 'affiliation', 'url', 'staff'] satisfies (keyof Person)[],
  registration: ['url', 'required', 'opens', 'closes', 'capacity'] satisfies (keyof Registration)[],
  offers: ['name', 'price', 'currency', 'url'],
  image: ['url', 'alt', 'credit', 'license'],
  links: ['url', 'title', 'mediaType'],
}

/** The same description, its fields and theirs in order; texts by language tag. */
export function ordered<T extends Partial<Description>>(description: T): T {
  const fields = arrange(description, DESCRIPTION).map(([name, value]) => [
    name,
    inOrder(value, PARTS[name] ?? []),
  ])
  return Object.fromEntries(fields) as T
}

/** Texts by language, always in the same order. */
export function byLanguage(texts: Localized): Localized {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function inOrder(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(arrange(value, names).map(([name, part]) => [name, inOrder(part, [])]))
}

/** The fields as `names` has them; those that it does not have last, by name. */
function arrange<T extends object>(value: T, names: readonly string[]): [keyof T & string, unknown][] {
  const rank = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
  return (Object.entries(value) as [keyof T & string, unknown][]).sort(
    ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1),
  )
}
