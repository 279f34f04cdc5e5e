import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'

const MEBIBYTE = 2 ** 20
const root = fileURLToPath(new URL('../..', import.meta.url))

test('wrangler builds the Worker without a complaint, in less than 1 MiB gzipped', () => {
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
  expect(size).toBeLessThan(MEBIBYTE)
})
