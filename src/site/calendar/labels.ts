/** Filters in words. */
import { longDate } from '../dates.ts'
import type { PageLanguage } from '../language.ts'
import type { Names } from './names.ts'
import { type CalendarTexts, calendarTexts } from './texts.ts'

/** One filter of an address, as people say it. */
export interface FilterLabel {
  name: string
  value: string
  label: string
}

/** Each filter of the address, in the order given. `radius` is said with `near`. */
export function filterLabels(search: URLSearchParams, names: Names, language: PageLanguage): FilterLabel[] {
  const texts = calendarTexts(language.language)
  return [...search]
    .filter(([name]) => name !== 'radius')
    .map(([name, value]) => {
      const isExcluded = value.startsWith('-') && !NUMERIC.has(name)
      const label = valueLabel(name, isExcluded ? value.slice(1) : value, names, language, texts, search)
      return { name, value, label: isExcluded ? `${NOT[language.language]} ${label}` : label }
    })
}

/** How one value of a parameter is shown. */
export function valueLabel(
  name: string,
  value: string,
  names: Names,
  page: PageLanguage,
  texts: CalendarTexts,
  search = new URLSearchParams(),
): string {
  const { language } = page
  const words = WORDS[language]
  switch (name) {
    case 'category':
      return names.categories.get(value.toLowerCase())?.name ?? value
    case 'partner':
      return names.partners.get(value.toLowerCase()) ?? value
    case 'type':
      return byName(texts.type, value)
    case 'attendanceMode':
      return byName(texts.attendance, value)
    case 'status':
      return byName({ ...texts.status, confirmed: words.confirmed }, value)
    case 'language':
      return languageName(value, language)
    case 'free':
      return value === 'true' ? texts.free : words.notFree
    case 'q':
      return texts.quoted(value)
    case 'near':
      return words.near(value.replace(',', ', '), search.get('radius') ?? '10')
    case 'bbox':
      return words.box
    case 'superEvent':
      return words.part
    case 'from':
      return `${words.from} ${dateLabel(value, page)}`
    case 'to':
      return `${words.to} ${dateLabel(value, page)}`
    default:
      return value
  }
}

/** A language's name in another: `engelska`. What is no language tag stays as it is. */
export function languageName(tag: string, language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  } catch {
    return tag
  }
}

function dateLabel(value: string, { language }: PageLanguage): string {
  return longDate(value, language)
}

function byName(labels: Record<string, string | undefined>, value: string): string {
  const name = Object.keys(labels).find((key) => key.toLowerCase() === value.toLowerCase())
  return (name !== undefined && labels[name]) || value
}

/** Their values may begin with a minus sign that excludes nothing. */
const NUMERIC: ReadonlySet<string> = new Set(['near', 'bbox', 'q'])
const NOT = { sv: 'inte', en: 'not' }
const WORDS = {
  sv: {
    confirmed: 'Bekräftat',
    notFree: 'Inte gratis',
    near: (point: string, km: string) => `Inom ${km} km från ${point}`,
    box: 'Inom ett område på kartan',
    part: 'Del av ett program',
    from: 'Från',
    to: 'Före',
  },
  en: {
    confirmed: 'Confirmed',
    notFree: 'Not free',
    near: (point: string, km: string) => `Within ${km} km of ${point}`,
    box: 'Within an area of the map',
    part: 'Part of a programme',
    from: 'From',
    to: 'Before',
  },
}
