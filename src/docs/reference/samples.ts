import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import { type Sample, samplesOf } from './curl.ts'
import type { Operation } from './document.ts'
import type { Reader } from './reader.ts'

/** Which values of a command are the reader's to put in, and where each is found: else a 404 looks like a fault. */
export function ownValues(operation: Operation, all: readonly Operation[], reader: Reader): Markup | '' {
  const samples = samplesOf(operation)
  if (samples.length === 0) return ''
  const { texts } = reader
  const found = samples.map((sample) => originOf(sample, operation, all))
  const items = samples.map(({ variable }, i) => {
    const origin = found[i]
    return html`<li><code>${variable}</code>: ${origin ? fromThere(origin, reader) : texts.ownChoice}</li>\n`
  })
  return html`<p>${texts.ownValues}</p>
<ul>${items}</ul>
${found.some((origin) => origin !== undefined) ? html`<p class="quiet">${texts.invented}</p>` : ''}`
}

interface Origin {
  operation: Operation
  /** The header of its answer that has the value. */
  header?: string
}

/** Where a value is read: a list of what the path goes on to name, or what has the version; none where one makes it up. */
function originOf({ parameter }: Sample, { method, path, responses }: Operation, all: readonly Operation[]) {
  const reads = all.filter((one) => one.method === 'GET')
  if (parameter.in === 'header') return versioned(path, reads)
  const place = `/{${parameter.name}}`
  if (method === 'PUT' && '201' in responses && path.endsWith(place)) return undefined
  const above = path.slice(0, path.indexOf(place))
  const list = reads.find((one) => one.path === above)
  return list && { operation: list }
}

/** The nearest thing on the way to a path that tells its version. */
function versioned(path: string, reads: readonly Operation[]): Origin | undefined {
  const [nearest] = reads
    .filter((one) => path === one.path || path.startsWith(`${one.path}/`))
    .filter(({ responses }) => 'ETag' in (responses['200']?.headers ?? {}))
    .sort((a, b) => b.path.length - a.path.length)
  return nearest && { operation: nearest, header: 'ETag' }
}

function fromThere({ operation, header }: Origin, { texts, lang }: Reader): Markup {
  const link = html`<a href="#${operation.id}"${lang}>${operation.summary}</a>`
  return header === undefined
    ? html`${texts.from} ${link}`
    : html`<code>${header}</code> ${texts.from} ${link}`
}
