import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { readJsonLd } from './rdf.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
  const { close } = calendar
  onTestFinished(close)
})

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const SITE = 'https://calendar.example.org'
const triples = async () => readJsonLd((await calendar.get('/dataset.jsonld')).body)

test('the data set has what DCAT-AP-SE requires: title, description, publisher, contact, theme', async () => {
  const store = await triples()
  const objects = (subject: string, predicate: string) =>
    store.getObjects(subject, predicate, null).map(({ value }) => value)
  for (const name of ['catalog', 'dataset']) {
    const subject = `${SITE}/dataset.jsonld#${name}`
    expect(objects(subject, `${DCT}title`).sort()).toEqual(['Events calendar', 'Kalendarium'])
    expect(objects(subject, `${DCT}description`).length).toBe(2)
    expect(objects(subject, `${DCT}publisher`)).toEqual([`${SITE}/dataset.jsonld#publisher`])
  }
  expect(objects(`${SITE}/dataset.jsonld#catalog`, `${DCAT}dataset`)).toEqual([
    `${SITE}/dataset.jsonld#dataset`,
  ])
  expect(objects(`${SITE}/dataset.jsonld#dataset`, `${DCAT}theme`)).toEqual([
    'http://publications.europa.eu/resource/authority/data-theme/EDUC',
  ])
  expect(objects(`${SITE}/dataset.jsonld#publisher`, 'http://xmlns.com/foaf/0.1/name')).toEqual([
    'Kalendarium',
  ])
  expect(objects(`${SITE}/dataset.jsonld#contact`, 'http://www.w3.org/2006/vcard/ns#fn')).toEqual([
    'Kalendarium',
  ])
})

test('the licence and whom to ask are what the operator says', async () => {
  const openData = {
    license: 'https://creativecommons.org/licenses/by/4.0/',
    publisher: 'Region Nord',
    contact: 'data@nord.example',
  }
  const other = await openCalendar({ openData })
  onTestFinished(other.close)
  const store = await readJsonLd((await other.get('/dataset.jsonld')).body)
  const licences = store.getQuads(null, `${DCT}license`, null, null)
  expect(new Set(licences.map(({ object }) => object.value))).toEqual(new Set([openData.license]))
  // The catalogue, the API, and each distribution.
  expect(licences.length).toBe(8)
  const values = (name: string, predicate: string) =>
    store.getObjects(`${SITE}/dataset.jsonld#${name}`, predicate, null).map(({ value }) => value)
  expect(values('publisher', 'http://xmlns.com/foaf/0.1/name')).toEqual(['Region Nord'])
  expect(values('contact', 'http://www.w3.org/2006/vcard/ns#hasEmail')).toEqual(['mailto:data@nord.example'])
})

test('without a word from the operator the data are free (CC0)', async () => {
  const store = await triples()
  const [licence] = store.getObjects(`${SITE}/dataset.jsonld#catalog`, `${DCT}license`, null)
  expect(licence?.value).toBe('https://creativecommons.org/publicdomain/zero/1.0/')
})

test('each distribution is there, in the format that it says', async () => {
  const store = await triples()
  const distributions = store.getObjects(`${SITE}/dataset.jsonld#dataset`, `${DCAT}distribution`, null)
  expect(distributions.length).toBe(6)
  for (const distribution of distributions) {
    const [address] = store.getObjects(distribution, `${DCAT}accessURL`, null)
    const [format] = store.getObjects(distribution, `${DCT}format`, null)
    const { status, headers } = await calendar.get(address?.value.slice(SITE.length) ?? '')
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, format?.value])
  }
})

test('the concepts that events name are defined there, categories among them', async () => {
  await calendar.send('PUT', '/api/v1/categories/music', {
    name: { sv: 'Musik', en: 'Music' },
    color: '#b5451a',
  })
  const store = await triples()
  const labels = (name: string) =>
    store
      .getObjects(`${SITE}/dataset.jsonld#${name}`, 'http://www.w3.org/2004/02/skos/core#prefLabel', null)
      .map(({ value }) => value)
  expect(labels('category-music').sort()).toEqual(['Music', 'Musik'])
  expect(labels('status-cancelled').sort()).toEqual(['Cancelled', 'Inställt'])
})
