import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Calendar, openCalendar, START } from '../events/calendar.ts'
import { makePartner, type TestPartner } from '../support/partner.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = await openCalendar()
})
afterAll(() => calendar.close())
beforeEach(async () => {
  calendar.clock.now = '2026-11-20T12:00:00Z'
  await calendar.deps.db.deleteFrom('events').execute()
  await calendar.deps.db.deleteFrom('keys').execute()
  await calendar.deps.db.deleteFrom('partners').where('slug', '<>', 'house').execute()
})

const post = (key: string, event: object = {}) =>
  calendar.send('POST', '/api/v1/events', { title: 'Pjäs', start: START, ...event }, bearer(key))
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
const info = (key: string) => calendar.get('/api/v1/api-info', bearer(key))
const stored = ({ keyId }: TestPartner) =>
  calendar.deps.db.selectFrom('keys').selectAll().where('id', '=', keyId).executeTakeFirstOrThrow()

describe('a partner’s key', () => {
  it('posts the partner’s events, submitted where the partner is not trusted', async () => {
    const { key } = await makePartner(calendar.deps, { slug: 'theatre' })
    expect((await post(key)).body).toMatchObject({ partner: 'theatre', state: 'submitted' })
    expect((await post(key, { state: 'draft' })).body).toMatchObject({ state: 'draft' })
    const refused = await post(key, { state: 'published' })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toEqual([
      { pointer: '/state', detail: 'a new event is one of: submitted, draft' },
    ])
  })

  it('publishes at once where the partner is trusted', async () => {
    const { key } = await makePartner(calendar.deps, { trusted: true })
    expect((await post(key)).body).toMatchObject({ partner: 'theatre', state: 'published' })
  })

  it('posts nothing in another’s name', async () => {
    const { key } = await makePartner(calendar.deps)
    const refused = await post(key, { partner: 'house' })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toEqual([{ pointer: '/partner', detail: 'is not the partner of this key' }])
  })

  it('acts for the house where it moderates', async () => {
    const { key } = await makePartner(calendar.deps, { slug: 'city', scopes: ['events:moderate'] })
    expect((await post(key)).body).toMatchObject({ partner: 'house', state: 'published' })
    expect((await post(key, { partner: 'city' })).body).toMatchObject({ partner: 'city', state: 'published' })
  })

  it('is refused in the same words when unknown, mistyped, expired and revoked', async () => {
    const { deps } = calendar
    const good = await makePartner(deps)
    const expired = await makePartner(deps, { expires: new Date('2026-11-20T12:00:00Z') })
    const revoked = await makePartner(deps)
    await deps.db.updateTable('keys').set({ revoked: deps.now() }).where('id', '=', revoked.keyId).execute()
    const mistyped = good.key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
    const answers = await Promise.all(
      ['short', 'x'.repeat(40), mistyped, expired.key, revoked.key].map((key) => info(key)),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({
      status: 401,
      detail: 'The key is not known, or is no longer valid.',
    })
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer realm="kalendarium"')
    expect((await info(good.key)).status).toBe(200)
  })

  it('is valid until the instant at which it expires', async () => {
    const { key } = await makePartner(calendar.deps, { expires: new Date('2026-11-20T13:00:00Z') })
    calendar.clock.now = '2026-11-20T12:59:59.999Z'
    expect((await info(key)).status).toBe(200)
    calendar.clock.now = '2026-11-20T13:00:00Z'
    expect((await info(key)).status).toBe(401)
  })

  it('is nowhere in the database nor in the log', async () => {
    const { deps } = calendar
    const partner = await makePartner(deps)
    await post(partner.key)
    await calendar.get(`/api/v1/events/${partner.key}?q=${partner.key}`, bearer(partner.key))
    expect(JSON.stringify(await stored(partner))).not.toContain(partner.key.slice(4, -6))
    expect(deps.lines.filter((line) => line.includes('request')).length).toBeGreaterThan(1)
    expect(deps.lines.join('\n')).not.toContain(partner.key.slice(4, -6))
  })

  it('has its last use noted, at most once a minute', async () => {
    const partner = await makePartner(calendar.deps)
    expect((await stored(partner)).last_used).toBe(null)
    const used = async (now: string) => {
      calendar.clock.now = now
      await info(partner.key)
      await calendar.settled()
      return (await stored(partner)).last_used?.toISOString()
    }
    expect(await used('2026-11-20T12:00:00Z')).toBe('2026-11-20T12:00:00.000Z')
    expect(await used('2026-11-20T12:00:59Z')).toBe('2026-11-20T12:00:00.000Z')
    expect(await used('2026-11-20T12:01:00Z')).toBe('2026-11-20T12:01:00.000Z')
  })
})
