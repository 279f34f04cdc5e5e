import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Body, type Calendar, openCalendar, START } from '../events/calendar.ts'
import { calendarFile, post as importFile, vevent } from '../imports/files.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
let theatre: TestPartner
beforeAll(async () => {
  calendar = await openCalendar()
  theatre = await makePartner(calendar.deps, { slug: 'theatre' })
})
afterAll(() => calendar.close())

const MERGE = { 'Content-Type': 'application/merge-patch+json' }
const path = ({ id }: Pick<Body, 'id'>) => `/api/v1/events/${id}`
const as = (partner: TestPartner) => partner.authorization
const tag = ({ headers }: Answer) => headers.get('etag') ?? ''
const patch = (event: Body, body: object, headers: Record<string, string> = as(theatre)) =>
  calendar.send('PATCH', path(event), body, { ...MERGE, ...headers })
const decide = (event: Body, state: string, note?: string, headers = {}) =>
  calendar.send('PUT', `${path(event)}/publication`, { state, ...(note ? { note } : {}) }, headers)
const held = (event: Body) => calendar.get(`${path(event)}?version=held`, as(theatre))

let event: Body
let name = 0
beforeEach(async () => {
  const body = {
    title: 'Kvällens pjäs',
    externalId: `play-${++name}`,
    start: START,
    duration: 'PT2H',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4' },
    partner: 'theatre',
  }
  event = await calendar.create(body)
})

/** All that the public sees of the event. */
async function served() {
  const [feed, list, one, ical, occurrences] = await Promise.all(
    [
      '/calendar.ics',
      '/api/v1/events?limit=200',
      path(event),
      `/events/${event.slug}.ics`,
      `${path(event)}/occurrences`,
    ].map((address) => calendar.get(address)),
  )
  return [feed, list, one, ical, occurrences].map((answer) => ({
    etag: answer?.headers.get('etag'),
    modified: answer?.headers.get('last-modified'),
    text: answer?.text,
  }))
}

const ROUTES: [string, (of: Body) => Promise<Answer>][] = [
  ['PUT', (of) => calendar.send('PUT', path(of), { title: 'Ny', start: START }, { 'If-Match': '*', ...as(theatre) })],
  ['PATCH', (of) => patch(of, { title: 'Ny' })],
  ['an upsert', (of) => calendar.send('PUT', `/api/v1/events/by-external-id/${of.externalId}`, { title: 'Ny', start: START }, as(theatre))],
  ['a change of one occurrence', (of) => calendar.send('PUT', `${path(of)}/occurrences/2026-12-08T18:00`, { title: 'Premiär' }, as(theatre))],
  ['excluding an occurrence', (of) => calendar.send('PUT', `${path(of)}/occurrences/2026-12-08T18:00`, { excluded: true }, as(theatre))],
  ['DELETE', (of) => calendar.send('DELETE', path(of), undefined, as(theatre))],
] // biome-ignore format: a table

