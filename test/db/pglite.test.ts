import { existsSync, readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connect } from '../../db/connect.ts'
import { isMigrated, migrate } from '../../db/migrate.ts'
import { runChild } from '../support/child.ts'
import { temporaryFolder } from '../support/folder.ts'
import { silent } from '../support/silent.ts'

const PROGRAM = 'test/db/write-and-wait.ts'
/** Making a cluster takes seconds, and many where much runs beside it. */
const SLOW = 180_000
vi.setConfig({ testTimeout: SLOW })
const hasUnfinished = (dir: string) => readdirSync(dir).some((name) => name.startsWith('cluster.new-'))

test('a first start may be killed at any time; the next one is whole', async () => {
  const dir = await temporaryFolder()
  const moments: [string, () => boolean][] = [
    ['making the cluster', () => hasUnfinished(dir)],
    ['opening the new cluster', () => existsSync(join(dir, 'cluster'))],
  ]
  for (const [moment, isThere] of moments) {
    const child = runChild(PROGRAM, [dir])
    await expect.poll(isThere, { timeout: SLOW / 3, interval: 5, message: moment }).toBe(true)
    child.kill('SIGKILL')
    expect(await child.ended, child.said()).toBe('SIGKILL')
  }

  const database = await connect({ databaseUrl: undefined, dataDir: dir }, silent)
  await migrate(database.db)
  expect(await isMigrated(database.db)).toBe(true)
  const revisions = await database.db.selectFrom('calendar').select('revision').execute()
  expect(revisions).toEqual([{ revision: 1 }])
  await database.close()
  expect((await readdir(dir)).sort()).toEqual(['cluster', 'lock'])
})

test('what is committed survives kill -9, and the folder is free at once', async () => {
  const dir = await temporaryFolder()
  const child = runChild(PROGRAM, [dir])
  await child.says('written')
  await expect(connect({ databaseUrl: undefined, dataDir: dir }, silent)).rejects.toThrow(
    `process ${child.pid}`,
  )
  child.kill('SIGKILL')
  await child.ended

  const database = await connect({ databaseUrl: undefined, dataDir: dir }, silent)
  onTestFinished(database.close)
  expect(await database.db.selectFrom('categories').select('slug').execute()).toEqual([{ slug: 'music' }])
})
