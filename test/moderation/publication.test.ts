import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Answer, type Body, type Calendar, openCalendar, START } from '../events/calendar.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
let untrusted: TestPartner
let trusted: TestPartner
let editor: TestPartner
let other: TestPartner
beforeAll(async () => {
  calendar = await openCalendar()
  untrusted = await makePartner(calendar.deps, { slug: 'theatre' })
  trusted = await makePartner(calendar.deps, { slug: 'museum', trusted: true })
  other = await makePartner(calendar.deps, { slug: 'library', trusted: true })
  editor = await makePartner(calendar.deps, { slug: 'desk', scopes: ['events:moderate'] })
})
afterAll(() => calendar.close())

const STATES = ['draft', 'submitted', 'published', 'rejected', 'archived'] as const
type State = (typeof STATES)[number]

const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const put = (who: TestPartner, event: Body, body: object, headers = {}) =>
  calendar.send('PUT', `${path(event)}/publication`, body, { ...who.authorization, ...headers })
const post = (who: TestPartner, body: object) =>
  calendar.send('POST', '/api/v1/events', { title: 'A', start: START, ...body }, who.authorization)
const tag = ({ headers }: Answer) => headers.get('etag') ?? ''

/** An event of the partner in that state, by its row: how it came there is another's matter. */
async function eventIn(who: TestPartner, state: State): Promise<Body> {
  const { body } = await post(who, { state: 'draft' })
  await calendar.deps.db.updateTable('events').set({ state }).where('id', '=', body.id).execute()
  return body
}

/** The steps of the contract, by who takes them. */
const STEPS: Record<string, Partial<Record<State, readonly State[]>>> = {
  'an untrusted owner': {
    draft: ['submitted'],
    submitted: ['draft'],
    published: ['archived'],
    archived: ['draft'],
    rejected: ['draft', 'submitted'],
  },
  'a trusted owner': {
    draft: ['submitted', 'published'],
    submitted: ['draft'],
    published: ['archived'],
    archived: ['draft'],
    rejected: ['draft', 'submitted'],
  },
  'an editor': {
    submitted: ['published', 'rejected'],
    published: ['archived'],
    archived: ['published'],
  },
}

describe.each(Object.entries(STEPS))('%s', (who, steps) => {
  const actor = () =>
    who === 'an untrusted owner' ? untrusted : who === 'a trusted owner' ? trusted : editor
  const owner = () => (who === 'an untrusted owner' ? untrusted : trusted)
  const table = STATES.flatMap((from) => STATES.map((to) => ({ from, to })))

  it.each(table)('from $from to $to', async ({ from, to }) => {
    const event = await eventIn(owner(), from)
    const answer = await put(actor(), event, { state: to })
    const isHidden = who === 'an editor' && from === 'draft'
    const expected = isHidden ? 404 : from === to || steps[from]?.includes(to) ? 200 : 409
    expect(answer.status).toBe(expected)
    if (expected === 200) expect(answer.body.state).toBe(to)
    if (expected !== 409) return
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/state'])
    for (const allowed of steps[from] ?? []) expect(answer.body.detail).toContain(allowed)
  })
})

