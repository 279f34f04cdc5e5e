import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { pageLanguage } from '../../src/site/language.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

const deps = depsWithoutDatabase()
const app = createApp(deps, ASSETS)
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

describe('the document around every page', () => {
  it.each([
    ['/docs?lang=en', 'sv', 'en'],
    ['/docs', 'en-GB,en;q=0.9', 'en'],
    ['/docs', 'en;q=0.4, sv;q=0.8', 'sv'],
    ['/docs', 'fi', 'sv'],
    ['/docs', 'en;q=0', 'sv'],
    ['/docs?lang=fi', 'en', 'en'],
  ])('%s with Accept-Language %s is in %s', async (path, accept, lang) => {
    const answer = await get(path, { 'Accept-Language': accept })
    expect(await answer.text()).toContain(`<html lang="${lang}">`)
    expect(answer.headers.get('vary')).toBe('Authorization, Accept-Language, Accept-Encoding')
  })

  it('gives each language an address, and the other in the switch', async () => {
    const text = await (await get('/docs')).text()
    expect(text).toContain('<link rel="canonical" href="https://calendar.example.org/docs?lang=sv">')
    expect(text).toContain(
      '<link rel="alternate" hreflang="en" href="https://calendar.example.org/docs?lang=en">',
    )
    expect(text).toContain(
      '<link rel="alternate" hreflang="x-default" href="https://calendar.example.org/docs">',
    )
    expect(text).toContain('<a href="/docs?lang=en" lang="en" hreflang="en" rel="alternate">English</a>')
  })

  it('lets nothing inline run, and nothing of another origin', async () => {
    const answer = await get('/docs')
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(await answer.text()).not.toMatch(/ style=|<style|<script>| on\w+=/)
  })

  it('has one stylesheet, whose address changes with its content and can be kept for ever', async () => {
    const [, href = ''] =
      /<link rel="stylesheet" href="([^"]+)">/.exec(await (await get('/docs')).text()) ?? []
    const sheet = await get(href)
    expect(href).toMatch(/^\/assets\/[0-9a-f]{12}\/site\.css$/)
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(deps.sha256(await sheet.text()).slice(0, 12)).toBe(href.split('/')[2])
  })

  it('answers HEAD and conditional requests, and zips for who takes it', async () => {
    const first = await get('/docs', { 'Accept-Encoding': 'gzip' })
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('content-encoding')).toBe('gzip')
    expect((await get('/docs', { 'If-None-Match': etag, 'Accept-Encoding': 'gzip' })).status).toBe(304)
    const head = await app.request('/docs', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Number(head.headers.get('content-length'))).toBe(
      (await (await get('/docs')).arrayBuffer()).byteLength,
    )
  })

  it('explains each kind of problem in the language of the reader', async () => {
    const read = async (lang: string) => (await get(`/problems/not-found?lang=${lang}`)).text()
    const [sv, en] = [await read('sv'), await read('en')]
    expect([sv, en].map((page) => /<h1>(.*?)<\/h1>/.exec(page)?.[1])).toEqual([
      'Här finns inget',
      'There is nothing here',
    ])
    expect(sv).toContain('Inget finns på adressen')
    expect(en).toContain('Nothing is at the address')
  })
})

describe('the language of a page', () => {
  it('is one of the calendar’s, with the site’s words in Swedish or English', () => {
    const locales: [string, ...string[]] = ['fi', 'sv-FI']
    expect(pageLanguage(null, 'sv', { locales })).toMatchObject({
      locale: 'sv-FI',
      language: 'sv',
      asked: null,
    })
    expect(pageLanguage('fi', 'sv', { locales })).toMatchObject({ locale: 'fi', language: 'en', asked: 'fi' })
  })
})
