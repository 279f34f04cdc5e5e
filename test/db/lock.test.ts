import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { LockedError, takeLock } from '../../db/lock.ts'
import { type Child, runChild } from '../support/child.ts'
import { temporaryFolder } from '../support/folder.ts'

// Processes start slowly where much runs beside them.
vi.setConfig({ testTimeout: 180_000 })

describe('while a process holds the folder', () => {
  test('another is refused, and told whose it is', async () => {
    const dir = await temporaryFolder()
    const holder = await held(dir)
    const refusal = await takeLock(dir).catch((error: Error) => error)
    expect(refusal).toBeInstanceOf(LockedError)
    expect(refusal).toHaveProperty(
      'message',
      expect.stringContaining(
        `DATA_DIR ${dir} is in use by process ${holder.pid} on ${hostname()}, started 20`,
      ),
    )
  })

  test('so is one of the same process', async () => {
    const dir = await temporaryFolder()
    const lock = await takeLock(dir)
    await expect(takeLock(dir)).rejects.toThrow(`process ${process.pid}`)
    await lock.release()
  })

  test('also where the holder is stopped and does not answer', async () => {
    const dir = await temporaryFolder()
    const holder = await held(dir)
    holder.kill('SIGSTOP')
    await expect(takeLock(dir)).rejects.toThrow(LockedError)
  })

  test('one that waits gets it when the holder ends in time', async () => {
    const dir = await temporaryFolder()
    const holder = await held(dir)
    const waiting = takeLock(dir)
    holder.kill('SIGTERM')
    await expect(waiting.then((lock) => lock.release())).resolves.toBeUndefined()
  })
})

describe('a holder that is no more', () => {
  test('is succeeded after kill -9', async () => {
    const dir = await temporaryFolder()
    const holder = await held(dir)
    holder.kill('SIGKILL')
    await holder.ended
    await expect(take(dir)).resolves.toBe('taken')
  })

  test('is not seen in a process that has got its number', async () => {
    const dir = await temporaryFolder()
    await claim(dir, { pid: process.pid, boot: await ownBoot() })
    await expect(take(dir)).resolves.toBe('taken')
  })

  test('leaves nothing that the next one does not clear', async () => {
    const dir = await temporaryFolder()
    await claim(dir, { boot: await ownBoot() })
    const lock = await takeLock(dir)
    expect(await readdir(join(dir, 'lock'))).toHaveLength(2)
    await lock.release()
    expect(await readdir(join(dir, 'lock'))).toEqual([])
  })

  test('left a claim that nobody can read', async () => {
    const dir = await temporaryFolder()
    await mkdir(join(dir, 'lock'))
    await writeFile(join(dir, 'lock', 'torn.json'), '{"pid": 1')
    await expect(take(dir)).resolves.toBe('taken')
  })
})

describe('a claim from another machine', () => {
  test('counts while its sign of life is fresh', async () => {
    const dir = await temporaryFolder()
    await claim(dir, { boot: 'another kernel', host: 'north' })
    await expect(takeLock(dir)).rejects.toThrow('process 4711 on north')
  })

  test('is dead after a minute of silence', async () => {
    const dir = await temporaryFolder()
    const file = await claim(dir, { boot: 'another kernel' })
    const then = new Date(Date.now() - 60_000)
    await utimes(file, then, then)
    await expect(take(dir)).resolves.toBe('taken')
  })
})

test('of many at once one wins', async () => {
  const dir = await temporaryFolder()
  const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(dir)))
  const won = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
  expect(won).toHaveLength(1)
  await won[0]?.release()
})

test('a path too long for a socket is locked too', async () => {
  const dir = join(await temporaryFolder(), 'a'.repeat(120), 'b'.repeat(120))
  await mkdir(dir, { recursive: true })
  const holder = await held(dir)
  await expect(takeLock(dir)).rejects.toThrow(`process ${holder.pid}`)
})

async function held(dir: string): Promise<Child> {
  const child = runChild('test/db/hold-lock.ts', [dir], { env: { TMPDIR: process.env.TMPDIR ?? '/tmp' } })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await child.ended
  })
  await child.says('held')
  return child
}

async function take(dir: string): Promise<'taken'> {
  const lock = await takeLock(dir)
  await lock.release()
  return 'taken'
}

/** Writes what a process that claims the folder writes. */
async function claim(dir: string, own: { pid?: number; boot: string; host?: string }): Promise<string> {
  const file = join(dir, 'lock', '00000000-aaaa-4aaa-8aaa-aaaaaaaaaaaa.json')
  await mkdir(join(dir, 'lock'), { recursive: true })
  await writeFile(file, JSON.stringify({ pid: 4711, host: hostname(), started: '2026-11-03', ...own }))
  return file
}

/** As this machine's processes write it. */
async function ownBoot(): Promise<string> {
  const dir = await temporaryFolder()
  const lock = await takeLock(dir)
  const boot = 'boot' in lock ? String(lock.boot) : ''
  await lock.release()
  return boot
}
