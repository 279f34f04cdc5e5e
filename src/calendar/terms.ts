/**
 * The filterable facts of an event as *terms*, `tag:jazz`: one array that the database can ask with `&&`. A term is the
 * name of the query parameter and a folded value, so that filters and stored facts meet in one spelling.
 */
import type { Description } from '../events/model.ts'

/** The term of what costs nothing. */
export const FREE = 'free:true'

/** How to show a folded term: `{term: 'tag:jazz', label: 'Jazz'}`. */
export interface Label {
  term: string
  label: string
}

/**
 * The sorted, distinct terms of an event, or of one occurrence with its change applied. `partner` is the owner's slug.
 *
 * - A spoken language counts under its broader tags too: `en-GB` as `language:en-gb` and `language:en` (RFC 4647 §3.3.1).
 * - `free:true` stands where an offer costs 0. Without offers the price is unknown: then it is not called free.
 */
export function termsOf(description: Description, partner: string): string[] {
  const terms = [
    ...description.categories.map((slug) => term('category', slug)),
    `type:${description.type}`,
    ...description.tags.map((tag) => term('tag', tag)),
    term('partner', partner),
    ...description.inLanguage.flatMap(languageTerms),
    `attendanceMode:${description.attendanceMode}`,
    `status:${description.status}`,
    ...description.people.map(({ name }) => term('person', name)),
  ]
  const { locality } = description.location ?? {}
  if (locality) terms.push(term('locality', locality))
  if (description.superEvent) terms.push(term('superEvent', description.superEvent))
  if (description.offers.some(({ price }) => price === 0)) terms.push(FREE)
  return [...new Set(terms)].sort()
}

/** The spelling to show for the terms of free text (tag, locality, person), where folding changed it. */
export function labelsOf(description: Description): Label[] {
  const { locality } = description.location ?? {}
  const spelled = [
    ...description.tags.map((tag) => ({ term: term('tag', tag), label: tidy(tag) })),
    ...(locality ? [{ term: term('locality', locality), label: tidy(locality) }] : []),
    ...description.people.map(({ name }) => ({ term: term('person', name), label: tidy(name) })),
  ]
  const labels = new Map<string, Label>()
  for (const one of spelled) {
    if (one.term.slice(one.term.indexOf(':') + 1) !== one.label && !labels.has(one.term))
      labels.set(one.term, one)
  }
  return [...labels.values()]
}

/** `tag`, `  Jazz` → `tag:jazz`. */
export function term(name: string, value: string): string {
  return `${name}:${fold(value)}`
}

/** Text without what does not tell two values apart: letter case, composition (NFC), surplus spaces. */
export function fold(text: string): string {
  return tidy(tidy(text).toLowerCase())
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

function languageTerms(tag: string): string[] {
  const subtags = tag.split('-')
  return subtags.map((_, i) => term('language', subtags.slice(0, i + 1).join('-')))
}
