import type { Media, Operation, Parameter } from './document.ts'

/** What a sample says in the query where the operation takes it: what is right on any calendar, and harms none. */
const SAMPLED = ['from', 'limit', 'dryRun']

/** An address to ask, with the document's own examples of what its path needs. */
export function sampleAddress({ path, parameters }: Pick<Operation, 'path' | 'parameters'>, server: string) {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return encodeURIComponent(String(parameter?.example ?? name))
  })
  const query = new URLSearchParams(
    SAMPLED.flatMap((name) => {
      const parameter = parameters.find((one) => one.in === 'query' && one.name === name)
      return parameter?.example === undefined ? [] : [[name, String(parameter.example)]]
    }),
  )
  return `${server}${filled}${query.size > 0 ? `?${query}` : ''}`
}

/** Whether the sample checks only, and stores nothing. */
export function isDryRun({ parameters }: Pick<Operation, 'parameters'>): boolean {
  return parameters.some(({ name, in: place }) => name === 'dryRun' && place === 'query')
}

/** A command for a POSIX shell that does the operation; the key is in `$KEY`, as in the guide for partners. */
export function curlCommand(operation: Operation, server: string): string {
  const { method, secured, parameters, body } = operation
  const [[type, media] = []] = Object.entries(body)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(sampleAddress(operation, server))}`,
    ...(secured ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...parameters.filter(isNeededHeader).map(({ name, example }) => `-H ${quoted(`${name}: ${example}`)}`),
    ...(type ? [`-H ${quoted(`Content-Type: ${type}`)}`] : []),
    ...(media ? [`--data-binary ${quoted(bodyText(media))}`] : []),
  ]
  return lines.join(' \\\n  ')
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
