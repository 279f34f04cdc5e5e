import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Body, type Calendar, openCalendar, START } from '../events/calendar.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
let theatre: TestPartner
let museum: TestPartner
beforeAll(async () => {
  calendar = await openCalendar()
  theatre = await makePartner(calendar.deps, { slug: 'theatre' })
  museum = await makePartner(calendar.deps, { slug: 'museum', trusted: true })
})
afterAll(() => calendar.close())

const post = (partner: TestPartner, event: object) =>
  calendar.send('POST', '/api/v1/events', { title: 'A', start: START, ...event }, partner.authorization)
const as = (partner: TestPartner, path: string) => calendar.get(path, partner.authorization)
const publish = ({ body }: Answer) =>
  calendar.send(
    'PATCH',
    `/api/v1/events/${body.id}`,
    { state: 'published' },
    {
      'Content-Type': 'application/merge-patch+json',
    },
  )
const uidsOf = async ({ slug }: Body) =>
  [...(await calendar.get(`/events/${slug}.ics`)).text.matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid)

describe('another’s unpublished event', () => {
  it('leaves its address and its UID to the first that publishes', async () => {
    const hidden = await post(theatre, { title: 'Den stora hemligheten', uid: 'secret@uid.example' })
    expect(hidden.body).toMatchObject({ state: 'submitted', uid: 'secret@uid.example' })
    expect(hidden.body.slug).toBe(`den-stora-hemligheten-${hidden.body.id.slice(-12)}`)

    const { body } = await post(museum, { title: 'Den stora hemligheten', uid: 'secret@uid.example' })
    expect(body).toMatchObject({ slug: 'den-stora-hemligheten', uid: 'secret@uid.example' })
    expect(await uidsOf(body)).toEqual(['secret@uid.example'])

    const shown = await publish(hidden)
    expect(shown.body).toMatchObject({ slug: 'den-stora-hemligheten-2026', uid: 'secret@uid.example' })
    expect(await uidsOf(shown.body)).toEqual([`${hidden.body.id}@calendar.example.org`])
  })

  it('takes its address and its UID when it is published first', async () => {
    const hidden = await post(theatre, { title: 'Premiär', uid: 'premiere@uid.example' })
    const shown = await publish(hidden)
    expect(shown.body.slug).toBe('premiar')
    expect(await uidsOf(shown.body)).toEqual(['premiere@uid.example'])
    const old = await calendar.get(`/events/${hidden.body.slug}.ics`)
    expect([old.status, old.headers.get('location')]).toEqual([
      301,
      'https://calendar.example.org/events/premiar.ics',
    ])
  })

  it('keeps address and UID when it goes and comes again', async () => {
    const event = await post(museum, { title: 'Utställning', uid: 'show@uid.example' })
    const patch = (state: string) =>
      calendar.send(
        'PATCH',
        `/api/v1/events/${event.body.id}`,
        { state },
        {
          ...museum.authorization,
          'Content-Type': 'application/merge-patch+json',
        },
      )
    for (const state of ['archived', 'draft']) expect((await patch(state)).status).toBe(200)
    const again = await patch('published')
    expect(again.body).toMatchObject({ slug: 'utstallning', sequence: 2 })
    expect(await uidsOf(again.body)).toEqual(['show@uid.example'])
  })

  it('can be no superEvent, with the same words as one that is not there', async () => {
    const hidden = await post(theatre, { title: 'Festivalen', state: 'draft' })
    const faults = async (superEvent: string) => (await post(museum, { superEvent })).body.errors
    expect(await faults(hidden.body.id)).toEqual(await faults(calendar.deps.newId()))
    expect(await faults(hidden.body.id)).toEqual([
      { pointer: '/superEvent', detail: 'there is no such event' },
    ])
    expect((await post(theatre, { superEvent: hidden.body.id })).status).toBe(201)
  })

  it('lends its spelling of a tag to nobody', async () => {
    await post(theatre, { tags: ['HEMlig'] })
    await post(museum, { tags: ['hemlig'] })
    const tags = (await calendar.get('/api/v1/facets?from=2026-11-01&tag=hemlig')).body.tag
    expect(tags).toEqual([{ value: 'hemlig', count: 1 }])
  })

  it('is not told of when its partner gets another name', async () => {
    const hidden = await post(theatre, { title: 'Osedd' })
    await calendar.send('PUT', '/api/v1/partners/theatre', { name: 'Den nya teatern' })
    expect((await calendar.get('/api/v1/changes?limit=200')).text).not.toContain(hidden.body.id)
  })

  it('is in no list, count, search or feed but its owner’s', async () => {
    await post(theatre, { title: 'Osynlighetens ABC', tags: ['osynlig'] })
    const query = 'q=osynlighetens&from=2026-11-01'
    const all = 'state=draft&state=submitted&state=published&state=rejected&state=archived'
    const counts = async (who: TestPartner | null, more: string) => {
      const get = (path: string) => (who ? as(who, path) : calendar.get(path))
      const lists = await Promise.all([
        get(`/api/v1/events?${query}${more}`),
        get(`/api/v1/occurrences?${query}${more}`),
      ])
      const facets = await get(`/api/v1/facets?${query}${more}`)
      return [...lists.map(({ body }) => body.items.length), facets.body.tag]
    }
    expect(await counts(null, '')).toEqual([0, 0, []])
    expect(await counts(theatre, '')).toEqual([0, 0, []])
    expect(await counts(museum, `&${all}`)).toEqual([0, 0, []])
    expect(await counts(theatre, `&${all}`)).toEqual([1, 1, [{ value: 'osynlig', count: 1 }]])
    expect((await calendar.get('/calendar.ics')).text).not.toContain('Osynlighetens')
  })
})
