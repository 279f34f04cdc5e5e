import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../src/errors.ts'
import { json } from '../../src/http/respond.ts'
import { readQuery, validate } from '../../src/http/validate.ts'
import { depsWithoutDatabase } from '../support/deps.ts'
import { around } from './app.ts'

const Thing = z.strictObject({
  title: z.union([z.string().max(5), z.record(z.string(), z.string().max(5))]),
  count: z.int().optional(),
  parts: z.array(z.strictObject({ 'a/b~c': z.boolean() })).optional(),
})

function faultsOf(value: unknown) {
  try {
    return validate(Thing, value)
  } catch (error) {
    return error instanceof Problem ? error.errors : error
  }
}

describe('validating a body', () => {
  it('gives what the schema reads', () => {
    expect(faultsOf({ title: { sv: 'Hej' } })).toEqual({ title: { sv: 'Hej' } })
  })

  it('names every fault by its pointer, and each unknown field', () => {
    expect(
      faultsOf({ title: 'x', titel: 1, more: 2, count: '3', parts: [{ 'a/b~c': 1 }, { odd: true }] }),
    ).toEqual([
      { pointer: '/count', detail: 'must be a number' },
      { pointer: '/parts/0/a~1b~0c', detail: 'must be true or false' },
      { pointer: '/parts/1/a~1b~0c', detail: 'is required' },
      { pointer: '/parts/1/odd', detail: 'is not a known field' },
      { pointer: '/titel', detail: 'is not a known field' },
      { pointer: '/more', detail: 'is not a known field' },
    ])
  })

  it('names the whole where it is of the wrong type', () => {
    expect(faultsOf([])).toEqual([{ pointer: '', detail: 'must be an object' }])
  })

  it('looks into the alternative that was meant', () => {
    expect(faultsOf({ title: { sv: 'too long' } })).toEqual([
      { pointer: '/title/sv', detail: 'must be at most 5 characters long' },
    ])
  })
})

describe('reading a query', () => {
  const app = around(depsWithoutDatabase(), (api) => {
    const Query = z.object({
      dryRun: z.enum(['true', 'false']).optional(),
      n: z.string().regex(/^\d+$/).optional(),
    })
    api.get('/', (c) => json(c, readQuery(c, Query)))
  })

  it('takes what is known, once', async () => {
    expect(await (await app.request('/?dryRun=true')).json()).toEqual({ dryRun: 'true' })
  })

  it('names every fault', async () => {
    const answer = await app.request('/?n=1&n=2&dryRun=yes&other=1&__proto__=2&toString=3')
    expect([answer.status, (await answer.json()).errors]).toEqual([
      400,
      [
        { parameter: 'n', detail: 'may be given once only' },
        { parameter: 'other', detail: 'is not known here' },
        { parameter: '__proto__', detail: 'is not known here' },
        { parameter: 'toString', detail: 'is not known here' },
        { parameter: 'dryRun', detail: expect.stringContaining('expected one of') },
      ],
    ])
  })
})
