import { gzipSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { type ApiDocument, operationsOf, type Schema } from '../../../src/docs/reference/document.ts'
import { referenceTexts } from '../../../src/docs/reference/texts.ts'
import { renderMarkdown } from '../../../src/events/markdown.ts'
import { HOSTILE_TEXTS } from '../../support/hostile.ts'
import { app, readDocument, rendered, textOf } from './described.ts'

const document = await readDocument()
const operations = [...operationsOf(document).values()].flat()
const schemas = Object.entries(document.components?.schemas ?? {})

describe.each(['sv', 'en'] as const)('the reference of the API in %s', async (lang) => {
  const markup = await rendered(document, lang)
  const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '')

  it('has every operation, parameter, status and schema once, each with an address', () => {
    const expected = [
      'contents',
      'schemas',
      'status',
      ...(document.tags ?? []).map(({ name }) => `tag-${name}`),
      ...schemas.map(([name]) => `schema-${name}`),
      ...operations.flatMap(({ id, parameters, responses }) => [
        id,
        `${id}-curl`,
        ...parameters.map((one) => `${id}-${one.in}-${one.name}`),
        ...Object.keys(responses).map((status) => `${id}-${status}`),
      ]),
    ]
    const methods = Object.values(document.paths ?? {}).flatMap((item) => Object.keys(item))
    expect([operations.length, methods.length > 40]).toEqual([methods.length, true])
    expect(ids.toSorted()).toEqual(expected.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leads nowhere where there is nothing', async () => {
    const hrefs = new Set([...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => textOf(href ?? '')))
    const parts = [...hrefs].filter((href) => href.startsWith('#'))
    expect(parts.length).toBeGreaterThan(80)
    expect(parts.filter((href) => !ids.includes(href.slice(1)))).toEqual([])
    const pages = [...hrefs].filter((href) => href.startsWith('/'))
    const answers = await Promise.all(pages.map(async (href) => [href, (await app.request(href)).status]))
    expect(answers.filter(([, status]) => status !== 200)).toEqual([])
  })

  it('folds nothing away that has an address', () => {
    let depth = 0
    const hidden: string[] = []
    for (const [tag, id] of markup.matchAll(/<\/?(?:details|summary)\b|\sid="([^"]*)"/g)) {
      if (tag === '<details' || tag === '</summary') depth++
      else if (id === undefined) depth--
      else if (depth > 0) hidden.push(id)
    }
    expect([depth, hidden]).toEqual([0, []])
  })

  it('says of every operation what it is, where it is, and who may', () => {
    for (const { id, summary, method, path, secured } of operations) {
      const [, section = ''] = markup.split(`<section class="operation" id="${id}">`)
      const head = textOf(section.split('<h4>')[0] ?? '')
      const { keyed, open } = referenceTexts(lang)
      expect(head).toContain(`${summary}\n${method} ${path} ${secured ? keyed : open}`)
    }
  })

  it('shows every example of a body that is asked for or given', () => {
    const text = textOf(markup)
    const shown = operations.flatMap(({ body, responses }) => [
      ...Object.values(body),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
        /^2/.test(status) ? Object.values(content) : [],
      ),
    ])
    const values = shown.flatMap(({ examples = {} }) => Object.values(examples).map(({ value }) => value))
    expect(values.length).toBeGreaterThan(80)
    const written = (value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\r\n', '\n') : JSON.stringify(value, null, 2)
    expect(values.filter((value) => !text.includes(written(value).replaceAll("'", `'\\''`)))).toEqual([])
  })

  it('marks what the document says as English where the page is Swedish', () => {
    const mark = lang === 'sv' ? ' lang="en"' : ''
    for (const { id, summary, description } of operations) {
      expect(markup).toContain(`<h3><a href="#${id}"${mark}>${summary}</a>`)
      expect(markup).toContain(`<div${mark}>${renderMarkdown(description, 4)}`)
    }
    expect(markup.includes(' lang="en"')).toBe(lang === 'sv')
  })

  it('is no heavier than a picture', () => {
    expect(gzipSync(markup).length).toBeLessThan(60_000)
  })
})

