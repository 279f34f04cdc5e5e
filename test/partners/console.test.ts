import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { connect } from '../../db/connect.ts'
import { takeLock } from '../../db/lock.ts'
import { createApp } from '../../src/app.ts'
import { engine, freshPostgresUrl } from '../support/database.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'
import { silent } from '../support/silent.ts'

/** `npm run keys -- …`, without npm. */
function keys(env: Record<string, string>, ...args: string[]) {
  return new Promise<{ code: number; out: string; error: string }>((resolve) => {
    const child = execFile(process.execPath, ['src/keys-node.ts', ...args], { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out: out.trim(), error: error.trim() }),
    )
  })
}

let env: Record<string, string>
let clear: () => Promise<unknown>
beforeAll(async () => {
  if (engine === 'postgres') {
    const { url, drop } = await freshPostgresUrl('empty')
    env = { DATABASE_URL: url }
    clear = drop
  } else {
    const folder = await mkdtemp(join(tmpdir(), 'kalendarium-keys-'))
    env = { DATA_DIR: folder }
    clear = () => rm(folder, { recursive: true, force: true })
  }
})
afterAll(() => clear())

it('makes the first administrator’s key, lists it and revokes it', async () => {
  const made = await keys(
    env,
    'add',
    'house',
    'Ada',
    '--scopes',
    'admin',
    '--expires',
    '2999-01-01T00:00:00Z',
  )
  expect(made).toEqual({
    code: 0,
    out: expect.stringMatching(/^kal_[0-9A-Za-z]{49}$/),
    error: expect.stringContaining('shown this once'),
  })

  const database = await connect({ databaseUrl: env.DATABASE_URL, dataDir: env.DATA_DIR ?? '' }, silent)
  const app = createApp(depsWithoutDatabase({ db: database.db }), ASSETS)
  const put = await app.request('/api/v1/partners/teatern', {
    method: 'PUT',
    headers: { Authorization: `Bearer ${made.out}`, 'Content-Type': 'application/json' },
    body: '{"name":"Teatern"}',
  })
  expect(put.status).toBe(201)
  await database.close()

  const list = await keys(env, 'list', 'house')
  expect(list.out).toMatch(/^[0-9a-f-]{36} {2}Ada {2}admin {2}until 2999-01-01T00:00:00Z {2}used /)
  expect(list.out).not.toContain(made.out.slice(4, -6))
  const [id = ''] = list.out.split(' ')
  expect((await keys(env, 'revoke', 'house', id)).out).toMatch(new RegExp(`^Revoked: ${id}`))
  expect((await keys(env, 'list', 'house')).out).toBe('')
})

it('says who holds the folder while the service runs, and what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kalendarium-keys-'))
  const lock = await takeLock(folder)
  onTestFinished(async () => {
    await lock.release()
    await rm(folder, { recursive: true, force: true })
  })
  const { code, error } = await keys({ DATA_DIR: folder }, 'list', 'house')
  expect(code).toBe(1)
  expect(error).toContain(`is in use by process ${process.pid}`)
  expect(error).toContain('POST /api/v1/partners/{slug}/keys')
})

it.each([
  ['no such partner', ['add', 'nobody', 'Ada'], 'There is no such partner.'],
  [
    'each fault of a key',
    ['add', 'house', 'Ada', '--scopes', 'all', '--expires', 'soon'],
    'scopes/0: must be one of events:write, events:moderate, admin\nexpires: must be a time, such as 2027-01-01T00:00:00Z',
  ],
  ['no such key', ['revoke', 'house', 'x'], 'There is no such key.'],
])('names what is wrong: %s', async (_, args, error) => {
  expect(await keys(env, ...args)).toEqual({ code: 1, out: '', error })
})

it('tells how it is used, and that memory keeps no key', async () => {
  expect((await keys(env, 'add', 'house')).error).toContain('npm run keys -- add PARTNER NAME')
  expect((await keys({ DATA_DIR: 'memory://' }, 'list', 'house')).error).toContain('memory:// keeps no key')
})