describe('a change by a partner who is not trusted', () => {
  it.each(ROUTES)('answers 202 and leaves what is served byte for byte: %s', async (_, change) => {
    const before = await served()
    const counts = await calendar.contents()
    const answer = await change(event)
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ id: event.id, state: 'submitted' })
    expect(tag(answer)).toMatch(/^"1-2"$/)
    expect(await served()).toEqual(before)
    expect(await calendar.contents()).toEqual(counts)
    const waiting = await held(event)
    expect(waiting.body).toEqual(answer.body)
    expect(tag(waiting)).toBe(tag(answer))
  })

  it('by a batch is held, item by item', async () => {
    const before = await served()
    const items = [
      { title: 'Ny', start: START, externalId: event.externalId },
      { title: 'En till', start: START, externalId: `${event.externalId}-b` },
    ]
    const batch = () => calendar.send('POST', '/api/v1/events/batch', { items }, as(theatre))
    expect((await batch()).body.items.map(({ status }) => status)).toEqual(['held', 'created'])
    expect((await batch()).body.items.map(({ status }) => status)).toEqual(['held', 'unchanged'])
    expect(await served()).toEqual(before)
    expect(tag(await held(event))).toBe('"1-2"')
  })

  it('by a calendar file is held, VEVENT by VEVENT', async () => {
    const file = calendarFile(vevent(event.uid, 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY;COUNT=4', 'SUMMARY:Ny'))
    const before = await served()
    const { items } = await importFile(calendar, file, { key: theatre.key })
    expect(items).toMatchObject([{ status: 'held', id: event.id }])
    expect(await served()).toEqual(before)
    expect((await held(event)).body.title).toMatchObject({ sv: 'Ny' })
  })

  it('by a split waits, and the new series is submitted', async () => {
    const before = await served()
    const answer = await calendar.send(
      'POST',
      `${path(event)}/split`,
      { recurrenceId: '2026-12-15T18:00', changes: { title: 'Ny ensemble' } },
      as(theatre),
    )
    expect(answer.status).toBe(202)
    expect([answer.body.before.state, answer.body.after.state]).toEqual(['submitted', 'submitted'])
    expect(await served()).toEqual(before)
  })

  it('that only archives is a step that every owner may take', async () => {
    await patch(event, { title: 'Väntar' })
    const answer = await decide(event, 'archived', undefined, as(theatre))
    expect([answer.status, answer.body.state]).toEqual([200, 'archived'])
    expect((await held(event)).status).toBe(404)
  })

  it('writes nothing on a dry run', async () => {
    const answer = await calendar.send('PATCH', `${path(event)}?dryRun=true`, { title: 'Ny' }, { ...MERGE, ...as(theatre) })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      dryRun: true,
      status: 'held',
      changes: [{ pointer: '/title/sv', before: 'Kvällens pjäs', after: 'Ny' }],
    })
    expect((await held(event)).status).toBe(404)
  }) // biome-ignore format: one call

  it('that is refused holds nothing', async () => {
    expect((await patch(event, { title: '', categories: ['finns-inte'] })).status).toBe(422)
    expect((await held(event)).status).toBe(404)
  })

  it('goes on from the version that waits, by its ETag', async () => {
    const first = await patch(event, { title: 'Ny' })
    const stale = await patch(event, { tags: ['a'] }, { ...as(theatre), 'If-Match': '"1"' })
    expect(stale.status).toBe(412)
    const second = await patch(event, { tags: ['a'] }, { ...as(theatre), 'If-Match': tag(first) })
    expect(second.body).toMatchObject({ title: { sv: 'Ny' }, tags: ['a'], moderation: { held: { etag: '"1-3"' } } })
    expect((await patch(event, { tags: ['b'] }, { ...as(theatre), 'If-Match': tag(first) })).status).toBe(412)
  }) // biome-ignore format: one call

  it('back to what is published waits no more', async () => {
    await patch(event, { title: 'Ny' })
    const answer = await patch(event, { title: 'Kvällens pjäs' })
    expect([answer.status, tag(answer), answer.body.state]).toEqual([200, '"1"', 'published'])
    expect((await held(event)).status).toBe(404)
  })

  it('takes the place of a removal that waits', async () => {
    await calendar.send('DELETE', path(event), undefined, as(theatre))
    const again = await calendar.send('DELETE', path(event), undefined, as(theatre))
    expect(again.body.moderation).toMatchObject({ held: { action: 'remove', etag: '"1-2"' } })
    const answer = await patch(event, { title: 'Ändå' })
    expect(answer.body.moderation).toMatchObject({ held: { action: 'update', etag: '"1-3"' } })
  })

  it('may be sent with the state in which GET gave it', async () => {
    const got = await calendar.get(path(event), as(theatre))
    const sent = { ...got.body, title: 'Ny' }
    const answer = await calendar.send('PUT', path(event), sent, { ...as(theatre), 'If-Match': tag(got) })
    expect(answer.status).toBe(202)
    const again = await calendar.send('PUT', path(event), answer.body, { ...as(theatre), 'If-Match': tag(answer) })
    expect([again.status, tag(again)]).toEqual([202, tag(answer)])
  }) // biome-ignore format: one call
})

