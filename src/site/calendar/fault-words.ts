/** What is wrong with a page's address, in the reader's language. */
import { html } from 'hono/html'
import { GIVEN_TWICE, TOO_DEEP } from '../../calendar/filters.ts'
import { ALLOWED, isParameterName, isRepeatable } from '../../calendar/parameters.ts'
import type { ParameterFault } from '../../errors.ts'
import type { SiteLanguage } from '../language.ts'
import type { Markup } from '../markup.ts'

/** What of an address a list shows of it. */
const MOST_SHOWN = 60

/**
 * One fault as a line of a list, with what was given. English has the API's own words; the others say what each parameter takes.
 */
export function faultItem(
  { parameter, detail }: ParameterFault,
  given: URLSearchParams,
  language: SiteLanguage,
): Markup {
  const text = language === 'sv' ? swedish(parameter, detail) : (ENGLISH[detail] ?? detail)
  const values = given
    .getAll(parameter)
    .map((value) => `${parameter}=${value}`)
    .join('&')
  const shown = values.length > MOST_SHOWN ? `${values.slice(0, MOST_SHOWN).toWellFormed()}…` : values
  return html`<li><code>${shown}</code> ${text}</li>`
}

function swedish(parameter: string, detail: string): string {
  if (detail === GIVEN_TWICE) return 'får anges bara en gång'
  if (detail === TOO_DEEP) return 'ligger längre fram än listor visas sida för sida'
  const years = /^must lie from (\S+) to (\S+)$/.exec(detail)
  if (years) return `ska ligga mellan ${years[1]} och ${years[2]}`
  const isKnown = isParameterName(parameter) && ALLOWED.page.has(parameter) && isRepeatable(parameter)
  return TAKEN[parameter] ?? (isKnown ? 'har ett värde som inte finns' : 'finns inte här')
}

/** Where the API's own words would lead nobody on. */
const ENGLISH: Partial<Record<string, string>> = {
  [TOO_DEEP]: 'is further on than lists are shown page by page',
}

/** Of those that are given once. */
const TAKEN: Partial<Record<string, string>> = {
  view: 'ska vara list, month, week eller day',
  date: 'ska vara en månad eller en dag, till exempel 2026-11 eller 2026-11-03',
  from: 'ska vara en dag, till exempel 2026-11-03',
  to: 'ska vara en dag efter from, till exempel 2026-12-01',
  free: 'ska vara true eller false',
  near: 'ska vara latitud och longitud, till exempel 55.705,13.193',
  radius: 'ska vara ett antal kilometer och behöver near',
  bbox: 'ska vara väst, syd, öst och nord, till exempel 12.4,55.3,14.6,56.5',
  q: 'ska vara högst 200 tecken på en rad',
  lang: 'ska vara en språkkod, till exempel sv eller en',
  sort: 'ska vara start, -start, updated eller -updated',
  limit: 'ska vara ett heltal från 1 till 200',
  page: 'ska vara ett heltal från 1, utan cursor',
  cursor: 'ska komma från länken ”Visa fler” på samma sida',
}
