import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openCalendar } from '../events/calendar.ts'
import { makePartner } from '../support/partner.ts'

it('an event from before there was a history has one from then on', async () => {
  const calendar = await openCalendar()
  onTestFinished(calendar.close)
  const { db } = calendar.deps
  const theatre = await makePartner(calendar.deps, { slug: 'theatre' })
  const event = await calendar.create({ partner: 'theatre', title: 'A' })
  await sql`drop table held`.execute(db)
  await sql`drop table history`.execute(db)
  await sql`drop index events_near`.execute(db)
  await sql`delete from kalendarium_migrations where name = '0003_moderation'`.execute(db)
  expect(await migrate(db)).toEqual(['0003_moderation'])

  const path = `/api/v1/events/${event.id}`
  const headers = { 'Content-Type': 'application/merge-patch+json', ...theatre.authorization }
  expect((await calendar.send('PATCH', path, { title: 'B' }, headers)).status).toBe(202)
  await calendar.send('PUT', `${path}/publication`, { state: 'published' })
  const { body } = await calendar.get(`${path}/history`, theatre.authorization)
  const [approved, held, created] = body.items
  const changes = [{ pointer: '/title/sv', before: 'A', after: 'B' }]
  expect(approved).toMatchObject({ version: 3, action: 'approved', changes })
  expect(held).toMatchObject({ version: 2, action: 'held', changes })
  expect(created).toMatchObject({
    version: 1,
    action: 'created',
    by: { partner: 'theatre', key: { id: '', name: null } },
  })
  expect((await calendar.send('PUT', `${path}/version`, { version: 1 })).body.title).toEqual({ sv: 'A' })
})
