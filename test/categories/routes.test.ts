import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { createApp } from '../../src/app.ts'
import type { Deps } from '../../src/deps.ts'
import { freshDatabase } from '../support/database.ts'
import { ADMIN_KEY, depsWithoutDatabase } from '../support/deps.ts'

let database: Database
let app: ReturnType<typeof createApp>
let deps: Deps

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  await database.db.deleteFrom('events').execute()
  await database.db.deleteFrom('categories').execute()
  deps = depsWithoutDatabase({
    db: database.db,
    gzip: async (bytes) => new Uint8Array(gzipSync(bytes)),
    newId: randomUUID,
  })
  app = createApp(deps, { read: async () => new Uint8Array() })
})

async function call(method: string, path: string, body?: unknown, key: string | null = ADMIN_KEY) {
  const headers = new Headers(key === null || method === 'GET' ? {} : { Authorization: `Bearer ${key}` })
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const response = await app.request(path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
}

const put = (slug: string, sv: string, en = sv) =>
  call('PUT', `/api/v1/categories/${slug}`, { name: { sv, en }, color: '#AA3311' })

describe('the list of categories', () => {
  it('is sorted by name in the default language', async () => {
    for (const [slug, name] of [
      ['ol', 'Öl'],
      ['film', 'Film'],
      ['aventyr', 'Äventyr'],
      ['alvar', 'Ålvar'],
      ['zoo', 'Zoo'],
    ])
      await put(slug ?? '', name ?? '')
    const { status, json } = await call('GET', '/api/v1/categories')
    expect(status).toBe(200)
    expect(json.items.map(({ name }: { name: { sv: string } }) => name.sv)).toEqual([
      'Film',
      'Zoo',
      'Ålvar',
      'Äventyr',
      'Öl',
    ])
  })

  it('refuses parameters that it does not know', async () => {
    const { status, json } = await call('GET', '/api/v1/categories?sort=slug')
    expect([status, json.errors]).toEqual([400, [{ parameter: 'sort', detail: 'is not known here' }]])
  })
})

describe('writing a category', () => {
  it('creates it, then leaves it alone where nothing differs', async () => {
    const category = { slug: 'music', name: { en: 'Music', sv: 'Musik' }, color: '#aa3311' }
    const created = await put('music', 'Musik', 'Music')
    expect([created.status, created.json]).toEqual([201, category])
    const revision = await readRevision()
    const again = await put('music', 'Musik', 'Music')
    expect([again.status, again.json]).toEqual([200, category])
    expect(await readRevision()).toBe(revision)
  })

  it('takes a plain name as one in the default language', async () => {
    const { json } = await call('PUT', '/api/v1/categories/film', { name: 'Film' })
    expect(json).toEqual({ slug: 'film', name: { sv: 'Film' }, color: null })
  })

  it('writes nothing on a dry run', async () => {
    const tried = await call('PUT', '/api/v1/categories/film?dryRun=true', { name: 'Film' })
    expect([tried.status, tried.json.dryRun, tried.json.status]).toEqual([200, true, 'created'])
    expect((await call('GET', '/api/v1/categories')).json.items).toEqual([])
  })

  it('names every fault of the body', async () => {
    const { status, json } = await call('PUT', '/api/v1/categories/film', {
      name: '',
      color: 'red',
      order: 1,
    })
    const pointers = json.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect([status, pointers.sort()]).toEqual([422, ['/color', '/name', '/order']])
  })

  it('refuses an address that is no slug, and a caller without the admin’s key', async () => {
    expect((await put('Not%20a%20slug', 'X')).status).toBe(400)
    expect((await call('PUT', '/api/v1/categories/film', { name: 'Film' }, null)).status).toBe(401)
    expect((await call('DELETE', '/api/v1/categories/film', undefined, null)).status).toBe(401)
  })
})

describe('a new name', () => {
  it('reaches the feed, its ETag and the events’ versions', async () => {
    await put('music', 'Musik', 'Music')
    const event = await post({ categories: ['music'] })
    const before = await call('GET', '/calendar.ics')
    expect(before.text).toContain('CATEGORIES:Musik\r\n')

    await put('music', 'Musik och dans', 'Music and dance')
    const after = await call('GET', '/calendar.ics')
    expect(after.text).toContain('CATEGORIES:Musik och dans\r\n')
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect((await call('GET', '/calendar.ics?lang=en')).text).toContain('CATEGORIES:Music and dance\r\n')

    const read = await call('GET', `/api/v1/events/${event.id}`)
    expect(read.headers.get('etag')).toBe('"2"')
    expect([read.json.updated, read.json.sequence]).toEqual([event.updated, event.sequence])
  })

  it('reaches a single occurrence that alone carries the category', async () => {
    await put('music', 'Musik')
    const series = await post({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' } })
    await call('PUT', `/api/v1/events/${series.id}/occurrences/2026-11-17T18:00:00`, {
      categories: ['music'],
    })
    await put('music', 'Tonkonst')
    expect((await call('GET', '/calendar.ics')).text).toContain('CATEGORIES:Tonkonst\r\n')
  })

  it('is that of an event that is written at the same time', async () => {
    await put('music', 'Musik')
    const writes = Array.from({ length: 12 }, (_, i) =>
      i === 6 ? put('music', 'Tonkonst') : post({ categories: ['music'] }),
    )
    await Promise.all(writes)
    const { text } = await call('GET', '/calendar.ics')
    expect(text.match(/CATEGORIES:.*/g)).toEqual(Array(11).fill('CATEGORIES:Tonkonst'))
  })
})

describe('removing a category', () => {
  it('is refused while events carry it, with their number', async () => {
    await put('music', 'Musik')
    await post({ categories: ['music'] })
    await post({ categories: ['music'], state: 'draft' })
    const { status, json } = await call('DELETE', '/api/v1/categories/music')
    expect([status, json.detail]).toEqual([409, '2 events are in the category music.'])
  })

  it('removes one that none carries; again it is not found', async () => {
    await put('music', 'Musik')
    expect((await call('DELETE', '/api/v1/categories/music')).status).toBe(204)
    expect((await call('DELETE', '/api/v1/categories/music')).status).toBe(404)
  })
})

async function post(own: Record<string, unknown>) {
  const { status, json } = await call('POST', '/api/v1/events', {
    title: 'Kör',
    start: '2026-11-10T18:00',
    ...own,
  })
  expect(status).toBe(201)
  return json
}

async function readRevision() {
  const { revision } = await database.db.selectFrom('calendar').select('revision').executeTakeFirstOrThrow()
  return revision
}
