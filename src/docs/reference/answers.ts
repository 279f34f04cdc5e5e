import { html } from 'hono/html'
import { PROBLEM_CODES, type ProblemCode } from '../../errors.ts'
import { PROBLEM_TYPE, problemSlug } from '../../http/problem.ts'
import { hrefOf } from '../../site/layout.ts'
import type { Markup } from '../../site/markup.ts'
import { problemTitle } from '../problem-texts.ts'
import type { Operation, Response } from './document.ts'
import { headerList } from './fields.ts'
import { responseId } from './ids.ts'
import { examples, mediaTypes } from './media.ts'
import { described, type Reader } from './reader.ts'

/**
 * All that an operation may answer: first what it is asked for, then the kinds of problem, folded. Their addresses are
 * on what folds them, since not every browser opens it for a link to what is inside.
 */
export function answers(operation: Operation, reader: Reader): Markup {
  const { texts } = reader
  const all = Object.entries(operation.responses)
  const refusals = all.filter(([, { content: media = {} }]) => PROBLEM_TYPE in media)
  const others = all.filter((one) => !refusals.includes(one))
  const [[, refused] = []] = refusals
  const id = (status: string) => responseId(operation, status)
  return html`<h4>${texts.answers}</h4>
<dl class="answers">${others.map(
    ([status, response]) =>
      html`<div id="${id(status)}"><dt>${status}</dt><dd>${answer(`${operation.id} ${status}`, response, reader)}</dd></div>\n`,
  )}</dl>
${
  refused?.content
    ? html`<details><summary>${texts.errors}:${refusals.map(([status]) => html` <span id="${id(status)}">${status}</span>`)}</summary>
${mediaTypes(refused.content, reader)}
<dl class="answers brief">${refusals.map(
        ([status, response]) =>
          html`<div><dt>${status}</dt><dd>${refusal(status, response, reader)}</dd></div>\n`,
      )}</dl></details>`
    : ''
}`
}

function answer(
  label: string,
  { description = '', headers, content = {} }: Response,
  reader: Reader,
): Markup {
  return html`<div${reader.lang}>${described(description)}</div>${
    headers
      ? html`<details><summary>${reader.texts.headers}</summary>${headerList(headers, reader)}</details>`
      : ''
  }${mediaTypes(content, reader)}${Object.values(content).map((media) => examples(label, media, reader))}`
}

/** The kinds of problem that come under a status, each with the page that explains it. */
function refusal(status: string, { description = '', content = {} }: Response, reader: Reader): Markup {
  const { language } = reader
  const codes = Object.keys(content[PROBLEM_TYPE]?.examples ?? {}).filter(isProblemCode)
  const links = codes.map((code, i) => {
    const href = hrefOf(`/problems/${problemSlug(code)}`, new URLSearchParams(), language)
    return html`${i > 0 ? html`<br>` : ''}<a href="${href}">${problemTitle(code, language.language)}</a>`
  })
  // Beside the kinds that it lists, `default` is for any other.
  return status === 'default' || links.length === 0
    ? html`<span${reader.lang}>${description}</span>`
    : html`${links}`
}

const isProblemCode = (name: string): name is ProblemCode => PROBLEM_CODES.some((code) => code === name)
