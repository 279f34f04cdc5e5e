import { describe, expect, test } from 'vitest'
import { writeCursor } from '../../src/calendar/cursor.ts'
import { type FilterOptions, parseFilters } from '../../src/calendar/filters.ts'
import { ALLOWED, PARAMETERS } from '../../src/calendar/parameters.ts'
import { Problem } from '../../src/errors.ts'

const OPTIONS: FilterOptions = {
  timeZone: 'Europe/Stockholm',
  now: new Date('2026-11-23T10:11:12.345Z'),
  allowed: ALLOWED.list,
  kind: 'occurrences',
}
const NOTHING_ASKED = {
  from: Date.parse('2026-11-23T10:11:00Z'),
  to: null,
  anyOf: [],
  noneOf: [],
  near: null,
  bbox: null,
  q: null,
  states: null,
  viewer: null,
  eventId: null,
  sort: 'start',
  fields: null,
  lang: null,
  page: { limit: 20, cursor: null, number: null },
  past: null,
  cancelled: null,
}

function read(query: string, own: Partial<FilterOptions> = {}) {
  return parseFilters(new URLSearchParams(query), { ...OPTIONS, ...own })
}

function faultsOf(query: string, own: Partial<FilterOptions> = {}) {
  try {
    read(query, own)
  } catch (error) {
    if (error instanceof Problem) return error.errors
    throw error
  }
  return []
}

const MOMENT =
  'must be a date of the calendar, as 2026-11-03, or an instant with offset, as 2026-11-03T13:00:00+01:00'

describe('what is asked for', () => {
  test('nothing asks for what is to come, from the minute that has begun', () => {
    expect(read('')).toEqual(NOTHING_ASKED)
  })

  test('without a now, from stays open', () => {
    expect(read('', { now: null })).toEqual({ ...NOTHING_ASKED, from: null })
  })

  test.each([
    ['2026-11-03', '2026-11-02T23:00:00Z'],
    ['2026-07-01', '2026-06-30T22:00:00Z'],
    ['2026-11-03T13:00:00%2B01:00', '2026-11-03T12:00:00Z'],
    ['2026-11-03T13:00:00+01:00', '2026-11-03T12:00:00Z'],
    ['2026-11-03T12:00:00Z', '2026-11-03T12:00:00Z'],
    ['2026-11-03T12:00z', '2026-11-03T12:00:00Z'],
    ['2026-11-03T12:00:00.25-00:30', '2026-11-03T12:30:00.250Z'],
    ['9999-12-30', '9999-12-29T23:00:00Z'],
  ])('from=%s is %s', (value, instant) => {
    expect(read(`from=${value}`).from).toBe(Date.parse(instant))
  })

  test('a midnight that a gap skips is the gap’s end', () => {
    expect(read('from=2026-09-06', { timeZone: 'America/Santiago' }).from).toBe(
      Date.parse('2026-09-06T04:00:00Z'),
    )
  })

  test('a repeated parameter is OR, different ones are AND, a minus excludes', () => {
    expect(read('tag=Jazz&tag=%20ÖL&tag=-Barn&locality=Lund&free=true')).toEqual({
      ...NOTHING_ASKED,
      anyOf: [['tag:jazz', 'tag:öl'], ['locality:lund'], ['free:true']],
      noneOf: ['tag:barn'],
    })
  })

  test('free=false leaves out what is known to be free', () => {
    expect(read('free=false')).toEqual({ ...NOTHING_ASKED, noneOf: ['free:true'] })
  })

  test('names of ours are taken in any letter case and keep their spelling', () => {
    const asked = read('status=movedonline&status=-Cancelled&attendanceMode=INPERSON')
    expect(asked).toMatchObject({
      anyOf: [['attendanceMode:inPerson'], ['status:movedOnline']],
      noneOf: ['status:cancelled'],
    })
  })

  test('places', () => {
    expect(read('near=-33.9,18.4')).toMatchObject({
      near: { latitude: -33.9, longitude: 18.4, radiusKm: 10 },
    })
    expect(read('near=55.7, 13.2&radius=0.5')).toMatchObject({ near: { radiusKm: 0.5 } })
    expect(read('bbox=170,-10,-170,10')).toMatchObject({
      bbox: { west: 170, south: -10, east: -170, north: 10 },
    })
  })

  test('fields are separated by commas or repeated', () => {
    expect(read('fields=id,title&fields=start,id').fields).toEqual(['id', 'title', 'start'])
  })

  test('a state that is excluded leaves the others', () => {
    expect(read('state=-draft&state=-archived').states).toEqual(['submitted', 'published', 'rejected'])
  })

  test('a feed takes past and cancelled', () => {
    expect(read('past=30&cancelled=omit', { allowed: ALLOWED.feed })).toMatchObject({
      past: 30,
      cancelled: 'omit',
    })
    expect(read('past=all', { allowed: ALLOWED.feed })).toMatchObject({ past: 'all' })
  })

  test('a form’s empty fields say nothing', () => {
    expect(read('q=&tag=&from=', { skipEmpty: true })).toEqual(NOTHING_ASKED)
  })

  test('what somebody else reads is left alone', () => {
    expect(read('view=month&date=2026-11', { besides: ['view', 'date'] })).toEqual(NOTHING_ASKED)
  })

  test('a cursor brings the start of its first page along', () => {
    const key = { updated: 0, start: 5, eventId: '019a5b6c-0000-7000-8000-000000000001', recurrenceId: '' }
    const cursor = { kind: 'occurrences', sort: 'start', from: 1000, key } as const
    expect(read(`cursor=${writeCursor(cursor)}`)).toEqual({
      ...NOTHING_ASKED,
      from: 1000,
      page: { limit: 20, cursor, number: null },
    })
  })
})

