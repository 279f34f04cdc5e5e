import type { Node } from './model.ts'

const AUTHORITY = 'http://publications.europa.eu/resource/authority/language/'

/** ISO 639-1 to the codes of the European Union's authority table, for languages likely to be spoken at events here. */
const CODES: Record<string, string> = {
  ar: 'ARA', bg: 'BUL', bs: 'BOS', cs: 'CES', da: 'DAN', de: 'DEU', el: 'ELL', en: 'ENG', es: 'SPA', et: 'EST',
  fa: 'FAS', fi: 'FIN', fr: 'FRA', ga: 'GLE', hr: 'HRV', hu: 'HUN', is: 'ISL', it: 'ITA', ku: 'KUR', lt: 'LIT',
  lv: 'LAV', mt: 'MLT', nb: 'NOB', nl: 'NLD', nn: 'NNO', no: 'NOR', pl: 'POL', pt: 'POR', ro: 'RON', ru: 'RUS',
  se: 'SME', sk: 'SLK', sl: 'SLV', so: 'SOM', sq: 'SQI', sr: 'SRP', sv: 'SWE', tr: 'TUR', uk: 'UKR', yi: 'YID',
} // biome-ignore format: a table to read

/** A spoken language as `dct:LinguisticSystem`: the authority's where it has one, else by its tag. */
export function languageNode(tag: string): Node {
  const code = CODES[tag.toLowerCase().split('-', 1)[0] ?? '']
  const named = { '@type': 'dct:LinguisticSystem', 'dct:identifier': tag }
  return code === undefined ? named : { '@id': `${AUTHORITY}${code}`, '@type': 'dct:LinguisticSystem' }
}
