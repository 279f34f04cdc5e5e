import { html } from 'hono/html'
import type { Markup } from '../../site/markup.ts'
import { answers } from './answers.ts'
import { breakable } from './contents.ts'
import { curlCommand, isDryRun, sampleAddress } from './curl.ts'
import type { Operation } from './document.ts'
import { parameterList } from './fields.ts'
import { commandId, parameterId } from './ids.ts'
import { codeBlock, mediaTypes } from './media.ts'
import { described, type Reader } from './reader.ts'
import { ownValues } from './samples.ts'

/** One operation: what it is for, what it takes, a command that does it, and all that it may answer. */
export function operationSection(
  operation: Operation,
  all: readonly Operation[],
  server: string,
  reader: Reader,
): Markup {
  const { id, summary, description, method, path, secured, parameters, body } = operation
  const { texts, lang } = reader
  const ids = (parameter: Operation['parameters'][number]) => parameterId(operation, parameter)
  return html`<section class="operation" id="${id}">
<h3><a href="#${id}"${lang}>${summary}</a></h3>
<p class="endpoint"><b>${method}</b> <code>${breakable(path)}</code> <span>${secured ? texts.keyed : texts.open}</span></p>
<div${lang}>${described(description)}</div>
${parameters.length > 0 ? html`<h4>${texts.parameters}</h4>${parameterList(parameters, ids, reader)}` : ''}
${Object.keys(body).length > 0 ? html`<h4>${texts.body}</h4>${mediaTypes(body, reader)}` : ''}
<h4>${texts.example}</h4>
${ownValues(operation, all, reader)}
${command(operation, server, reader)}
${hint(operation, server, reader)}
${answers(operation, reader)}
</section>
`
}

/** The command, which a script can copy. */
function command(operation: Operation, server: string, { texts }: Reader): Markup {
  const id = commandId(operation)
  return html`${codeBlock(`curl: ${operation.id}`, curlCommand(operation, server), id)}
<p class="copying"><button type="button" class="copy" data-copy="${id}" data-done="${texts.copied}">${texts.copy}</button></p>`
}

/** What to do with the sample: open it, where the address of it is one for everybody, or know that it stores nothing. */
function hint(operation: Operation, server: string, { texts }: Reader): Markup | '' {
  if (isDryRun(operation)) return html`<p class="quiet">${texts.dryRun}</p>`
  const { method, secured, path } = operation
  if (method !== 'GET' || secured || path.includes('{')) return ''
  const address = sampleAddress(operation, server)
  return html`<p>${texts.tryIt} <a href="${address}"><code>${address.slice(server.length)}</code></a></p>`
}
