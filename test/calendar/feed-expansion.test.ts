import { expect, onTestFinished, test } from 'vitest'
import { writeSeed } from '../../src/seed.ts'
import { openCalendar } from '../events/calendar.ts'
import { expandedFromFeed, servedByApi } from './whole-calendar.ts'

test('the feed of a whole calendar, expanded by another reader, has the occurrences of the API', async () => {
  const calendar = await openCalendar()
  onTestFinished(() => calendar.close())
  await writeSeed(calendar.deps)
  const ask = async (path: string) => (await calendar.get(path)).text
  const served = await servedByApi(ask)
  expect(served.length).toBeGreaterThan(500)
  expect(await expandedFromFeed(ask)).toEqual(served)
})
