import { describe, expect, test } from 'vitest'
import { constraintsOf } from '../../../src/docs/reference/constraints.ts'
import type { Schema } from '../../../src/docs/reference/document.ts'
import { referenceTexts } from '../../../src/docs/reference/texts.ts'
import { typeOf } from '../../../src/docs/reference/type.ts'
import { rendered, textOf } from './described.ts'

const REF = { $ref: '#/components/schemas/Event' }
const [sv, en] = [referenceTexts('sv'), referenceTexts('en')]

describe('a type in words', () => {
  test.each<[Schema, string, string]>([
    [{ type: 'string' }, 'string', 'string'],
    [{ type: ['string', 'null'], format: 'uri' }, 'string (uri) or null', 'string (uri) eller null'],
    [REF, 'Event', 'Event'],
    [{ anyOf: [REF, { type: 'null' }] }, 'Event or null', 'Event eller null'],
    [{ oneOf: [REF, { type: 'string' }] }, 'Event or string', 'Event eller string'],
    [{ allOf: [REF, { type: ['object', 'null'] }] }, 'Event or null', 'Event eller null'],
    [{ allOf: [REF, { type: 'object', properties: {} }] }, 'Event and object', 'Event och object'],
    [{ type: ['array', 'null'], items: REF }, 'array of Event or null', 'lista av Event eller null'],
    [
      { type: 'array', items: { type: ['string', 'integer'] } },
      'array of (string or integer)',
      'lista av (string eller integer)',
    ],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      'object with values of type string',
      'object med värden av typen string',
    ],
    [{}, 'anything', 'vad som helst'],
    [{ readOnly: true }, '', ''],
  ])('%j is %s', async (schema, english, swedish) => {
    const words = [await typeOf(schema, en), await typeOf(schema, sv)].map((markup) => textOf(String(markup)))
    expect(words).toEqual([english, swedish])
  })
})

describe('what else holds of a value', () => {
  test.each<[Schema, string[], string[]]>([
    [{ minimum: 1, maximum: 200 }, ['1 to 200'], ['1 till 200']],
    [{ minimum: 0 }, ['at least 0'], ['minst 0']],
    [
      { maxLength: 9, pattern: '^<a>$' },
      ['at most 9 characters', 'pattern ^<a>$'],
      ['högst 9 tecken', 'mönster ^<a>$'],
    ],
    [
      { maxItems: 2, items: { enum: ['a', 'b', null] } },
      ['at most 2 items', 'each: one of a, b'],
      ['högst 2 stycken', 'varje: ett av a, b'],
    ],
    [
      { enum: ['a', '-a', 'b', '-b'] },
      ['one of a, b; each also with a leading -'],
      ['ett av a, b; vart och ett även med ett inledande -'],
    ],
    [{ enum: ['a', '-a', 'b'] }, ['one of a, -a, b'], ['ett av a, -a, b']],
    [{ default: false }, ['default false'], ['förval false']],
    [{ readOnly: true }, ['only in answers'], ['bara i svar']],
    [{ properties: {}, additionalProperties: false }, ['no other fields'], ['inga andra fält']],
    [{ type: 'string' }, [], []],
  ])('%j', async (schema, english, swedish) => {
    const said = async (texts: typeof en) =>
      (await Promise.all(constraintsOf(schema, texts))).map((markup) => textOf(String(markup)))
    expect([await said(en), await said(sv)]).toEqual([english, swedish])
  })
})

test('fields come with what they need first, and with their own fields below them', async () => {
  const place: Schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
  const schema: Schema = {
    type: 'object',
    properties: {
      id: { readOnly: true },
      places: { type: 'array', items: place },
      title: { type: 'string' },
    },
    required: ['title'],
  }
  const markup = await rendered({ info: {}, components: { schemas: { Event: schema } } }, 'en')
  const fields = [...markup.matchAll(/<dl class="fields">|<\/dl>|<dt><code>(\w+)<\/code>/g)]
  expect(fields.map(([tag, name]) => name ?? tag.replace('<dl class="fields">', '('))).toEqual([
    ...['</dl>', '(', 'title', 'places', '(', 'name', '</dl>', 'id', '</dl>'],
  ])
})
