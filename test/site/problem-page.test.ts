import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

const app = createApp(depsWithoutDatabase(), ASSETS)
const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Language': 'sv' }
const get = async (path: string, headers: Record<string, string>) => {
  const answer = await app.request(path, { headers })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

describe('what is not there', () => {
  it('is a page with a way on where a browser asks', async () => {
    const answer = await get('/no-such-page', BROWSER)
    expect([answer.status, answer.type]).toEqual([404, 'text/html; charset=utf-8'])
    expect(answer.text).toContain('<h1>Sidan finns inte</h1>')
    expect(answer.text).toContain('<a class="button" href="/">Till kalendern</a>')
    expect((await get('/problems/none?lang=en', BROWSER)).text).toContain('<h1>There is no such page</h1>')
  })

  it('is the same whatever conditions the request has', async () => {
    const conditions: Record<string, string>[] = [{ 'If-None-Match': '*' }, { 'If-Match': '"1"' }]
    const answers = await Promise.all(
      conditions.map((condition) => get('/no-such-page', { ...BROWSER, ...condition })),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
  })

  it('is a problem to programs, and below the API to all', async () => {
    const problem = [404, 'application/problem+json']
    const asked = [
      await get('/no-such-page', {}),
      await get('/no-such-page', { Accept: '*/*' }),
      await get('/api/v1/no-such-thing', BROWSER),
    ]
    expect(asked.map(({ status, type }) => [status, type])).toEqual([problem, problem, problem])
  })
})
