import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import * as whole from 'zod'
import * as parts from '../../src/zod-parts-worker.ts'

const MEBIBYTE = 2 ** 20
const root = fileURLToPath(new URL('../..', import.meta.url))

test('wrangler builds the Worker without a complaint, in less than half a MiB gzipped', () => {
  const out = mkdtempSync(join(tmpdir(), 'kalendarium-worker-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const said = execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', out], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: 'false',
      PATH: `${root}/node_modules/.bin:${process.env.PATH}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(said).not.toMatch(/warning|error/i)
  const files = readdirSync(out).filter((name) => !/\.map$|^README/.test(name))
  const size = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0)
  expect(size).toBeLessThan(MEBIBYTE / 2)
  const bundle = readFileSync(join(out, 'worker.js'), 'utf8')
  expect(bundle).toContain('Invalid input')
  // zod's German, as it would stand there.
  expect(bundle).not.toMatch(/Ung.{1,10}tige Eingabe/)
})

test('what stands for zod on Workers has all of it that is used', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  const used = new Set(sources.flatMap((text) => text.match(/(?<=\bz\s*\.)\w+(?=\(|\.\w+\()/g) ?? []))
  expect(used.size).toBeGreaterThan(15)
  expect([...used].filter((name) => name in whole && !(name in parts))).toEqual([])
})