describe('a step', () => {
  it('is 404 or 403 for another partner, as far as it sees the event', async () => {
    expect((await put(other, await eventIn(trusted, 'submitted'), { state: 'draft' })).status).toBe(404)
    expect((await put(other, (await post(trusted, {})).body, { state: 'archived' })).status).toBe(403)
  })

  it('brings a note to the partner, and another back', async () => {
    const { body } = await post(untrusted, {})
    await put(editor, body, { state: 'rejected', note: 'Vilken scen?\nOch när?' })
    const own = await calendar.get(path(body), untrusted.authorization)
    expect(own.body).toMatchObject({ state: 'rejected', moderation: { note: 'Vilken scen?\nOch när?' } })
    await put(untrusted, body, { state: 'submitted', note: 'Stora scenen.' })
    const queue = await calendar.get('/api/v1/events?state=submitted&limit=200', editor.authorization)
    expect(queue.body.items.find(({ id }) => id === body.id)?.moderation).toMatchObject({ note: 'Stora scenen.' })
  }) // biome-ignore format: one call

  it('answers with the event and its ETag, and nobody else sees the note', async () => {
    const { body } = await post(untrusted, {})
    const answer = await put(editor, body, { state: 'published', note: 'Välkomna!' }, { 'If-Match': '"1"' })
    expect([answer.status, tag(answer)]).toEqual([200, '"2"'])
    expect(answer.body).toMatchObject({ state: 'published', published: '2026-11-20T12:00:00Z' })
    const seen = await calendar.get(path(body))
    expect(seen.body).toMatchObject({ state: 'published' })
    expect(seen.text).not.toContain('moderation')
    expect((await calendar.get(path(body), other.authorization)).text).not.toContain('Välkomna')
  })

  it('that stays where it is changes nothing', async () => {
    const { body } = await post(untrusted, {})
    const before = await calendar.contents()
    const answer = await put(untrusted, body, { state: 'submitted', note: 'x' })
    expect([answer.status, tag(answer)]).toEqual([200, '"1"'])
    expect(answer.body).toEqual(body)
    expect(await calendar.contents()).toEqual(before)
  })

  it('may be taken by PUT and PATCH as well', async () => {
    const { body } = await post(trusted, { state: 'draft' })
    const sent = { title: 'A', start: START, state: 'published' }
    const headers = { ...trusted.authorization, 'If-Match': '"1"' }
    const answer = await calendar.send('PUT', path(body), sent, headers)
    expect([answer.status, answer.body.state]).toEqual([200, 'published'])
    const back = await calendar.send(
      'PATCH',
      path(body),
      { state: 'draft' },
      { ...trusted.authorization, 'Content-Type': 'application/merge-patch+json' },
    )
    expect([back.status, back.body.errors.map(({ pointer }) => pointer)]).toEqual([409, ['/state']])
    expect(back.body.detail).toContain('archived')
  })

  it('is 412 where the event is another than was seen', async () => {
    const { body } = await post(untrusted, {})
    expect((await put(editor, body, { state: 'published' }, { 'If-Match': '"7"' })).status).toBe(412)
  })

  it('is shown and not taken on a dry run', async () => {
    const { body } = await post(untrusted, {})
    const answer = await calendar.send(
      'PUT',
      `${path(body)}/publication?dryRun=true`,
      { state: 'published' },
      editor.authorization,
    )
    expect(answer.body).toMatchObject({
      dryRun: true,
      status: 'updated',
      changes: [{ pointer: '/state', before: 'submitted', after: 'published' }],
    })
    expect((await calendar.get(path(body))).status).toBe(404)
  })

  it.each([
    [{}, '/state'],
    [{ state: 'gone' }, '/state'],
    [{ state: 'draft', note: 'a\u0007' }, '/note'],
    [{ state: 'draft', note: '' }, '/note'],
    [{ state: 'draft', why: 'x' }, '/why'],
  ])('with %j is 422', async (body, pointer) => {
    const answer = await put(untrusted, (await post(untrusted, {})).body, body)
    expect([answer.status, answer.body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]])
  })

  it('out of the public leaves a tombstone without text, which goes when the event comes back', async () => {
    const { body } = await post(trusted, { title: 'Hemlig titel' })
    await put(trusted, body, { state: 'archived' })
    const feed = (await calendar.get('/calendar.ics')).text.replaceAll('\r\n ', '')
    const entry = feed.slice(feed.indexOf(`UID:${body.uid}`)).split('END:VEVENT')[0]
    expect(entry).toContain('STATUS:CANCELLED')
    expect(entry).toContain('SEQUENCE:1')
    expect(feed).not.toContain('Hemlig titel')
    await put(editor, body, { state: 'published' })
    const again = (await calendar.get('/calendar.ics')).text.replaceAll('\r\n ', '')
    expect(again.split(`UID:${body.uid}`)).toHaveLength(2)
    expect(again).toContain('Hemlig titel')
  })
})

describe('a new event', () => {
  test.each<[string, () => TestPartner, string]>([
    ['of an untrusted partner is submitted', () => untrusted, 'submitted'],
    ['of a trusted partner is published', () => trusted, 'published'],
    ['of an editor is published', () => editor, 'published'],
  ])('%s', async (_, who, state) => {
    expect((await post(who(), {})).body.state).toBe(state)
  })

  it('takes the states that its key may give it', async () => {
    expect((await post(untrusted, { state: 'published' })).status).toBe(422)
    expect((await post(trusted, { state: 'archived' })).status).toBe(422)
    for (const state of ['draft', 'submitted'])
      expect((await post(untrusted, { state })).body.state).toBe(state)
  })
})