describe('what is refused', () => {
  const cursor = writeCursor({
    kind: 'occurrences',
    sort: '-start',
    from: null,
    key: { updated: 0, start: 5, eventId: '019a5b6c-0000-7000-8000-000000000001', recurrenceId: '' },
  })

  test.each([
    ['foo=1', 'foo', 'is not known here'],
    ['__proto__=1', '__proto__', 'is not known here'],
    ['toString=1', 'toString', 'is not known here'],
    ['From=2026-11-03', 'From', 'is not known here'],
    ['past=3', 'past', 'is not known here'],
    ['from=2026-01-01&from=2026-01-01', 'from', 'is given more than once'],
    ['limit=5&limit=6', 'limit', 'is given more than once'],
    [Array(51).fill('tag=a').join('&'), 'tag', 'is given more than 50 times'],
    ['from=', 'from', MOMENT],
    ['from=tomorrow', 'from', MOMENT],
    ['from=2026-02-30', 'from', MOMENT],
    ['from=2026-11-03T25:00:00Z', 'from', MOMENT],
    ['from=2026-11-03T12:00:00%2B24:00', 'from', MOMENT],
    ['from=0000-01-01', 'from', 'must lie from 1000-01-02 to 9999-12-30'],
    ['to=9999-12-31', 'to', 'must lie from 1000-01-02 to 9999-12-30'],
    ['to=9999-12-31T12:00:00Z', 'to', 'must lie from 1000-01-02 to 9999-12-30'],
    ['from=%2B12026-01-01', 'from', MOMENT],
    ['from=2026-11-03T13:00', 'from', 'needs an offset, as 2026-11-03T13:00:00+01:00'],
    ['from=2026-11-03&to=2026-11-03', 'to', 'must be after from'],
    ['to=2020-01-01', 'to', 'must be after from, which is now if not given'],
    ['category=', 'category', 'is empty'],
    ['tag=-', 'tag', 'is empty'],
    ['tag=%20', 'tag', 'is empty'],
    [`tag=${'x'.repeat(501)}`, 'tag', 'is longer than 500 characters'],
    ['tag=a%00b', 'tag', 'has a character that text cannot have'],
    ['q=a%0Ab', 'q', 'has a character that text cannot have'],
    [`q=${'x'.repeat(201)}`, 'q', 'is longer than 200 characters'],
    [
      'status=gone',
      'status',
      'must be one of confirmed, tentative, cancelled, postponed, rescheduled, movedOnline',
    ],
    ['attendanceMode=-x', 'attendanceMode', 'must be one of inPerson, online, mixed'],
    ['state=deleted', 'state', 'must be one of draft, submitted, published, rejected, archived'],
    ['superEvent=1', 'superEvent', 'is not the id of an event'],
    ['free=yes', 'free', 'must be true or false'],
    ['free=', 'free', 'must be true or false'],
    ['near=91,0', 'near', 'must be latitude,longitude: -90 to 90, -180 to 180'],
    ['near=1', 'near', 'must be latitude,longitude: -90 to 90, -180 to 180'],
    ['near=1e1,2', 'near', 'must be latitude,longitude: -90 to 90, -180 to 180'],
    ['near=NaN,0', 'near', 'must be latitude,longitude: -90 to 90, -180 to 180'],
    ['near=1,2&radius=-1', 'radius', 'must be kilometres: 0 to 20100'],
    ['radius=1', 'radius', 'needs near'],
    ['bbox=0,10,1,5', 'bbox', 'has its south above its north'],
    ['bbox=0,0,1', 'bbox', 'must be west,south,east,north: -180 to 180, -90 to 90, -180 to 180, -90 to 90'],
    ['lang=sv_SE', 'lang', 'is not a language tag'],
    ['sort=title', 'sort', 'must be one of start, -start, updated, -updated'],
    ['fields=id,secret', 'fields', 'knows no field secret'],
    ['fields=', 'fields', 'is empty'],
    ['limit=0', 'limit', 'must be a whole number from 1 to 200'],
    ['limit=201', 'limit', 'must be a whole number from 1 to 200'],
    ['limit=1.5', 'limit', 'must be a whole number from 1 to 200'],
    ['limit=%201', 'limit', 'must be a whole number from 1 to 200'],
    ['page=0', 'page', 'must be a whole number from 1 to 10000'],
    ['page=51&limit=200', 'page', 'reaches beyond 10000 items: go on with cursor'],
    ['cursor=abc', 'cursor', 'is not one that this list gave'],
    ['cursor=', 'cursor', 'is empty'],
    [`cursor=${cursor}`, 'cursor', 'belongs to sort=-start'],
    [`cursor=${cursor}&sort=-start&page=2`, 'page', 'excludes cursor'],
  ])('%s', (query, parameter, detail) => {
    expect(faultsOf(query)).toEqual([{ parameter, detail }])
  })

  test('another list’s cursor', () => {
    const faults = [{ parameter: 'cursor', detail: 'is not one that this list gave' }]
    expect(faultsOf(`cursor=${cursor}&sort=-start`, { kind: 'events' })).toEqual(faults)
  })

  test('all faults at once', () => {
    expect(
      faultsOf('foo=1&limit=0&near=x&type=party').map((fault) => 'parameter' in fault && fault.parameter),
    ).toEqual(['foo', 'limit', 'near', 'type'])
  })

  test('no query string brings anything but a problem', () => {
    for (let i = 0; i < 0x100; i++) {
      const text = encodeURIComponent(String.fromCharCode(i))
      for (const name of Object.keys(PARAMETERS)) {
        for (const value of [text, `-${text}`, `2026-11-03${text}`]) faultsOf(`${name}=${value}`)
      }
    }
  })
})

test('the documentation’s table has every parameter, with a type and an example that is taken', () => {
  for (const [name, { description, schema, example, repeated }] of Object.entries(PARAMETERS)) {
    expect({ name, description, schema, repeated }).toEqual({
      name,
      description: expect.stringMatching(/\.$/),
      schema: expect.objectContaining(name === 'past' ? {} : { type: expect.any(String) }),
      repeated: expect.any(Boolean),
    })
    if (name === 'cursor' || name === 'radius') continue
    const allowed = new Set([...ALLOWED.list, ...ALLOWED.feed])
    expect(faultsOf(`${name}=${encodeURIComponent(example)}`, { allowed, now: null })).toEqual([])
  }
})
