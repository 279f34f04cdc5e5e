import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import type { Schema } from './document.ts'
import type { ReferenceTexts } from './texts.ts'

/** What else holds of a value than its type, each as a few words. What of an array holds of each of its items stands last. */
export function constraintsOf(schema: Schema, texts: ReferenceTexts): Markup[] {
  const { pattern, items, readOnly, properties, additionalProperties } = schema
  const bounds = [
    [schema.minimum, schema.maximum, ''],
    [schema.minLength, schema.maxLength, texts.characters],
    [schema.minItems, schema.maxItems, texts.items],
  ] as const
  return [
    ...(readOnly ? [html`${texts.readOnly}`] : []),
    ...bounds.flatMap(([min, max, unit]) =>
      min === undefined && max === undefined ? [] : [html`${texts.range(min, max, unit)}`],
    ),
    ...(pattern === undefined ? [] : [html`${texts.pattern} <code>${pattern}</code>`]),
    ...choices(schema, texts),
    ...(schema.default === undefined ? [] : [value(texts.default, schema.default)]),
    ...(properties && additionalProperties === false ? [html`${texts.noOthers}`] : []),
    ...(items ? constraintsOf(items, texts).map((rule) => html`${texts.each} ${rule}`) : []),
  ]
}

/** The values of an enum; that one of them is null its type says already. */
function choices({ enum: values = [] }: Schema, texts: ReferenceTexts): Markup[] {
  const named = values.filter((one) => one !== null)
  if (named.length === 0) return []
  return [html`${texts.oneOf} ${named.map((one, i) => html`${i > 0 ? ', ' : ''}<code>${plain(one)}</code>`)}`]
}

/** A name, and a value as one would write it. */
export function value(name: string, given: unknown): Markup {
  return html`${name} <code>${plain(given)}</code>`
}

const plain = (given: unknown) => (typeof given === 'string' ? given : JSON.stringify(given))
