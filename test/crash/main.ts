/**
 * `npm run crash`: kills a real server again and again while posts come in, and looks for what is lost or doubled; then
 * the same while webhooks go out to a receiver that is away for a while. On both engines.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { migrate } from '../../db/migrate.ts'
import { connectPostgres } from '../../db/postgres.ts'
import { freePort, startPostgres } from '../support/postgres-server.ts'
import { silent } from '../support/silent.ts'
import { openReceiver, said } from '../webhooks/receiver.ts'
import { startPosters, stored } from './posters.ts'
import { ADMIN_KEY, type Service, service } from './process.ts'

const ROUNDS = 5
const POSTERS = 16

const folder = await mkdtemp(join(tmpdir(), 'kalendarium-crash-'))
const postgres = await startPostgres()
const engines: Record<string, (name: string) => Promise<Record<string, string>>> = {
  PostgreSQL: async (name) => ({ DATABASE_URL: await createDatabase(name) }),
  PGlite: async (name) => ({ DATA_DIR: join(folder, name) }),
}

try {
  for (const [engine, place] of Object.entries(engines)) {
    await killWhilePosting(engine, await place('posts'))
    await killWhileDelivering(engine, await place('hooks'))
  }
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function killWhilePosting(engine: string, env: Record<string, string>): Promise<void> {
  const server = service(await freePort(), env)
  await server.start()
  try {
    const posters = startPosters(server.origin, POSTERS)
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(700 + round * 233)
      await server.kill()
      await server.start()
    }
    await posters.stop()
    const found = await stored(server.origin)
    const { acknowledged } = posters
    const lost = [...acknowledged].filter(([title, id]) => !found.get(title)?.includes(id))
    const doubled = [...found.values()].filter(({ length }) => length > 1)
    report(
      `${engine}: ${ROUNDS} kills under ${POSTERS} posters, ${acknowledged.size} acknowledged, ${posters.retried()} sent again`,
      { lost: lost.length, doubled: doubled.length, unknown: found.size - acknowledged.size },
    )
  } finally {
    await server.kill()
  }
}

async function killWhileDelivering(engine: string, env: Record<string, string>): Promise<void> {
  const receiver = await openReceiver()
  const server = service(await freePort(), { ...env, OUTBOUND_ALLOW: receiver.place })
  await server.start()
  try {
    const secret = await putHook(server, receiver.url)
    receiver.answer = () => sleep(20).then(() => 200)
    const posters = startPosters(server.origin, 4, 50)
    await sleep(1000)
    await server.kill()
    await server.start()
    receiver.answer = 503
    await sleep(2000)
    receiver.answer = () => sleep(20).then(() => 200)
    await sleep(1000)
    await server.kill()
    await server.start()
    await sleep(500)
    await posters.stop()

    const verified = () =>
      new Set(receiver.received.filter((one) => isSigned(one, secret)).map((one) => said(one).data.id))
    const missing = () => {
      const heard = verified()
      return [...posters.acknowledged.values()].filter((id) => !heard.has(id))
    }
    for (let tries = 0; (missing().length > 0 || (await pending(server)) > 0) && tries < 120; tries++)
      await sleep(1000)
    const unsigned = receiver.received.filter((one) => !isSigned(one, secret))
    report(
      `${engine}: webhooks through an outage and 2 kills, ${posters.acknowledged.size} events, ${receiver.received.length} requests`,
      { missing: missing().length, pending: await pending(server), unsigned: unsigned.length },
    )
  } finally {
    await server.kill()
    await receiver.close()
  }
}

async function putHook({ origin }: Service, url: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/webhooks/crash`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ url, types: ['event.published'] }),
  })
  const { secret }: { secret: string } = await answer.json()
  return secret
}

/** How many of the newest messages are not delivered yet. */
async function pending({ origin }: Service): Promise<number> {
  const answer = await fetch(`${origin}/api/v1/webhooks/crash/deliveries?limit=200`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  })
  const { items }: { items: { state: string }[] } = await answer.json()
  return items.filter(({ state }) => state !== 'delivered').length
}

function isSigned({ headers, text }: { headers: object; text: string }, secret: string): boolean {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  try {
    return new Webhook(secret).verify(text, own) !== undefined
  } catch {
    return false
  }
}

function report(what: string, faults: Record<string, number>): void {
  const wrong = Object.values(faults).some((count) => count !== 0)
  const figures = Object.entries(faults).map(([name, count]) => `${name} ${count}`)
  console.log(`${wrong ? 'FAILED' : 'ok'}  ${what}: ${figures.join(', ')}`)
  if (wrong) process.exitCode = 1
}

async function createDatabase(name: string): Promise<string> {
  const admin = connectPostgres(postgres.url('postgres'), silent)
  await sql`create database ${sql.id(name)}`.execute(admin.db)
  await admin.close()
  const database = connectPostgres(postgres.url(name), silent)
  await migrate(database.db)
  await database.close()
  return postgres.url(name)
}
