import { describe, expect, it } from 'vitest'
import { MEBIBYTE, readJson } from '../../src/http/body.ts'
import { json } from '../../src/http/respond.ts'
import { depsWithoutDatabase } from '../support/deps.ts'
import { around } from './app.ts'

const deps = depsWithoutDatabase()
const app = around(deps, (api) => {
  api.post('/thing', async (c) => json(c, { read: await readJson(c) }))
  api.patch('/thing', async (c) =>
    json(c, { read: await readJson(c, ['application/json', 'application/merge-patch+json']) }),
  )
})

const JSON_TYPE = { 'Content-Type': 'application/json' }
const post = (body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
  app.request('/thing', { method: 'POST', body, headers })
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('reading a body of JSON', () => {
  it.each([
    ['an object', '{"a":[1,null,"å\\n\\"\\\\"]}', { a: [1, null, 'å\n"\\'] }],
    ['with a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
    ['a pair of surrogates, escaped', '{"a":"\\ud83c\\udfb5"}', { a: '🎵' }],
    ['32 levels', nested(32), JSON.parse(nested(32))],
    ['the same name in different objects', '[{"a":1},{"a":{"a":2}}]', [{ a: 1 }, { a: { a: 2 } }]],
    ['braces and quotes in texts', '{"a{":"}\\\\","b":"\\"]"}', { 'a{': '}\\', b: '"]' }],
  ])('takes %s', async (_, body, read) => {
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([200, { read }])
  })

  it.each([
    ['no charset', 'application/json'],
    ['utf-8', 'application/json; charset=utf-8'],
    ['quoted and in capitals', 'Application/JSON; Charset="UTF-8"'],
  ])('takes Content-Type with %s', async (_, type) => {
    expect((await post('{}', { 'Content-Type': type })).status).toBe(200)
  })

  it('takes a merge patch where the address does', async () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' }
    expect((await app.request('/thing', { method: 'PATCH', body: '{}', headers })).status).toBe(200)
    expect((await post('{}', headers)).status).toBe(415)
  })

  it.each<[string, BodyInit | null, Record<string, string>, number]>([
    ['JSON as text/plain', '{"a":1}', { 'Content-Type': 'text/plain' }, 415],
    ['JSON without a type', new Blob(['{}']), {}, 415],
    ['a form', new URLSearchParams({ a: '1' }), {}, 415],
    ['another charset', '{}', { 'Content-Type': 'application/json; charset=iso-8859-1' }, 415],
    ['a compressed body', new Uint8Array([31, 139, 8]), { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, 415],
    ['nothing', null, JSON_TYPE, 400],
    ['blanks', '  \n', JSON_TYPE, 400],
    ['what is not JSON', '{"a":1,}', JSON_TYPE, 400],
    ['half a body', '{"a":', JSON_TYPE, 400],
    ['NaN', '{"a":NaN}', JSON_TYPE, 400],
    ['what is not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), JSON_TYPE, 400],
    ['UTF-8 of a lone surrogate', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), JSON_TYPE, 400],
    ['an octet too many', `"${'x'.repeat(MEBIBYTE - 1)}"`, JSON_TYPE, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  })

  it.each([
    ['NUL in a text', '{"a":{"b/c":["x\\u0000y"]}}', '/a/b~1c/0', 'holds the character NUL (U+0000)'],
    ['NUL in a name', '{"a\\u0000":1}', '/a\0', 'holds the character NUL (U+0000)'],
    ['a lone surrogate', '{"a":[1,"\\ud800"]}', '/a/1', 'holds a lone surrogate, which is not a character'],
    ['a surrogate in a name', '{"\\udc00":1}', '/\udc00', 'holds a lone surrogate, which is not a character'],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', '/a/__proto__', 'is a name that is not taken'],
    ['__proto__ escaped', '{"\\u005f_proto__":1}', '/__proto__', 'is a name that is not taken'],
    ['a name given twice', '{"a":1,"b":{"c":1,"\\u0063":2}}', '/b/c', 'is given twice'],
    ['33 levels', nested(33), '/0'.repeat(32), 'is nested deeper than 32 levels'],
  ])('refuses %s, and says where', async (_, body, pointer, detail) => {
    const answer = await post(body)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toEqual({
      type: 'https://calendar.example.org/problems/unprocessable',
      title: 'The request is understood but not acceptable',
      status: 422,
      detail: 'The JSON holds what cannot be taken.',
      instance: '/thing',
      errors: [{ pointer: pointer.toWellFormed(), detail }],
    })
  })

  it('names all of them at once', async () => {
    const answer = await post('{"a":"\\u0000","a":2,"b":["\\udfff"]}')
    expect((await answer.json()).errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/a',
      '/a',
      '/b/0',
    ])
  })

  it('tells of 50 faults and how many more, each in few words, so that a small body makes no large answer', async () => {
    const twice = Array(60_000).fill('"a":0').join()
    const answer = await post(`{"${'n'.repeat(500_000)}":{${twice}}}`)
    const { errors } = await answer.json()
    expect([answer.status, errors.length]).toEqual([422, 51])
    expect(errors[50]).toEqual({ pointer: '', detail: 'and 950 more faults' })
    expect(errors[0]).toEqual({ pointer: `/${'n'.repeat(200)}…/a`, detail: 'is given twice' })
  })

  it('counts what comes, whatever Content-Length says', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(0x20))
      },
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { ...JSON_TYPE, 'Content-Length': '10' },
    }
    const request = new Request('http://localhost/thing', init)
    expect((await app.request(request)).status).toBe(413)
    expect(sent).toBeLessThan(1.5 * MEBIBYTE)
  })

  it('takes a body that was cut off for a fault of its sender', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
      },
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: JSON_TYPE,
    }
    expect((await app.request(new Request('http://localhost/thing', init))).status).toBe(400)
  })

  it('is not slowed by a megabyte of nothing but brackets, quotes or escapes', async () => {
    const began = performance.now()
    await post('['.repeat(500_000) + ']'.repeat(500_000))
    await post(`["${'\\\\'.repeat(500_000)}"]`)
    await post(`[${'"",'.repeat(300_000)}""]`)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
