import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { rememberRevision } from '../../src/calendar/revision.ts'
import { freshDatabase } from '../support/database.ts'

const CHANGED = new Date('2026-11-03T12:00:00Z')

function remembered() {
  const stored = { revision: 1 }
  const clock = { now: 0 }
  let reads = 0
  let release: (() => void) | undefined
  const memory = rememberRevision(
    async () => {
      reads++
      const { revision } = stored
      await new Promise<void>((done) => {
        release = done
        if (!slow) done()
      })
      return { revision, changed: CHANGED }
    },
    () => clock.now,
  )
  let slow = false
  return {
    memory,
    stored,
    clock,
    reads: () => reads,
    slowly: () => {
      slow = true
    },
    release: () => release?.(),
  }
}

test('an unchanged revision is read once, also by many at once', async () => {
  const { memory, reads } = remembered()
  const answers = await Promise.all([memory.current(), memory.current(), memory.current()])
  expect(answers.map(({ revision }) => revision)).toEqual([1, 1, 1])
  await memory.current()
  expect(reads()).toBe(1)
})

test('what another process committed is seen within a quarter of a second', async () => {
  const { memory, stored, clock } = remembered()
  await memory.current()
  stored.revision = 2
  clock.now = 249
  expect((await memory.current()).revision).toBe(1)
  clock.now = 250
  expect((await memory.current()).revision).toBe(2)
})

test('what was committed here is seen at once, also while an earlier answer is under way', async () => {
  const { memory, stored, slowly, release, reads } = remembered()
  slowly()
  const before = memory.current()
  stored.revision = 2
  memory.forget()
  const after = memory.current()
  release()
  expect((await after).revision).toBe(2)
  expect((await memory.current()).revision).toBe(2)
  expect(reads()).toBe(2)
  before.catch(() => {})
})

test('who was told of a later one is not answered from memory; many who were ask once', async () => {
  const { memory, stored, reads } = remembered()
  await memory.current()
  stored.revision = 2
  const answers = await Promise.all([
    memory.current(2),
    memory.current(2),
    memory.current(9),
    memory.current(),
  ])
  expect(answers.map(({ revision }) => revision)).toEqual([2, 2, 2, 1])
  // The last asked for a revision that there is not: it is looked for once more, and no further.
  expect(reads()).toBeLessThanOrEqual(3)
})

test('a failure is told to those who asked, and not remembered', async () => {
  let fails = true
  const memory = rememberRevision(
    async () => {
      if (fails) throw new Error('away')
      return { revision: 7, changed: CHANGED }
    },
    () => 0,
  )
  await expect(memory.current()).rejects.toThrow('away')
  fails = false
  expect((await memory.current()).revision).toBe(7)
})

test('a database tells of each commit before the writer goes on, and of no rollback', async () => {
  const database = await freshDatabase()
  onTestFinished(database.close)
  let commits = 0
  database.onCommit(() => commits++)
  const rename = sql`update partners set name = 'Regionen'`
  await database.db.transaction().execute((tx) => rename.execute(tx))
  expect(commits).toBe(1)
  const failing = database.db.transaction().execute(async (tx) => {
    await rename.execute(tx)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(commits).toBe(1)
})
