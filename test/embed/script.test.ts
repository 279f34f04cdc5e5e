import { readFile } from 'node:fs/promises'
import { Script } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Assets } from '../../src/docs/assets.ts'
import { cacheControl } from '../../src/http/caching.ts'
import { depsWithoutDatabase } from '../support/deps.ts'

const assets: Assets = {
  read: async (name) =>
    new Uint8Array(
      await readFile(new URL(name.replace('embed/', '../../src/embed/client/'), import.meta.url)),
    ),
}
const app = createApp(depsWithoutDatabase(), assets)
const get = (headers: Record<string, string> = {}) => app.request('/embed.js', { headers })

describe('/embed.js', () => {
  it('may be loaded by every site, and is kept as what changes with the program', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': cacheControl('program'),
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    })
  })

  it('is not sent again to who has it', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    const again = await get({ 'If-None-Match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('is under 12 kB gzipped', async () => {
    const text = await (await get()).text()
    expect(gzipSync(text).byteLength).toBeLessThan(12_000)
  })

  it('is one classic script that links to no module and evaluates no text', async () => {
    const text = await (await get()).text()
    expect(() => new Script(text)).not.toThrow()
    expect(text).not.toMatch(
      /^\s*(import|export)\b|innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|\/\*\*/m,
    )
  })

  it('knows the calendar’s zone and languages, and what cities are called', async () => {
    const [, given = ''] = /\((\{"publicUrl".*\})\)$/m.exec(await (await get()).text()) ?? []
    expect(JSON.parse(given)).toEqual({
      publicUrl: 'https://calendar.example.org',
      timeZone: 'Europe/Stockholm',
      locales: ['sv', 'en'],
      cities: { sv: expect.objectContaining({ 'Europe/Brussels': 'Bryssel' }) },
    })
  })
})
