import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { createApp } from '../../src/app.ts'
import { writeSeed } from '../../src/seed.ts'
import { expandedFromFeed, servedByApi } from '../calendar/whole-calendar.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'
import { postgres15Bin, startPostgres } from '../support/postgres-server.ts'
import { silent } from '../support/silent.ts'

const bin = postgres15Bin()
if (bin === undefined)
  console.log(
    `PostgreSQL 15 is not tried: it is not packaged for ${process.platform}-${process.arch}, and Debian’s postgresql-15 is not installed.`,
  )

test.skipIf(bin === undefined)('a whole calendar is written and read on PostgreSQL 15', async () => {
  const server = await startPostgres(bin)
  onTestFinished(server.stop)
  const { db, close } = connectPostgres(server.url('postgres'), silent)
  onTestFinished(close)
  await migrate(db)
  const deps = depsWithoutDatabase({ db, now: () => new Date('2026-11-20T12:00:00Z') })
  await writeSeed(deps)
  const app = createApp(deps, ASSETS)
  const ask = async (path: string) => (await app.request(path)).text()

  const served = await servedByApi(ask)
  expect(served.length).toBeGreaterThan(500)
  expect(await expandedFromFeed(ask)).toEqual(served)
  const found = JSON.parse(await ask('/api/v1/events?q=infodagar&limit=200&fields=id'))
  expect(found.items.length).toBeGreaterThan(0)
  const facets = JSON.parse(await ask('/api/v1/facets?from=2026-12-01&to=2027-01-01'))
  expect(facets.day.length).toBeGreaterThan(20)
})
