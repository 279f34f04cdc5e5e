/**
 * Full text: what of an event is searched, and how a reader's words ask for it. Text is cut into folded words here, the
 * same way on both sides, so that the database's parser sees nothing but letters, digits and spaces: `AC/DC` is two
 * words and no path, and no input can be an operator.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Description, Localized } from '../events/model.ts'

/** The stemmers by the base language of a text; any text is also indexed unstemmed, as `simple`. */
const STEMMERS = { sv: 'swedish', en: 'english' } as const
type Stemmed = keyof typeof STEMMERS

const CONFIGURATIONS = [STEMMERS.sv, STEMMERS.en, 'simple']
const WEIGHTS = ['A', 'B', 'C']

/** Far below the 1 MB that PostgreSQL allows a tsvector, even where every word differs. */
const MOST_CHARACTERS = 100_000
const MOST_WORDS = 20

/** The words of an event by which it is found, for `searchVector`: each weight's by each configuration. */
export function searchWords(description: Description): string[] {
  const { title, summary, statusNote, location, organizer, onlineLocation, people, tags, categories } =
    description
  const names = [
    ...people.flatMap(({ name, affiliation }) => [name, affiliation ?? '']),
    organizer?.name ?? '',
    onlineLocation?.name ?? '',
    location?.locality ?? '',
    location?.region ?? '',
    location?.streetAddress ?? '',
  ]
  return [
    ...words([title]),
    ...words([summary, location?.name, keywords([...tags, ...categories]), { und: names.join(' ') }]),
    ...words([description.description, statusNote]),
  ]
}

/** The value of `events.search` from an array of `searchWords`: the title weighs A, what else names the event B, its description C. */
export function searchVector(words: RawBuilder<unknown>): RawBuilder<string> {
  const parts = WEIGHTS.flatMap((weight, i) =>
    CONFIGURATIONS.map((configuration, j) => {
      const text = sql`(${words})[${sql.lit(i * CONFIGURATIONS.length + j + 1)}]`
      return sql`setweight(to_tsvector(${sql.lit(configuration)}, ${text}), ${sql.lit(weight)})`
    }),
  )
  return sql<string>`(${sql.join(parts, sql` || `)})`
}

/**
 * A condition that holds where a tsvector matches what a reader typed: all words, in any order, stemmed as Swedish, as
 * English or not at all, the last one also as a prefix. Stop words are not insisted upon. Null where it holds no word.
 */
export function matchesSearch(vector: RawBuilder<unknown>, q: string): RawBuilder<boolean> | null {
  const query = searchQuery(q)
  return query && sql<boolean>`${vector} @@ ${query}`
}

/** The tsquery of what a reader typed (see `matchesSearch`); null where it holds no word. */
export function searchQuery(q: string): RawBuilder<unknown> | null {
  const words = wordsOf(q).slice(0, MOST_WORDS)
  if (words.length === 0) return null
  const prefixed = words.map((word, i) => (i === words.length - 1 ? `'${word}':*` : `'${word}'`))
  const stemmed = words.map((word) => `'${word}'`).join(' & ')
  // Each language as a whole drops its own stop words; word by word lets the languages mix.
  const mixed = words.map((word, i) => anyOf(`'${word}'`, prefixed[i] ?? ''))
  return sql`(to_tsquery('swedish', ${stemmed}) || to_tsquery('english', ${stemmed}) || (${sql.join(mixed, sql` && `)}))`
}

function anyOf(word: string, plain: string): RawBuilder<unknown> {
  return sql`(to_tsquery('swedish', ${word}) || to_tsquery('english', ${word}) || to_tsquery('simple', ${plain}))`
}

/** By configuration. */
function words(texts: (Localized | undefined)[]): string[] {
  const byStemmer: Record<Stemmed, string[]> = { sv: [], en: [] }
  const all: string[] = []
  for (const [tag, text] of texts.flatMap((localized) => Object.entries(localized ?? {}))) {
    const base = tag.toLowerCase().split('-')[0]
    const own = wordsOf(text)
    if (base === 'sv' || base === 'en') byStemmer[base].push(...own)
    all.push(...own)
  }
  return [byStemmer.sv, byStemmer.en, all].map((list) => list.join(' ').slice(0, MOST_CHARACTERS))
}

/** Keywords are of no language: every stemmer may have them. */
function keywords(texts: string[]): Localized {
  const text = texts.join(' ')
  return { sv: text, en: text }
}

/** Letters (with their marks) and digits, folded here since a database with the C locale leaves Å as it is. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
