import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import { type Schema, schemaName } from './document.ts'
import { schemaId } from './ids.ts'
import type { ReferenceTexts } from './texts.ts'

type Words = Pick<ReferenceTexts, 'or' | 'and' | 'arrayOf' | 'valuesOf' | 'anyValue'>

/** What kind of value it is, in words, with links to the schemas that it names: `array of Event or null`. */
export function typeOf(schema: Schema, words: Words): Markup {
  return joined(kinds(schema, words), words.or)
}

/** The kinds of value that it may be. */
function kinds(schema: Schema, words: Words): Markup[] {
  const { $ref, type, anyOf, oneOf, allOf } = schema
  if ($ref !== undefined) {
    const name = schemaName($ref)
    return [html`<a href="#${schemaId(name)}">${name}</a>`]
  }
  const either = anyOf ?? oneOf
  if (either) return either.flatMap((one) => kinds(one, words))
  if (allOf) return allKinds(allOf, words)
  const types = typeof type === 'string' ? [type] : (type ?? [])
  if (types.length > 0) return types.map((one) => kind(one, schema, words))
  // What is not taken needs no type.
  return schema.readOnly ? [] : [html`${words.anyValue}`]
}

/** A part that only says `object or null` is how a reference is made nullable: it adds the null. */
function allKinds(parts: readonly Schema[], words: Words): Markup[] {
  const isBare = (part: Schema) => Object.keys(part).join() === 'type'
  const named = parts.filter((part) => !isBare(part)).map((part) => typeOf(part, words))
  const isNullable = parts.some((part) => isBare(part) && part.type?.includes('null'))
  return [joined(named, words.and), ...(isNullable ? [html`null`] : [])]
}

function kind(type: string, schema: Schema, words: Words): Markup {
  const { items, additionalProperties, format } = schema
  if (type === 'array' && items) return html`${words.arrayOf} ${inner(items, words)}`
  if (type === 'object' && typeof additionalProperties === 'object')
    return html`${words.valuesOf} ${inner(additionalProperties, words)}`
  return type === 'null' || format === undefined ? html`${type}` : html`${type} (${format})`
}

/** In parentheses where it may be several. */
function inner(schema: Schema, words: Words): Markup {
  const several = kinds(schema, words)
  return several.length > 1 ? html`(${joined(several, words.or)})` : joined(several, words.or)
}

function joined(parts: readonly Markup[], word: string): Markup {
  return html`${parts.map((part, i) => (i > 0 ? html` ${word} ${part}` : part))}`
}
