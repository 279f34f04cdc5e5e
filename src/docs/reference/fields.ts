import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import { constraintsOf, value } from './constraints.ts'
import type { Parameter, Response, Schema } from './document.ts'
import { described, type Reader } from './reader.ts'
import { typeOf } from './type.ts'

/**
 * The fields of the objects that a schema has within it, each with its own below it: first what is needed, last what is
 * not taken. Schemas with a name are linked to.
 */
export function fieldsOf(schema: Schema, reader: Reader): Markup | '' {
  const { properties = {}, required = [], items, additionalProperties } = schema
  const weight = ([name, field]: [string, Schema]) => (required.includes(name) ? 0 : field.readOnly ? 2 : 1)
  const entries = Object.entries(properties).sort((a, b) => weight(a) - weight(b))
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((inner) => inner ?? [])
  const inner = [
    ...(items ? [items] : []),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ...parts,
  ].flatMap((one) => fieldsOf(one, reader) || [])
  if (entries.length === 0 && inner.length === 0) return ''
  const own = entries.map(([name, field]) =>
    entry({ name, schema: field, isRequired: required.includes(name) }, reader),
  )
  return html`${own.length > 0 ? list(own) : ''}${inner}`
}

/** What a body or a schema holds, for those who want to see it. */
export function foldedFields(schema: Schema, reader: Reader): Markup | '' {
  const fields = fieldsOf(schema, reader)
  return fields && html`<details><summary>${reader.texts.fields}</summary>${fields}</details>`
}

/** The parameters of an operation, each with the address that `idOf` gives it. */
export function parameterList(
  parameters: readonly Parameter[],
  idOf: (parameter: Parameter) => string,
  reader: Reader,
): Markup {
  const entries = parameters.map((parameter) => {
    const { name, description, schema = {}, required, example } = parameter
    const place = reader.texts.in[parameter.in] ?? parameter.in
    const written = Array.isArray(example) ? example.join() : example
    const shown = { name, id: idOf(parameter), description, schema, place, example: written }
    return entry({ ...shown, isRequired: required === true }, reader)
  })
  return list(entries)
}

export function headerList(headers: NonNullable<Response['headers']>, reader: Reader): Markup {
  const entries = Object.entries(headers).map(([name, { description, schema = {} }]) =>
    entry({ name, description, schema, isRequired: false }, reader),
  )
  return list(entries)
}

interface Entry {
  name: string
  schema: Schema
  isRequired: boolean
  id?: string
  /** Where its schema has none. */
  description?: string | undefined
  /** Where a parameter stands. */
  place?: string
  example?: unknown
}

const list = (entries: readonly Markup[]) => html`<dl class="fields">${entries}</dl>`

function entry({ name, schema, isRequired, id, place, ...given }: Entry, reader: Reader): Markup {
  const { texts } = reader
  const description = given.description ?? schema.description
  const example = given.example ?? schema.example
  const rules = [
    ...(place === undefined ? [] : [html`${place}`]),
    ...constraintsOf(schema, texts),
    ...(example === undefined ? [] : [value(texts.example.toLowerCase(), example)]),
  ]
  const inner = fieldsOf(schema, reader)
  return html`<div${id === undefined ? '' : html` id="${id}"`}><dt><code>${name}</code></dt><dd class="type">${typeOf(schema, texts)}</dd>${
    isRequired ? html`<dd class="needed">${texts.required}</dd>` : ''
  }${description ? html`<dd${reader.lang}>${described(description)}</dd>` : ''}${
    rules.length > 0
      ? html`<dd class="rules">${rules.map((rule, i) => html`${i > 0 ? ' · ' : ''}${rule}`)}</dd>`
      : ''
  }${inner ? html`<dd>${inner}</dd>` : ''}</div>\n`
}
