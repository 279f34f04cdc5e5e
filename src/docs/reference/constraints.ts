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

/** The values of an enum, once where each may have a minus; that one of them is null its type says already. */
function choices({ enum: values = [] }: Schema, texts: ReferenceTexts): Markup[] {
  const named = values.filter((one) => one !== null)
  if (named.length === 0) return []
  const signed = named.filter((one) => named.includes(`-${one}`))
  const isSigned = signed.length * 2 === named.length
  const list = (isSigned ? signed : named).map((one, i) => html`${i > 0 ? ', ' : ''}${written(one)}`)
  return [html`${texts.oneOf} ${list}${isSigned ? html`; ${texts.signed} ${written('-')}` : ''}`]
}

/** A name, and a value as one would write it. */
export function value(name: string, given: unknown): Markup {
  return html`${name} ${written(given)}`
}

/** A minus stays with what it is before. */
function written(given: unknown): Markup {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return text.startsWith('-') ? html`<code class="unbroken">${text}</code>` : html`<code>${text}</code>`
}
