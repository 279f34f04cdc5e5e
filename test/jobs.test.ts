import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startJobs } from '../src/jobs.ts'
import { depsWithoutDatabase } from './support/deps.ts'

it('runs each job again and again, never beside itself, whatever it throws', async () => {
  const { log, lines } = depsWithoutDatabase()
  let running = 0
  let most = 0
  let runs = 0
  const job = {
    name: 'busy',
    everyMs: 1,
    run: async () => {
      most = Math.max(most, ++running)
      await sleep(5)
      running--
      runs++
      throw new Error('not today')
    },
  }
  const jobs = startJobs([job], log)
  await expect.poll(() => runs).toBeGreaterThan(2)
  await jobs.stop()
  const ran = runs
  await sleep(20)
  expect([most, running, runs]).toEqual([1, 0, ran])
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    message: 'job failed',
    job: 'busy',
    error: { message: 'not today' },
  })
})

it('stops at once where a job only waits', async () => {
  let runs = 0
  const { log } = depsWithoutDatabase()
  const jobs = startJobs(
    [{ name: 'later', everyMs: 1, firstAfterMs: 3_600_000, run: async () => runs++ }],
    log,
  )
  await jobs.stop()
  expect(runs).toBe(0)
})

it('runs at once when woken, also where that comes while it runs', async () => {
  const { log } = depsWithoutDatabase()
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const runs: string[] = []
  const job = (name: string, wakes: boolean) => ({
    name,
    everyMs: 3_600_000,
    wakes,
    run: async () => {
      runs.push(name)
      if (runs.length === 2) await mayEnd
    },
  })
  const jobs = startJobs([job('deaf', false), job('woken', true)], log)
  await expect.poll(() => runs).toEqual(['deaf', 'woken'])
  jobs.wake()
  await sleep(20)
  expect(runs).toHaveLength(2)
  end()
  await expect.poll(() => runs).toEqual(['deaf', 'woken', 'woken'])
  jobs.wake()
  await expect.poll(() => runs).toHaveLength(4)
  await jobs.stop()
})
