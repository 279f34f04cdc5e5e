import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { calendarFile, vevent } from '../imports/files.ts'
import { makePartner } from '../support/partner.ts'

let calendar: Calendar
beforeEach(async () => {
  calendar = await openCalendar()
})
afterEach(() => calendar.close())

const ORIGIN = 'https://calendar.example.org/'
const ask: typeof fetch = async (input, init) => calendar.app.request(String(input), init)

async function partnersClient() {
  const { key } = await makePartner(calendar.deps, { slug: 'theatre', trusted: true })
  return createClient(ORIGIN, { key, fetch: ask })
}

test('posts with a key, once for its idempotency key, and reads without a key', async () => {
  const client = await partnersClient()
  const json = { title: { sv: 'Orgel' }, start: '2026-12-02T12:15', tags: ['orgel', 'kyrka'] }
  const header = { 'Idempotency-Key': 'one' }
  const posted = await client.events.$post({ json, header })
  if (posted.status !== 201) throw new Error(await posted.text())
  const event = await posted.json()
  expect(event).toMatchObject({ partner: 'theatre', title: { sv: 'Orgel' }, state: 'published' })
  expect((await (await client.events.$post({ json, header })).json()) as unknown).toEqual(event)

  const reader = createClient(ORIGIN, { fetch: ask })
  const list = await reader.occurrences.$get({
    query: { from: '2026-12-01', tag: ['nothing', 'orgel'], limit: 1, free: false },
  })
  if (!list.ok) throw new Error((await list.json()).detail)
  expect((await list.json()).items.map(({ eventId }) => eventId)).toEqual([event.id])
})

test('tells a problem by its status and its body', async () => {
  const answer = await createClient(ORIGIN, { fetch: ask }).events[':id'].$get({ param: { id: 'no-such' } })
  expect(answer.ok).toBe(false)
  if (answer.ok) return
  expect([answer.status, (await answer.json()).detail]).toEqual([404, 'There is no such event.'])
})

test.each(['plain', 'a/b', 'två ord?#%2F', '$&', '.x'])('reaches the external id %s', async (externalId) => {
  const client = await partnersClient()
  const json = { title: 'Orgel', start: '2026-12-02' }
  const answer = await client.events['by-external-id'][':external-id'].$put({
    param: { 'external-id': externalId },
    json,
  })
  expect(await answer.json()).toMatchObject({ externalId })
})

test('sends a calendar file as such, and patches', async () => {
  const client = await partnersClient()
  const answer = await client.imports.$post({ body: calendarFile(vevent('a1')) })
  if (!answer.ok) throw new Error((await answer.json()).detail)
  const [item] = (await answer.json()).items
  expect(item).toMatchObject({ uid: 'a1', status: 'created' })
  const id = item?.id ?? ''
  const patched = await client.events[':id'].$patch({ param: { id }, json: { status: 'postponed' } })
  expect(await patched.json()).toMatchObject({ status: 'postponed' })
  const gone = await client.events[':id'].$delete({ param: { id }, header: { 'If-Match': '*' } })
  expect(gone.status).toBe(204)
})
