import { sql } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { forgetAnswers } from '../../src/events/answer-once.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { makePartner } from '../support/partner.ts'
import { type Answer, type Calendar, openCalendar } from './calendar.ts'

let calendar: Calendar

beforeEach(async () => {
  calendar = await openCalendar()
  onTestFinished(calendar.close)
})

const EVENT = {
  title: 'Konsert',
  start: '2026-12-01T18:00',
  location: { name: 'Kulturen', locality: 'Lund' },
}
const key = (text: string) => ({ 'Idempotency-Key': text })
const post = (text: string, body: object = EVENT, headers = {}) =>
  calendar.send('POST', '/api/v1/events', body, { ...key(text), ...headers })
const told = ({ status, headers, text }: Answer) => ({
  status,
  location: headers.get('location'),
  etag: headers.get('etag'),
  type: headers.get('content-type'),
  text,
})
const stored = async () => (await calendar.contents()).events

describe('Idempotency-Key', () => {
  test('the same request again is answered as it was, though the event has changed since, and is not done', async () => {
    const first = await post('a')
    expect(first.status).toBe(201)
    await calendar.send('PATCH', `/api/v1/events/${first.body.id}`, { title: 'Ändrad' })
    expect(told(await post('a'))).toEqual(told(first))
    expect(await stored()).toBe(1)
  })

  test('the same JSON in other words is the same request', async () => {
    const first = await post('a')
    const other = { location: { locality: 'Lund', name: 'Kulturen' }, start: EVENT.start, title: EVENT.title }
    expect(told(await post('a', other))).toEqual(told(first))
  })

  test('another body, or query, under the same key is 422', async () => {
    await post('a')
    const answer = await post('a', { ...EVENT, title: 'Film' })
    expect([answer.status, answer.body.detail]).toEqual([
      422,
      'This Idempotency-Key was sent with another request.',
    ])
    expect(await stored()).toBe(1)
  })

  test('is each partner’s own, and each address’s', async () => {
    const theatre = await makePartner(calendar.deps, { slug: 'theatre' })
    const [house, own] = [await post('a'), await post('a', EVENT, theatre.authorization)]
    expect([house.body.partner, own.body.partner]).toEqual(['house', 'theatre'])
    const items = [{ ...EVENT, externalId: 'x' }]
    expect((await calendar.send('POST', '/api/v1/events/batch', { items }, key('a'))).status).toBe(200)
  })

  test.each(['', 'å', 'a b', 'x'.repeat(256)])('%j is none: 400', async (text) => {
    expect((await post(text)).status).toBe(400)
    expect(await stored()).toBe(0)
  })

  test('a refusal leaves no record: what is mended may come under the same key', async () => {
    expect((await post('a', { ...EVENT, start: 'someday' })).status).toBe(422)
    expect((await post('a')).status).toBe(201)
  })

  test('a refusal by the database leaves no record either', async () => {
    const { id } = await calendar.create({ externalId: 'x' })
    expect((await post('a', { ...EVENT, externalId: 'x' })).status).toBe(409)
    await calendar.send('DELETE', `/api/v1/events/${id}`)
    expect((await post('a', { ...EVENT, externalId: 'x' })).status).toBe(201)
  })

  test('a dry run leaves no record, and is none of an earlier one’s', async () => {
    const dryRun = () => calendar.send('POST', '/api/v1/events?dryRun=true', EVENT, key('a'))
    expect((await dryRun()).body).toMatchObject({ dryRun: true, status: 'created' })
    expect((await post('a')).status).toBe(201)
    expect((await dryRun()).body).toMatchObject({ dryRun: true, status: 'created' })
  })

  test('counts for 24 hours', async () => {
    const { body } = await post('a')
    await sql`update idempotency set created = created - interval '24 hours'`.execute(calendar.deps.db)
    const second = await post('a', { ...EVENT, title: 'Film' })
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(body.id)
    expect(told(await post('a', { ...EVENT, title: 'Film' }))).toEqual(told(second))
  })

  test('is forgotten afterwards', async () => {
    await post('old')
    await sql`update idempotency set created = created - interval '25 hours'`.execute(calendar.deps.db)
    await post('new')
    await forgetAnswers(calendar.deps)
    const left = await calendar.deps.db.selectFrom('idempotency').select('id').execute()
    expect(left).toHaveLength(1)
  })

  test('tells readers of the change once, with the record', async () => {
    await post('a')
    await post('a')
    expect((await calendar.get('/api/v1/changes')).body.items).toHaveLength(1)
  })

  test('50 identical posts at once make one event; each is answered alike, or told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('a')))
    const done = answers.filter(({ status }) => status === 201)
    const again = answers.filter(({ status }) => status !== 201)
    expect(new Set(done.map(({ text }) => text)).size).toBe(1)
    // 409: the first is still running. 503: more wait for the database than this machine can do in two seconds.
    expect(again.filter(({ status }) => status !== 409 && status !== 503)).toEqual([])
    expect(again.filter(({ headers }) => headers.get('retry-after') === null)).toEqual([])
    expect(await stored()).toBe(1)
    expect(told(await post('a')).text).toBe(done[0]?.text)
  })

  test('serves a retry of a PUT whose If-Match the first has made stale', async () => {
    const { id } = await calendar.create()
    const put = () => calendar.send('PUT', `/api/v1/events/${id}`, EVENT, { ...key('a'), 'If-Match': '"1"' })
    const first = await put()
    expect(first.status).toBe(200)
    expect(told(await put())).toEqual(told(first))
  })

  const FILE = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a@example.org', 'DTSTART:20261201', 'SUMMARY:Konsert']
    .concat('END:VEVENT', 'END:VCALENDAR', '')
    .join('\r\n')
  const importFile = async (text = FILE): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'text/calendar', ...key('a') }
    const answer = await calendar.app.request('/api/v1/imports', { method: 'POST', headers, body: text })
    const said = await answer.text()
    return { status: answer.status, headers: answer.headers, text: said, body: JSON.parse(said) }
  }

  test('an import is answered the same, and another file under its key is 422', async () => {
    const first = await importFile()
    expect(first.body.items).toMatchObject([{ status: 'created' }])
    expect(told(await importFile())).toEqual(told(first))
    expect((await importFile(FILE.replace('Konsert', 'Film'))).status).toBe(422)
    expect(await stored()).toBe(1)
  })

  test('an import that still runs is 409, until its process must have died', async () => {
    await importFile()
    const { db } = calendar.deps
    await sql`update idempotency set status = 0`.execute(db)
    expect((await importFile()).status).toBe(409)
    await sql`update idempotency set created = now() - interval '1 minute'`.execute(db)
    expect((await importFile()).body.items).toMatchObject([{ status: 'unchanged' }])
  })

  test('an import that is refused leaves no record', async () => {
    expect((await importFile('no calendar')).status).toBe(400)
    expect((await importFile()).status).toBe(200)
  })

  test('what there was no time for is done when it is sent again under the same key', async () => {
    const batch = () =>
      calendar.send('POST', '/api/v1/events/batch', { items: [{ ...EVENT, externalId: 'x' }] }, key('b'))
    let late = performance.now()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (late += 30_000))
    const slow = [await importFile(), await batch()]
    clock.mockRestore()
    expect(slow.map(({ body }) => body.items[0])).toMatchObject([
      { status: 'failed', problem: { status: 503 } },
      { status: 'failed', problem: { status: 503 } },
    ])
    const again = [await importFile(), await batch()]
    expect(again.map(({ body }) => body.items[0])).toMatchObject([
      { status: 'created' },
      { status: 'created' },
    ])
  })

  const series = { ...EVENT, recurrence: { rrule: 'FREQ=DAILY;COUNT=5' } }
  test.each<[string, string, string, unknown]>([
    ['PATCH', 'PATCH', '/api/v1/events/ID', { title: 'Film' }],
    ['DELETE', 'DELETE', '/api/v1/events/ID', undefined],
    ['an upsert', 'PUT', '/api/v1/events/by-external-id/x', EVENT],
    [
      'a change to an occurrence',
      'PUT',
      '/api/v1/events/ID/occurrences/2026-12-02T18:00:00',
      { start: '2026-12-02T19:00' },
    ],
    ['its return', 'DELETE', '/api/v1/events/ID/occurrences/2026-12-02T18:00:00', undefined],
    ['a split', 'POST', '/api/v1/events/ID/split', { recurrenceId: '2026-12-03T18:00' }],
    ['a batch', 'POST', '/api/v1/events/batch', { items: [{ ...EVENT, externalId: 'x' }] }],
    [
      'a batch whose items go one by one',
      'POST',
      '/api/v1/events/batch',
      {
        items: [
          { ...EVENT, externalId: 'x', uid: 'same' },
          { ...EVENT, externalId: 'y', uid: 'same' },
          { ...EVENT, externalId: 'z' },
        ],
      },
    ],
  ])('%s is answered the same, and done once', async (_, method, path, body) => {
    const { id } = await calendar.create(series)
    const send = () => calendar.send(method, path.replace('ID', id), body, key('a'))
    const first = await send()
    expect(first.status).toBeLessThan(300)
    const after = await calendar.contents()
    expect(told(await send())).toEqual(told(first))
    expect(await calendar.contents()).toEqual(after)
  })
})
