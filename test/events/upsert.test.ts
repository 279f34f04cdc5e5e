import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Body, type Calendar, openCalendar, START } from './calendar.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())

const address = (externalId: string) => `/api/v1/events/by-external-id/${encodeURIComponent(externalId)}`
const upsert = (externalId: string, body: unknown, headers = {}) =>
  calendar.send('PUT', address(externalId), body, headers)
const batch = (items: unknown[]) => calendar.send('POST', '/api/v1/events/batch', { items })
const read = async ({ id }: Body) => (await calendar.get(`/api/v1/events/${id}`)).body

describe('PUT by external id', () => {
  it('creates the event the first time, and then is the same event', async () => {
    const first = await upsert('konsert/1 å', { title: 'Konsert', start: START })
    const second = await upsert('konsert/1 å', { title: 'Konserten', start: START })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(first.headers.get('location')).toBe(`https://calendar.example.org/api/v1/events/${first.body.id}`)
    expect(second.body).toEqual({
      ...first.body,
      title: { sv: 'Konserten' },
      slug: 'konserten',
      url: second.body.url,
    })
    expect(second.body.url).toBe('https://calendar.example.org/events/konserten')
  })

  it('leaves all as it is where nothing differs, whenever it comes', async () => {
    const body = { title: 'Samma', start: START, tags: ['a'], recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' } }
    const first = await upsert('same', body)
    const { now } = calendar.clock
    calendar.clock.now = '2026-11-21T12:00:00Z'
    const before = await calendar.contents()
    const second = await upsert('same', { ...body, externalId: 'same' })
    calendar.clock.now = now
    expect(second.status).toBe(200)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await calendar.contents()).toEqual(before)
  })

  it('refuses another external id in the body, and a stale If-Match', async () => {
    const first = await upsert('mine', { title: 'A', start: START })
    const other = await upsert('mine', { title: 'A', start: START, externalId: 'yours' })
    expect(other.status).toBe(422)
    expect(other.body.errors).toMatchObject([{ pointer: '/externalId' }])
    await upsert('mine', { title: 'B', start: START })
    const stale = await upsert(
      'mine',
      { title: 'C', start: START },
      { 'If-Match': first.headers.get('etag') },
    )
    expect(stale.status).toBe(412)
  })

  it('makes one event where many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => upsert('race', { title: `Version ${n}`, start: START })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })
})

describe('a batch', () => {
  it('creates, then leaves alone, then updates, in the order of its items', async () => {
    const items = ['b1', 'b2', 'b3'].map((externalId) => ({ externalId, title: externalId, start: START }))
    const created = (await batch(items)).body.items
    expect(created).toEqual(
      items.map(({ externalId }, index) => ({
        index,
        externalId,
        status: 'created',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        problem: null,
      })),
    )
    expect((await batch(items)).body.items).toEqual(created.map((item) => ({ ...item, status: 'unchanged' })))
    const changed = items.map((item, index) => (index === 1 ? { ...item, title: 'Ny' } : item))
    expect((await batch(changed)).body.items.map(({ status }) => status)).toEqual([
      'unchanged',
      'updated',
      'unchanged',
    ])
  })

  it('is not harmed by a bad item, whose faults it tells', async () => {
    const answer = await batch([
      { externalId: 'good-1', title: 'Bra', start: START },
      { externalId: 'bad', title: '', start: 'igår' },
      { title: 'Utan id', start: START },
      7,
      { externalId: 'lost', title: 'A', start: START, superEvent: '01890000-0000-7000-8000-000000000000' },
      { externalId: 'good-2', title: 'Bra', start: START },
    ])
    expect(answer.status).toBe(200)
    expect(
      answer.body.items.map(({ status, externalId, problem }) => [
        status,
        externalId,
        problem?.status,
        problem?.errors.map(({ pointer }) => pointer),
      ]),
    ).toEqual([
      ['created', 'good-1', undefined, undefined],
      ['failed', 'bad', 422, ['/title', '/start']],
      ['failed', null, 422, ['/externalId']],
      ['failed', null, 422, ['']],
      ['failed', 'lost', 422, ['/superEvent']],
      ['created', 'good-2', undefined, undefined],
    ])
  })

  it('is not harmed by JSON that only one item is at fault for', async () => {
    const deep = '['.repeat(40) + ']'.repeat(40)
    const text = `{"items": [
      {"externalId": "j1", "title": "NUL \\u0000", "start": "${START}", "titel": 1},
      {"externalId": "j2", "title": "A", "title": "B", "start": "${START}"},
      {"externalId": "j3", "title": "A", "start": "${START}", "tags": ${deep}},
      {"externalId": "j4", "title": "Bra", "start": "${START}"}]}`
    const { body } = await calendar.sendText('POST', '/api/v1/events/batch', text)
    expect(
      body.items.map(({ status, problem }) => [status, problem?.errors.map(({ pointer }) => pointer)]),
    ).toEqual([
      ['failed', ['/title', '/titel']],
      ['failed', ['/title']],
      ['failed', [`/tags${'/0'.repeat(29)}`, '/tags/0']],
      ['created', undefined],
    ])
  })

  it('takes an external id that comes twice in its order', async () => {
    const { body } = await batch([
      { externalId: 'twice', title: 'Först', start: START },
      { externalId: 'twice', title: 'Sist', start: START },
    ])
    expect(body.items.map(({ status }) => status)).toEqual(['created', 'updated'])
    const [item] = body.items
    expect(item && (await read(item)).title).toEqual({ sv: 'Sist' })
  })

  it('of 500 items is taken, of 501 refused', async () => {
    const items = Array.from({ length: 501 }, (_, n) => ({
      externalId: `many-${n}`,
      title: `Nr ${n}`,
      start: START,
    }))
    expect((await batch(items)).status).toBe(422)
    const answer = await batch(items.slice(0, 500))
    expect(new Set(answer.body.items.map(({ status }) => status))).toEqual(new Set(['created']))
  })

  it('writes nothing as a dry run, and says what it would do', async () => {
    const before = await calendar.contents()
    const items = [{ externalId: 'dry', title: 'A', start: START }]
    const answer = await calendar.send('POST', '/api/v1/events/batch?dryRun=true', { items })
    expect(answer.body.dryRun).toBe(true)
    expect(answer.body.items).toMatchObject([
      {
        status: 'created',
        externalId: 'dry',
        changes: expect.arrayContaining([{ pointer: '/title', after: { sv: 'A' } }]),
      },
    ])
    expect(await calendar.contents()).toEqual(before)
  })
})
