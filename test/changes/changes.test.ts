import { sql } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { compactChanges } from '../../src/changes/store.ts'
import { renewEvents } from '../../src/events/renew.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { Mirror, served } from './mirror.ts'

let calendar: Calendar

beforeEach(async () => {
  calendar = await openCalendar()
  onTestFinished(calendar.close)
})

const patch = (id: string, body: object) => calendar.send('PATCH', `/api/v1/events/${id}`, body)
const remove = (id: string) => calendar.send('DELETE', `/api/v1/events/${id}`)

describe('GET /changes', () => {
  test('is empty where nothing was ever published, and says where to go on', async () => {
    await calendar.create({ state: 'draft' })
    const { body } = await calendar.get('/api/v1/changes')
    expect(body).toEqual({ items: [], cursor: expect.any(String), next: null })
  })

  test('tells each publication, change and removal, in order', async () => {
    const mirror = new Mirror(calendar)
    const steps: [string, unknown][] = []
    const look = async () => {
      await mirror.follow()
      steps.push(...mirror.items.splice(0).map(({ type, event }): [string, unknown] => [type, event?.title]))
    }
    const { id } = await calendar.create({ title: 'A' })
    await look()
    await patch(id, { title: 'B' })
    await look()
    await patch(id, { status: 'cancelled' })
    await look()
    await remove(id)
    await look()
    expect(steps).toEqual([
      ['event.published', { sv: 'A' }],
      ['event.updated', { sv: 'B' }],
      ['event.cancelled', { sv: 'B' }],
      ['event.removed', undefined],
    ])
  })

  test('shows an event as GET /events/{id} shows it, and one that went as null wherever it stands', async () => {
    const kept = await calendar.create({ title: 'A' })
    const gone = await calendar.create({ title: 'B' })
    await remove(gone.id)
    const { body } = await calendar.get('/api/v1/changes')
    expect(body.items).toEqual([
      {
        cursor: expect.any(String),
        type: 'event.published',
        eventId: kept.id,
        event: (await calendar.get(`/api/v1/events/${kept.id}`)).body,
      },
      { cursor: expect.any(String), type: 'event.removed', eventId: gone.id, event: null },
      { cursor: expect.any(String), type: 'event.removed', eventId: gone.id, event: null },
    ])
  })

  test('keeps to itself what is not published', async () => {
    const draft = await calendar.create({ state: 'draft', title: 'Hemligt' })
    await patch(draft.id, { title: 'Fortfarande hemligt' })
    const archived = await calendar.create({ title: 'Var publikt' })
    await patch(archived.id, { state: 'archived', title: 'Är det inte' })
    const { text, body } = await calendar.get('/api/v1/changes')
    expect(text).not.toMatch(/hemligt|publikt|Är/i)
    expect(body.items.map(({ type, eventId }) => [type, eventId])).toEqual([
      ['event.removed', archived.id],
      ['event.removed', archived.id],
    ])
  })

  test('says nothing of a write that changed nothing, nor of a dry run', async () => {
    const { id } = await calendar.create({ title: 'A' })
    const { body } = await calendar.get('/api/v1/changes')
    await patch(id, { title: 'A' })
    await calendar.send('PATCH', `/api/v1/events/${id}?dryRun=true`, { title: 'B' })
    expect((await calendar.get(`/api/v1/changes?after=${body.cursor}`)).body.items).toEqual([])
  })

  test('gives each event of a batch an entry of its own', async () => {
    const items = ['a', 'b', 'c'].map((externalId) => ({
      externalId,
      title: externalId,
      start: '2026-12-01',
    }))
    const { body } = await calendar.send('POST', '/api/v1/events/batch', { items })
    const mirror = new Mirror(calendar)
    await mirror.follow()
    expect(mirror.items.map(({ eventId }) => eventId).sort()).toEqual(body.items.map(({ id }) => id).sort())
    expect(new Set(mirror.items.map(({ cursor }) => cursor)).size).toBe(3)
  })

  test('pages by `next`, and goes on after any item’s cursor', async () => {
    for (const title of ['A', 'B', 'C']) await calendar.create({ title })
    const first = await calendar.get('/api/v1/changes?limit=2')
    expect(first.headers.get('link')).toBe(`<${first.body.next}>; rel="next"`)
    const titles = async (path: string) =>
      (await calendar.get(path)).body.items.map(({ event }) => event.title)
    expect(await titles(String(first.body.next))).toEqual([{ sv: 'C' }])
    const cursor = first.body.items[0]?.cursor
    expect(await titles(`/api/v1/changes?after=${cursor}`)).toEqual([{ sv: 'B' }, { sv: 'C' }])
  })

  test('is asked for each time', async () => {
    expect((await calendar.get('/api/v1/changes')).headers.get('cache-control')).toBe('public, no-cache')
  })

  test('tells of events whose organizer is a partner with a new name', async () => {
    const partner = (name: string) => calendar.send('PUT', '/api/v1/partners/theatre', { name })
    await partner('Teatern')
    const { id } = await calendar.create({ partner: 'theatre' })
    const mirror = new Mirror(calendar)
    await mirror.follow()
    await partner('Operan')
    await mirror.follow()
    expect(mirror.items.at(-1)).toMatchObject({
      type: 'event.updated',
      event: { organizer: { name: 'Operan' } },
    })
    expect(mirror.events).toEqual(await served(calendar))
    expect([...mirror.events.keys()]).toEqual([id])
  })

  test('tells of events that other time-zone data moved', async () => {
    const { id } = await calendar.create()
    const mirror = new Mirror(calendar)
    await mirror.follow()
    await renewEvents({ ...calendar.deps, tzdata: '9999a' })
    mirror.items.length = 0
    await mirror.follow()
    expect(mirror.items.map(({ type, eventId }) => [type, eventId])).toEqual([['event.updated', id]])
  })
})

