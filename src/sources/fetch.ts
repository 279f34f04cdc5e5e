import type { Deps } from '../deps.ts'
import { LARGEST } from '../imports/read.ts'
import { type OutboundAnswer, OutboundError } from '../outbound/model.ts'
import type { Validators } from './model.ts'

/** What a source answered: a file, that it is the one from before, or nothing to be used. */
export type Fetched =
  | { kind: 'file'; text: string; validators: Validators }
  | { kind: 'same' }
  | { kind: 'failed'; error: string; retryAfter?: number }

const LONGEST_MS = 20_000
const MOST_REDIRECTS = 5

/** Fetches a file, unless it is the one that `known` tells of. Null: whatever it is. */
export async function fetchFile(
  deps: Deps,
  url: string,
  known: Validators | null,
  signal?: AbortSignal,
): Promise<Fetched> {
  const headers = {
    Accept: 'text/calendar, */*;q=0.5',
    ...(known?.etag ? { 'If-None-Match': known.etag } : {}),
    ...(known?.lastModified ? { 'If-Modified-Since': known.lastModified } : {}),
  }
  try {
    const limits = { maxBytes: LARGEST, timeoutMs: LONGEST_MS, maxRedirects: MOST_REDIRECTS }
    const answer = await deps.outbound.fetch({ url, headers, ...limits, signal })
    if (answer.status === 304 && known) return { kind: 'same' }
    if (answer.status !== 200) return refused(answer, deps.now())
    const digest = deps.sha256(answer.body)
    if (known?.digest === digest) return { kind: 'same' }
    const { headers: given } = answer
    const validators = { etag: given.get('etag'), lastModified: given.get('last-modified'), digest }
    return { kind: 'file', text: textOf(answer), validators }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return { kind: 'failed', error: error.message }
  }
}

function refused({ status, headers }: OutboundAnswer, now: Date): Fetched {
  const retryAfter = secondsOf(headers.get('retry-after'), now)
  return {
    kind: 'failed',
    error: `The address answered with status ${status}.`,
    ...(retryAfter === null ? {} : { retryAfter }),
  }
}

/** Retry-After, RFC 9110 §10.2.3: seconds or a date. */
function secondsOf(text: string | null, now: Date): number | null {
  if (text === null) return null
  if (/^\d{1,9}$/.test(text.trim())) return Number(text)
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1000)
}

/** In UTF-8, as iCalendar is; where it is not that, in what the answer says, or as old programs of the West write. */
function textOf({ body, headers }: OutboundAnswer): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new TextDecoder(charset && isCharset(charset) ? charset : 'windows-1252').decode(body)
  }
}

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== 'utf-8'
  } catch {
    return false
  }
}
