import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const command = (name: string) => fileURLToPath(new URL(`../../src/${name}-node.ts`, import.meta.url))

it('writes anew what is a file, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kalendarium-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [data, taken, file] = [join(folder, 'data'), join(folder, 'taken'), join(folder, 'calendar.jsonl.gz')]
  mkdirSync(taken)
  const env = { ...process.env, DATABASE_URL: '', DATA_DIR: data }
  const run = (name: string, ...rest: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [command(name), ...rest], {
      env,
      encoding: 'utf8',
    })
    return { status, stderr }
  }
  const backup = (path: string) => run('backup', 'backup', path)
  expect(run('migrate')).toMatchObject({ status: 0 })
  expect(backup(taken)).toEqual({ status: 1, stderr: `${taken} is no file that may be written anew\n` })
  expect([statSync(taken).isDirectory(), existsSync(`${taken}.partial`)]).toEqual([true, false])
  for (let time = 0; time < 2; time++) expect(backup(file)).toMatchObject({ status: 0 })
  expect(statSync(file).isFile()).toBe(true)
})
