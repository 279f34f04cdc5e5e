import type { Media, Operation, Parameter } from './document.ts'

/** What a sample says in the query where the operation takes it: what is right on any calendar, and harms none. */
const SAMPLED = ['from', 'limit', 'dryRun']

/** A value that differs from reader to reader, which a command has in a variable. */
export interface Sample {
  parameter: Parameter
  variable: string
  value: string
}

/** What a command names that nobody has but whoever made it: ids and names in the path, and the version of `If-Match`. */
export function samplesOf({ parameters }: Pick<Operation, 'parameters'>): Sample[] {
  const named = parameters.filter((one) => one.in === 'path' || isNeededHeader(one))
  return named.map((parameter) => {
    const { name, example = name } = parameter
    const value = String(example)
    return {
      parameter,
      variable: name.replaceAll(/\W/g, '_').toUpperCase(),
      value: parameter.in === 'path' ? segment(value) : value,
    }
  })
}

/** A colon is itself in a path (RFC 3986 §3.3), and a time is easier to read with it. */
const segment = (text: string) => encodeURIComponent(text).replaceAll('%3A', ':')

/** The address of an operation that has all in its query, with the document's own examples. */
export function sampleAddress(operation: Pick<Operation, 'path' | 'parameters'>, server: string) {
  return `${server}${operation.path}${sampleQuery(operation)}`
}

function sampleQuery({ parameters }: Pick<Operation, 'parameters'>): string {
  const query = new URLSearchParams(
    SAMPLED.flatMap((name) => {
      const parameter = parameters.find((one) => one.in === 'query' && one.name === name)
      return parameter?.example === undefined ? [] : [[name, String(parameter.example)]]
    }),
  )
  return query.size > 0 ? `?${query}` : ''
}

/** Whether the sample checks only, and stores nothing. */
export function isDryRun({ parameters }: Pick<Operation, 'parameters'>): boolean {
  return parameters.some(({ name, in: place }) => name === 'dryRun' && place === 'query')
}

/**
 * A command for a POSIX shell that does the operation. What is the reader's own is set in the lines before it, once and in
 * plain sight; the key is in `$KEY`, as in the guide for partners.
 */
export function curlCommand(operation: Operation, server: string): string {
  const { method, secured, body } = operation
  const [[type, media] = []] = Object.entries(body)
  const samples = samplesOf(operation)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${addressWord(operation, samples, server)}`,
    ...(secured ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...samples.flatMap(({ parameter, variable }) =>
      parameter.in === 'header' ? [`-H "${literal(parameter.name)}: $${variable}"`] : [],
    ),
    ...(type ? [`-H ${quoted(`Content-Type: ${type}`)}`] : []),
    ...(media ? [`--data-binary ${quoted(bodyText(media))}`] : []),
  ]
  const set = samples.map(({ variable, value }) => `${variable}=${quoted(value)}\n`)
  return set.join('') + lines.join(' \\\n  ')
}

function addressWord(operation: Operation, samples: readonly Sample[], server: string): string {
  const ofPath = samples.filter(({ parameter }) => parameter.in === 'path')
  if (ofPath.length === 0) return quoted(sampleAddress(operation, server))
  const parts = operation.path.split(/(\{[^}]+\})/).map((part) => {
    const sample = ofPath.find(({ parameter }) => part === `{${parameter.name}}`)
    return sample ? `$${sample.variable}` : literal(part)
  })
  return `"${literal(server)}${parts.join('')}${literal(sampleQuery(operation))}"`
}

const isNeededHeader = (parameter: Parameter) => parameter.in === 'header' && parameter.required === true

function bodyText({ examples = {} }: Media): string {
  const [example] = Object.values(examples)
  return exampleText(example?.value)
}

/** JSON as people read it; another text as it is, with the line ends of a page. */
export function exampleText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : JSON.stringify(value, null, 2)
}

/** One word for a shell (POSIX.1 §2.2.2). */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** Text within double quotes, where a shell reads these four. */
const literal = (text: string) => text.replaceAll(/[\\"$`]/g, '\\$&')