describe('filters', () => {
  test('an event that comes to fit is published to a filtered reader, and one that no longer does is removed', async () => {
    const mirror = new Mirror(calendar, 'tag=jazz')
    const { id } = await calendar.create({ tags: ['jazz'] })
    await calendar.create({ tags: ['rock'] })
    await mirror.follow()
    expect([...mirror.events.keys()]).toEqual([id])
    await patch(id, { tags: ['rock'] })
    await mirror.follow()
    expect(mirror.items.at(-1)).toMatchObject({ type: 'event.removed', eventId: id, event: null })
    expect(mirror.events.size).toBe(0)
    await patch(id, { tags: ['Jazz'] })
    await mirror.follow()
    expect([...mirror.events.keys()]).toEqual([id])
  })

  test('leave out what a reader was never shown', async () => {
    const { id } = await calendar.create({ tags: ['rock'] })
    await patch(id, { title: 'B' })
    const { body } = await calendar.get('/api/v1/changes?tag=jazz')
    expect(body.items).toEqual([])
  })

  test('move the cursor over what they leave out', async () => {
    await calendar.create({ tags: ['rock'] })
    const { body } = await calendar.get('/api/v1/changes?tag=jazz')
    expect(body.cursor).toBe((await calendar.get('/api/v1/changes')).body.cursor)
  })

  test.each([
    ['tag=-rock', { tags: ['rock'] }],
    ['q=konsert', { title: 'Möte' }],
    ['bbox=13,55,14,56', { location: { latitude: 59.3, longitude: 18.1 } }],
  ])('%s: an event that leaves is removed', async (query, leaving) => {
    const { id } = await calendar.create({
      title: 'Konsert',
      location: { latitude: 55.7, longitude: 13.2 },
      tags: ['jazz'],
    })
    const mirror = new Mirror(calendar, query)
    await mirror.follow()
    expect([...mirror.events.keys()]).toEqual([id])
    await patch(id, leaving)
    await mirror.follow()
    expect(mirror.events).toEqual(await served(calendar, query))
    expect(mirror.events.size).toBe(0)
  })

  test('a window in time is none of them', async () => {
    const { status, body } = await calendar.get('/api/v1/changes?from=2026-12-01')
    expect([status, body.errors]).toEqual([400, [{ parameter: 'from', detail: 'is not known here' }]])
  })
})

describe('cursors', () => {
  test.each(['x', '%20', 'ODFkMjVhZmIgNDE!', 'MQ'])('%s is none: 400', async (text) => {
    const { status, body } = await calendar.get(`/api/v1/changes?after=${text}`)
    expect([status, body.errors]).toEqual([
      400,
      [{ parameter: 'after', detail: 'is not a cursor that /changes gave' }],
    ])
  })

  test('of another calendar are refused with what to do: 410', async () => {
    const other = await openCalendar()
    onTestFinished(other.close)
    await sql`update calendar set log = gen_random_uuid()`.execute(other.deps.db)
    const { body } = await other.get('/api/v1/changes')
    const answer = await calendar.get(`/api/v1/changes?after=${body.cursor}`)
    expect([answer.status, answer.body.detail]).toEqual([410, expect.stringContaining('ask without `after`')])
  })

  test('from before the database was put back are refused: 410', async () => {
    await calendar.create()
    const { body } = await calendar.get('/api/v1/changes')
    await sql`update calendar set revision = revision - 1`.execute(calendar.deps.db)
    expect((await calendar.get(`/api/v1/changes?after=${body.cursor}`)).status).toBe(410)
  })
})

describe('compaction', () => {
  const age = (interval: string) =>
    sql`update changes set at = at - ${interval}::interval`.execute(calendar.deps.db)

  test('keeps of each event the newest entry, and a reader from before still converges', async () => {
    const filtered = new Mirror(calendar, 'tag=jazz')
    const { id } = await calendar.create({ tags: ['jazz'] })
    await filtered.follow()
    await patch(id, { tags: ['rock'] })
    await patch(id, { tags: ['folk'] })
    await age('31 days')
    await compactChanges(calendar.deps.db)
    const { body } = await calendar.get('/api/v1/changes')
    expect(body.items.map(({ type }) => type)).toEqual(['event.updated'])
    await filtered.follow()
    expect(filtered.events.size).toBe(0)
  })

  test('touches nothing that is young', async () => {
    const { id } = await calendar.create()
    await patch(id, { title: 'B' })
    await age('29 days')
    await compactChanges(calendar.deps.db)
    expect((await calendar.get('/api/v1/changes')).body.items).toHaveLength(2)
  })

  test('drops removals of a year ago, and sends back to the start who stood before them: 410', async () => {
    const before = (await calendar.get('/api/v1/changes')).body.cursor
    const { id } = await calendar.create()
    await remove(id)
    await age('366 days')
    await compactChanges(calendar.deps.db)
    const { body } = await calendar.get('/api/v1/changes')
    expect(body.items).toEqual([])
    expect((await calendar.get(`/api/v1/changes?after=${before}`)).status).toBe(410)
    expect((await calendar.get(`/api/v1/changes?after=${body.cursor}`)).status).toBe(200)
  })

  test('lets a reader who begins now page through entries from before what was dropped', async () => {
    await calendar.create({ title: 'A' })
    await calendar.create({ title: 'B' })
    const { id } = await calendar.create()
    await remove(id)
    await age('366 days')
    await compactChanges(calendar.deps.db)
    const mirror = new Mirror(calendar, 'limit=1')
    await mirror.follow()
    expect(mirror.events).toEqual(await served(calendar))
    expect(mirror.events.size).toBe(2)
  })
})
