import { expect, test } from 'vitest'
import { isKept } from '../../src/calendar/kept.ts'
import { SPANS, spanOf } from '../../src/calendar/span.ts'
import { labelsOf, term, termsOf } from '../../src/calendar/terms.ts'
import { content } from './sample.ts'

const HOUR = 3_600_000

test('an event’s facts as terms, folded, sorted, each once', () => {
  const event = content({
    categories: ['music'],
    tags: ['Jazz', 'JAZZ', '  Fri  entré '],
    location: { locality: 'Malmö' },
    inLanguage: ['sv', 'en-GB'],
    people: [{ name: 'Anna Andersson' }],
    superEvent: '019A5B6C-0000-7000-8000-000000000001',
    offers: [{ price: 100 }, { price: 0 }],
  })
  expect(termsOf(event, 'house')).toEqual([
    'attendanceMode:inPerson',
    'category:music',
    'free:true',
    'language:en',
    'language:en-gb',
    'language:sv',
    'locality:malmö',
    'partner:house',
    'person:anna andersson',
    'status:confirmed',
    'superEvent:019a5b6c-0000-7000-8000-000000000001',
    'tag:fri entré',
    'tag:jazz',
    'type:conference',
  ])
})

test('without offers an event is not called free', () => {
  expect(termsOf(content(), 'house')).not.toContain('free:true')
  expect(termsOf(content({ offers: [{ price: 5 }] }), 'house')).not.toContain('free:true')
})

test('a letter composed of two characters is the same letter', () => {
  expect(term('locality', 'MALMO\u0308')).toBe('locality:malmö')
})

test('labels keep the first spelling of what folding changed', () => {
  const event = content({
    tags: ['Jazz', 'JAZZ', 'barn'],
    location: { locality: 'Lund' },
    people: [{ name: 'Li' }],
  })
  expect(labelsOf(event)).toEqual([
    { term: 'tag:jazz', label: 'Jazz' },
    { term: 'locality:lund', label: 'Lund' },
    { term: 'person:li', label: 'Li' },
  ])
})

test.each([
  [0, 0],
  [6.5 * HOUR, 0],
  [6.5 * HOUR + 1, 1],
  [23 * HOUR, 2],
  [25 * HOUR, 2],
  [27 * HOUR, 3],
  [1109 * 24 * HOUR, 12],
  [1200 * 24 * HOUR, 13],
])('%d ms long is class %d', (length, span) => {
  expect(spanOf(length)).toBe(span)
})

test('a class holds nothing longer than it says', () => {
  for (const { span, maxMs } of SPANS) if (Number.isFinite(maxMs)) expect(spanOf(maxMs)).toBe(span)
})

test.each([
  ['before, ended', { start: 0, end: 10 }, false],
  ['before, still running', { start: 0, end: 11 }, true],
  ['at the beginning, without length', { start: 10, end: null }, true],
  ['inside', { start: 15, end: 30 }, true],
  ['at the end', { start: 20, end: 30 }, false],
])('of a series kept from 10 until 20, one that is %s', (_, occurrence, kept) => {
  expect(isKept(occurrence, { from: 10, until: 20 })).toBe(kept)
  expect(isKept(occurrence, { from: null, until: null })).toBe(true)
})
