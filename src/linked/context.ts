import type { Node } from './model.ts'

/** The JSON-LD context of `/calendar.jsonld`: schema.org without prefix, CPEV and what it uses with theirs. */
export const CALENDAR_CONTEXT: Node = {
  '@vocab': 'https://schema.org/',
  cv: 'http://data.europa.eu/m8g/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  locn: 'http://www.w3.org/ns/locn#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  ...Object.fromEntries(
    ['additionalType', 'url', 'sameAs', 'eventStatus', 'eventAttendanceMode'].map((term) => [
      term,
      { '@type': '@id' },
    ]),
  ),
}

/** Of `/dataset.jsonld`. */
export const DATASET_CONTEXT: Node = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}
