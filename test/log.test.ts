import { describe, expect, test } from 'vitest'
import { createLog, LOG_LEVELS, type LogFields, type LogLevel } from '../src/log.ts'

const NOW = '2026-11-03T12:00:00.000Z'

function logged(fields: LogFields, level: LogLevel = 'info') {
  const lines: string[] = []
  createLog(
    level,
    (line) => lines.push(line),
    () => new Date(NOW),
  ).info(fields, 'said')
  return lines.map((line) => JSON.parse(line))
}

test('a line is one JSON object with time, level and message', () => {
  expect(logged({ path: '/a\nb', ms: 1.5 })).toEqual([
    { time: NOW, level: 'info', message: 'said', path: '/a\nb', ms: 1.5 },
  ])
})

test('no field poses as the head', () => {
  expect(logged({ level: 'error', message: 'lies', time: 'never' })).toEqual([
    { time: NOW, level: 'info', message: 'said' },
  ])
})

test.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
] as const)('at level %s lines of %j are written', (level, expected) => {
  const lines: string[] = []
  const log = createLog(
    level,
    (line) => lines.push(JSON.parse(line).level),
    () => new Date(NOW),
  )
  for (const own of LOG_LEVELS) if (own !== 'silent') log[own]({}, 'said')
  expect(lines).toEqual(expected)
})

describe('secrets are not written:', () => {
  test.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'password',
    'adminKey',
    'ADMIN_KEY',
    'secret',
    'webhookSecret',
    'token',
    'apiKey',
  ])('the field %s', (name) => {
    expect(logged({ [name]: 'tell-nobody', within: { deep: [{ [name]: 'tell-nobody' }] } })).toEqual([
      {
        time: NOW,
        level: 'info',
        message: 'said',
        [name]: '[redacted]',
        within: { deep: [{ [name]: '[redacted]' }] },
      },
    ])
  })

  test.each([
    'postgres://calendar:tell-nobody@db.example:5432/x',
    'Authorization: Bearer tell-nobody',
    'basic tell-nobody',
  ])('within the text %j', (text) => {
    const error = new Error(text, { cause: new Error(text) })
    expect(JSON.stringify(logged({ text, error, list: [text] }))).not.toContain('tell-nobody')
  })

  test('but a primary key or an idempotency key is none', () => {
    expect(logged({ idempotencyKey: 'a', primary_key: 'b' })).toMatchObject([
      { idempotencyKey: 'a', primary_key: 'b' },
    ])
  })
})

describe('anything can be written:', () => {
  test('an error with its code, its stack and its causes', () => {
    const cause = Object.assign(new TypeError('inner'), { code: '23505' })
    expect(logged({ error: new Error('outer', { cause }) })).toMatchObject([
      {
        error: {
          name: 'Error',
          message: 'outer',
          stack: expect.stringContaining('log.test.ts'),
          cause: { name: 'TypeError', message: 'inner', code: '23505' },
        },
      },
    ])
  })

  test('loops, dates, large integers, and what is none', () => {
    const loop: LogFields = { name: 'loop' }
    loop.self = loop
    const other = { a: 1 }
    expect(
      logged({
        loop,
        twice: [other, other],
        date: new Date(NOW),
        bad: new Date(NaN),
        large: 12n ** 20n,
        none: null,
      }),
    ).toEqual([
      {
        time: NOW,
        level: 'info',
        message: 'said',
        loop: { name: 'loop', self: '[circular]' },
        twice: [other, other],
        date: NOW,
        bad: null,
        large: String(12n ** 20n),
        none: null,
      },
    ])
  })
})