it('has words of its own for each tag in Swedish', () => {
  expect(Object.keys(referenceTexts('sv').tags)).toEqual(document.tags?.map(({ name }) => name))
})

it('knows every keyword of JSON Schema that the document uses', () => {
  const used = new Set<string>()
  const look = (schema: Schema) => {
    for (const key of Object.keys(schema)) used.add(key)
    const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema
    const inner = [...Object.values(properties), ...anyOf, ...oneOf, ...allOf]
    for (const one of inner) look(one)
    if (items) look(items)
    if (typeof additionalProperties === 'object') look(additionalProperties)
  }
  for (const [, schema] of schemas) look(schema)
  for (const { parameters, body, responses } of operations) {
    for (const { schema } of parameters) look(schema ?? {})
    for (const { schema } of Object.values(body)) look(schema ?? {})
    for (const { content = {}, headers = {} } of Object.values(responses))
      for (const { schema } of [...Object.values(content), ...Object.values(headers)]) look(schema ?? {})
  }
  const known = [
    ...['$ref', 'type', 'format', 'description', 'properties', 'required', 'additionalProperties', 'items'],
    ...['anyOf', 'oneOf', 'allOf', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength'],
    ...['minItems', 'maxItems', 'default', 'example', 'readOnly'],
  ]
  expect([...used].filter((key) => !known.includes(key))).toEqual([])
})

test.each(HOSTILE_TEXTS)('%s in the document stays text', async (hostile) => {
  const schema: Schema = {
    type: ['string', hostile],
    format: hostile,
    description: hostile,
    pattern: hostile,
    enum: [hostile],
    default: hostile,
    example: hostile,
  }
  const named = hostile.replaceAll(/[^\w]/g, '') || 'x'
  const media = { [hostile]: { schema, examples: { [hostile]: { summary: hostile, value: hostile } } } }
  const faulty: ApiDocument = {
    info: { description: hostile, 'x-limitations': { [hostile]: hostile } },
    servers: [{ url: `https://calendar.example/${hostile}` }],
    tags: [{ name: hostile, description: hostile }],
    components: { schemas: { [hostile]: { type: 'object', properties: { [hostile]: schema } } } },
    paths: {
      [`/${hostile}`]: {
        post: {
          operationId: hostile,
          summary: hostile,
          description: hostile,
          tags: [hostile],
          parameters: [{ name: hostile, in: hostile, description: hostile, schema, example: hostile }],
          requestBody: { content: media },
          responses: {
            200: {
              description: hostile,
              headers: { [hostile]: { description: hostile, schema } },
              content: media,
            },
          },
        },
      },
      [`/${named}`]: { get: { operationId: named, tags: [hostile], parameters: [], responses: {} } },
    },
  }
  const markup = await rendered(faulty, 'sv')
  expect(markup).not.toMatch(/<(?:script|img|style|iframe|object|embed|svg)\b/i)
  // Attributes stand in double quotes; what is outside of them is markup.
  expect(markup.replaceAll(/"[^"]*"/g, '""').match(/<[a-z][^<>]*\son[a-z]+\s*=[^<>]*>/gi)).toBeNull()
  const hrefs = [...markup.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
  expect(hrefs.filter((href) => !/^(?:https?:|\/|#)/.test(href))).toEqual([])
  expect(textOf(markup)).toContain(hostile)
})

it('ends where a schema holds itself', async () => {
  const node: Schema = { type: 'object', properties: { parent: { $ref: '#/components/schemas/Node' } } }
  const markup = await rendered({ info: {}, components: { schemas: { Node: node } } }, 'en')
  expect(textOf(markup)).toMatch(/parent\s*Node/)
})
