/** The calendar as a data set in the terms of DCAT-AP-SE, for the data portals that harvest it. */
import type { Config } from '../config.ts'
import type { Localized } from '../events/model.ts'
import { categoryConcept, ownConcepts, texts } from './concepts.ts'
import { DATASET_CONTEXT } from './context.ts'
import { iri } from './iri.ts'
import { languageNode } from './languages.ts'
import type { Node } from './model.ts'

const AUTHORITY = 'http://publications.europa.eu/resource/authority'

export interface DatasetFacts {
  config: Config
  /** The calendar's own organisation. */
  publisher: { name: string; url: string | null }
  categories: readonly { slug: string; name: Localized }[]
  /** When what the public sees changed last. */
  changed: Date
}

/** A catalogue of one data set with its distributions and its API, and the concepts that its events name. */
export function datasetDocument({ config, publisher, categories, changed }: DatasetFacts): Node {
  const { publicUrl, openData } = config
  const license = { '@id': openData.license }
  const id = (name: string) => `${publicUrl}/dataset.jsonld#${name}`
  const common = {
    'dct:title': texts(config.calendarName),
    'dct:publisher': { '@id': id('publisher') },
    'dct:language': config.locales.map((locale) => languageNode(locale)),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': changed.toISOString() },
  }
  return {
    '@context': DATASET_CONTEXT,
    '@graph': [
      {
        '@id': id('catalog'),
        '@type': 'dcat:Catalog',
        ...common,
        'dct:description': texts(DESCRIPTION),
        'dct:license': license,
        'foaf:homepage': { '@id': `${publicUrl}/` },
        'dcat:dataset': { '@id': id('dataset') },
        'dcat:service': { '@id': id('api') },
      },
      {
        '@id': id('dataset'),
        '@type': 'dcat:Dataset',
        ...common,
        'dct:description': texts(DESCRIPTION),
        'dcat:keyword': [
          ...texts({ sv: 'evenemang', en: 'events' }),
          ...texts({ sv: 'kalender', en: 'calendar' }),
        ],
        'dcat:theme': { '@id': `${AUTHORITY}/data-theme/EDUC` },
        'dct:accessRights': { '@id': `${AUTHORITY}/access-right/PUBLIC` },
        'dct:accrualPeriodicity': { '@id': `${AUTHORITY}/frequency/CONT` },
        'dcat:contactPoint': { '@id': id('contact') },
        'dcat:landingPage': { '@id': `${publicUrl}/` },
        'dcat:distribution': DISTRIBUTIONS.map(({ path }) => ({ '@id': `${publicUrl}${path}#distribution` })),
      },
      ...DISTRIBUTIONS.map((distribution) => distributionNode(distribution, config)),
      {
        '@id': id('api'),
        '@type': 'dcat:DataService',
        'dct:title': texts({ sv: 'Kalenderns API', en: 'The calendar’s API' }),
        'dct:publisher': { '@id': id('publisher') },
        'dcat:contactPoint': { '@id': id('contact') },
        'dcat:endpointURL': { '@id': `${publicUrl}/api/v1` },
        'dcat:endpointDescription': { '@id': `${publicUrl}/api/v1/openapi.json` },
        'dcat:servesDataset': { '@id': id('dataset') },
        'dct:license': license,
        'dct:accessRights': { '@id': `${AUTHORITY}/access-right/PUBLIC` },
      },
      {
        '@id': id('publisher'),
        '@type': 'foaf:Agent',
        'foaf:name': openData.publisher ?? publisher.name,
        ...(publisher.url ? { 'foaf:homepage': { '@id': iri(publisher.url) } } : {}),
      },
      {
        '@id': id('contact'),
        '@type': 'vcard:Organization',
        'vcard:fn': openData.publisher ?? publisher.name,
        ...contactOf(openData.contact ?? publisher.url ?? `${publicUrl}/`),
      },
      ...ownConcepts(publicUrl),
      ...categories.map(({ slug, name }) => categoryConcept(slug, name, publicUrl)),
    ],
  }
}

/** An address of e-mail, or a URL. */
function contactOf(contact: string): Node {
  return contact.includes('://')
    ? { 'vcard:hasURL': { '@id': iri(contact) } }
    : { 'vcard:hasEmail': { '@id': `mailto:${contact}` } }
}

const DESCRIPTION: Localized = {
  sv: 'Evenemang, ansökningstider och andra händelser: en gång eller återkommande, med plats, språk och tillgänglighet.',
  en: 'Events, deadlines and other happenings: once or recurring, with place, language and accessibility.',
}

interface Distribution {
  path: string
  mediaType: string
  title: Localized
}

const DISTRIBUTIONS: readonly Distribution[] = [
  { path: '/calendar.ics', mediaType: 'text/calendar', title: { sv: 'iCalendar, att prenumerera på', en: 'iCalendar, to subscribe to' } },
  { path: '/calendar.jsonld', mediaType: 'application/ld+json', title: { sv: 'Länkade data (CPEV och schema.org)', en: 'Linked data (CPEV and schema.org)' } },
  { path: '/calendar.rss', mediaType: 'application/rss+xml', title: { sv: 'Nytt och ändrat som RSS', en: 'New and changed as RSS' } },
  { path: '/calendar.atom', mediaType: 'application/atom+xml', title: { sv: 'Nytt och ändrat som Atom', en: 'New and changed as Atom' } },
  { path: '/calendar.json', mediaType: 'application/feed+json', title: { sv: 'Nytt och ändrat som JSON Feed', en: 'New and changed as JSON Feed' } },
  { path: '/api/v1/events', mediaType: 'application/json', title: { sv: 'Evenemang som JSON', en: 'Events as JSON' } },
] // biome-ignore format: a table to read

function distributionNode({ path, mediaType, title }: Distribution, { publicUrl, openData }: Config): Node {
  return {
    '@id': `${publicUrl}${path}#distribution`,
    '@type': 'dcat:Distribution',
    'dct:title': texts(title),
    'dcat:accessURL': { '@id': `${publicUrl}${path}` },
    'dcat:downloadURL': { '@id': `${publicUrl}${path}` },
    'dct:license': { '@id': openData.license },
    'dct:format': mediaType,
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    'dcat:accessService': path.startsWith('/api/') ? { '@id': `${publicUrl}/dataset.jsonld#api` } : [],
  }
}
