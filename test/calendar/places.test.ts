import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { agenda } from '../../src/calendar/agenda.ts'
import { eventsInPlace } from '../../src/calendar/conditions.ts'
import { listEvents } from '../../src/calendar/event-list.ts'
import { randomFrom } from '../bench/measure.ts'
import { asked } from './lists.ts'
import { openMuseum } from './museum.ts'
import { schedule } from './sample.ts'
import { numbered, numbersIn, store, uuid } from './world.ts'

let database: Database
beforeAll(async () => {
  database = await openMuseum()
})
beforeEach(async () => {
  await database.db.deleteFrom('events').execute()
})
afterAll(() => database.close())

const list = async (query: string) => numbersIn(await agenda(database.db, asked(query)))

test('a place is near across the date line, and nowhere without coordinates', async () => {
  const location = { latitude: -17, longitude: 179.99 }
  await store(database.db, [numbered(1, { location }), numbered(2, { location: { locality: 'Lund' } })])
  expect(await list('from=2026-11-01&near=-17,-179.99&radius=3')).toEqual([1])
  expect(await list('from=2026-11-01&near=-17,-179.99&radius=2')).toEqual([])
  expect(await list('from=2026-11-01&near=90,0&radius=20100')).toEqual([1])
  expect(numbersIn(await listEvents(database.db, asked('bbox=179,-20,-179,-10', 'events')))).toEqual([1])
})

test('what is near a place is the same whether few events or many are', async () => {
  const random = randomFrom(7)
  const between = (least: number, most: number) => least + (most - least) * random()
  const degrees = (value: number) => Number(value.toFixed(4))
  // Everywhere, at both poles, along the antimeridian, and so many in one town that they are not named one by one.
  const randomPlace = (n: number): Place => {
    if (n % 10 >= 4) return { latitude: degrees(between(55.6, 55.8)), longitude: degrees(between(13, 13.4)) }
    const latitude = [between(-90, 90), between(88, 90), between(-90, -88), between(-90, 90)][n % 10] ?? 0
    const isAcross = n % 10 === 3
    const longitude = isAcross ? between(179, 181) : between(-180, 180)
    return { latitude: degrees(latitude), longitude: degrees(longitude > 180 ? longitude - 360 : longitude) }
  }
  const places = Array.from({ length: 900 }, (_, n) => randomPlace(n))
  await store(
    database.db,
    places.map((location, n) => numbered(n, { location })),
  )
  const moved = { latitude: 0, longitude: 179.999 }
  const changes = { '2026-11-10T13:00:00': { fields: { location: moved } } }
  const rule = schedule({ start: '2026-11-10T13:00:00', rrule: 'FREQ=DAILY;COUNT=1' })
  await store(database.db, [numbered(900, { schedule: rule, changes, location: { locality: 'Lund' } })])
  const town = { near: { latitude: 55.7, longitude: 13.2, radiusKm: 30 }, bbox: null }
  expect(await eventsInPlace(database.db, town)).toBeNull()
  const beside = { near: { ...moved, radiusKm: 1 }, bbox: null }
  expect(await eventsInPlace(database.db, beside)).toContain(uuid(900))
  const numbersOf = (isIn: (place: Place) => boolean) =>
    [...places, moved].flatMap((place, n) => (isIn(place) ? [n] : [])).slice(0, 200)
  const centres = [
    ...places.slice(0, 24),
    moved,
    { latitude: 90, longitude: 0 },
    { latitude: 0, longitude: -180 },
  ]
  for (const centre of centres) {
    for (const radius of [0.5, 30, 3000, 9000, 15_000]) {
      const asIs = `near=${centre.latitude},${centre.longitude}&radius=${radius}`
      const expected = numbersOf((place) => kilometres(centre, place) <= radius)
      const told = await list(`from=2026-11-01&limit=200&${asIs}`)
      expect(
        told.toSorted((a, b) => a - b),
        asIs,
      ).toEqual(expected)
    }
    const [west, south] = [centre.longitude, Math.max(-90, centre.latitude - 1)]
    const east = degrees(west + 1.5 > 180 ? west + 1.5 - 360 : west + 1.5)
    const box = `bbox=${west},${south},${east},${centre.latitude}`
    const inBox = ({ latitude, longitude }: Place) =>
      latitude >= south &&
      latitude <= centre.latitude &&
      (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east)
    const told = numbersIn(await listEvents(database.db, asked(`limit=200&${box}`, 'events')))
    expect(
      told.toSorted((a, b) => a - b),
      box,
    ).toEqual(numbersOf(inBox).filter((n) => n < 900))
  }
})

interface Place {
  latitude: number
  longitude: number
}

/** By the angle between two vectors from the middle of the earth. */
function kilometres(one: Place, other: Place): number {
  const [a, b] = [one, other].map(({ latitude, longitude }) => {
    const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)]
  })
  const chord = Math.hypot(...(a ?? []).map((value, i) => value - (b?.[i] ?? 0)))
  return 2 * 6371.0088 * Math.asin(Math.min(1, chord / 2))
}