describe('the version that waits', () => {
  beforeEach(() => patch(event, { title: 'Ny', location: { locality: 'Lund' } }))

  it('is for its owner and moderators only', async () => {
    const museum = await makePartner(calendar.deps, { slug: 'museum' })
    const address = `${path(event)}?version=held`
    expect((await calendar.get(address)).status).toBe(404)
    expect((await calendar.get(address, as(museum))).status).toBe(404)
    expect((await calendar.get(path(event), as(museum))).body).toEqual(event)
    expect((await calendar.send('GET', address)).body).toMatchObject({ title: { sv: 'Ny' } })
  })

  it('is pointed to in what its owner reads', async () => {
    const { body } = await calendar.get(path(event), as(theatre))
    expect(body).toEqual({
      ...event,
      moderation: {
        held: {
          etag: '"1-2"',
          action: 'update',
          at: '2026-11-20T12:00:00Z',
          by: { partner: 'theatre', key: theatre.keyId },
          changes: [
            { pointer: '/title/sv', before: 'Kvällens pjäs', after: 'Ny' },
            { pointer: '/location', after: { locality: 'Lund' } },
          ],
          conflicts: [],
        },
      },
    })
  })

  it('stands in the queue as it would be, with what differs', async () => {
    const { body } = await calendar.send('GET', '/api/v1/events?state=submitted&limit=200')
    const item = body.items.find(({ id }) => id === event.id)
    expect(item).toMatchObject({ state: 'submitted', title: { sv: 'Ny' }, location: { locality: 'Lund' } })
    expect(item?.moderation).toMatchObject({ held: { changes: [{ pointer: '/title/sv' }, { pointer: '/location' }] } })
    const own = await calendar.get('/api/v1/events?state=submitted&limit=200&fields=id,moderation', as(theatre))
    expect(own.body.items.map(({ id }) => id)).toContain(event.id)
    const museum = await makePartner(calendar.deps, { slug: 'museum' })
    const others = await calendar.get('/api/v1/events?state=submitted&limit=200', as(museum))
    expect(others.body.items).toEqual([])
  }) // biome-ignore format: one call

  it('is served once a moderator publishes it', async () => {
    const answer = await decide(event, 'published', 'Fint!', { 'If-Match': '"1-2"' })
    expect([answer.status, tag(answer)]).toEqual([200, '"2"'])
    expect(answer.body).toMatchObject({ title: { sv: 'Ny' }, state: 'published', sequence: 1 })
    expect((await calendar.get('/calendar.ics')).text).toContain('SUMMARY;LANGUAGE=sv:Ny\r\n')
    const own = await calendar.get(path(event), as(theatre))
    expect(own.body.moderation).toEqual({ note: 'Fint!' })
    expect((await held(event)).status).toBe(404)
  })

  it('is dropped once a moderator rejects it, with the note to the partner', async () => {
    const before = await served()
    const answer = await decide(event, 'rejected', 'Vilken scen?')
    expect([answer.status, answer.body.state, tag(answer)]).toEqual([200, 'published', '"1"'])
    expect(await served()).toEqual(before)
    expect((await calendar.get(path(event), as(theatre))).body.moderation).toEqual({ note: 'Vilken scen?' })
    expect((await held(event)).status).toBe(404)
  })

  it('is not decided on where it is another than the moderator saw', async () => {
    await patch(event, { title: 'Nyare' })
    expect((await decide(event, 'published', undefined, { 'If-Match': '"1-2"' })).status).toBe(412)
    expect((await decide(event, 'rejected', undefined, { 'If-Match': '"1"' })).status).toBe(412)
  })

  it('is not published by its owner', async () => {
    const answer = await decide(event, 'published', undefined, as(theatre))
    expect([answer.status, answer.body.title]).toEqual([200, { sv: 'Kvällens pjäs' }])
    expect((await decide(event, 'rejected', undefined, as(theatre))).status).toBe(409)
    expect((await held(event)).status).toBe(200)
  })

  it('keeps what a moderator changes meanwhile in other fields', async () => {
    await patch(event, { tags: ['scen'] }, {})
    const waiting = await held(event)
    expect([tag(waiting), waiting.body.tags]).toEqual(['"2-2"', ['scen']])
    const answer = await decide(event, 'published')
    expect(answer.body).toMatchObject({ title: { sv: 'Ny' }, tags: ['scen'], location: { locality: 'Lund' } })
  })

  it('is a conflict where a moderator changed the same meanwhile, until its partner has seen it', async () => {
    await patch(event, { title: { sv: 'Rättad' } }, {})
    const refused = await decide(event, 'published')
    expect(refused.status).toBe(409)
    expect(refused.body.errors).toMatchObject([{ pointer: '/title/sv' }])
    const { body } = await calendar.get(path(event), as(theatre))
    expect(body.moderation).toMatchObject({ held: { conflicts: ['/title/sv'] } })
    const again = await patch(event, { title: { sv: 'Rättad: Ny' } }, { ...as(theatre), 'If-Match': '"2-2"' })
    expect(again.body.moderation).toMatchObject({ held: { conflicts: [] } })
    expect((await decide(event, 'published')).body.title).toEqual({ sv: 'Rättad: Ny' })
  })
})

it('a removal that waits is done once a moderator publishes it', async () => {
  await calendar.send('DELETE', path(event), undefined, as(theatre))
  const queue = await calendar.send('GET', '/api/v1/events?state=submitted&limit=200')
  const item = queue.body.items.find(({ id }) => id === event.id)
  expect(item?.moderation).toMatchObject({ held: { action: 'remove', changes: [] } })
  expect((await decide(event, 'published')).status).toBe(204)
  expect((await calendar.get(path(event))).status).toBe(404)
  expect((await calendar.get(`/events/${event.slug}.ics`)).text).toContain('STATUS:CANCELLED')
})

it('a trusted partner’s change is served at once', async () => {
  const museum = await makePartner(calendar.deps, { slug: 'trusted-museum', trusted: true })
  const { body } = await calendar.send('POST', '/api/v1/events', { title: 'A', start: START }, as(museum))
  const answer = await patch(body, { title: 'B' }, as(museum))
  expect([body.state, answer.status, answer.body.state]).toEqual(['published', 200, 'published'])
})
