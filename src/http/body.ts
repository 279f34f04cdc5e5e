import { concatenated } from '../bytes.ts'
import { type Fault, Problem } from '../errors.ts'
import type { Ctx } from './env.ts'
import { jsonFaults } from './json-text.ts'

/** Octets. */
export const MEBIBYTE = 1024 ** 2

/**
 * The body as JSON, read strictly. Throws Problem: `unsupportedMediaType` unless it says one of `types` in
 * UTF-8, and not compressed; `tooLarge` beyond `limit` octets
 * that came, whatever Content-Length said; `malformed` for what is not UTF-8 or not JSON; `unprocessable`
 * for what readers of JSON disagree about, as of `jsonFaults`.
 */
export async function readJson(
  c: Ctx,
  types: readonly string[] = ['application/json'],
  limit = MEBIBYTE,
): Promise<unknown> {
  const { value, faults } = await readJsonBody(c, types, limit)
  if (faults.length > 0) throw new Problem('unprocessable', 'The JSON holds what cannot be taken.', faults)
  return value
}

/** As `readJson`, for who tells the faults of the JSON beside others: where there are some, `value` is not to be kept. */
export async function readJsonBody(
  c: Ctx,
  types: readonly string[] = ['application/json'],
  limit = MEBIBYTE,
): Promise<{ value: unknown; faults: Fault[] }> {
  const text = await readText(c, types, limit)
  if (text.trim() === '') throw new Problem('malformed', 'The body is empty. JSON is needed.')
  return { value: parse(text), faults: jsonFaults(text) }
}

/** The body as text of one of `types`, in UTF-8. Throws as `readJson`. */
export async function readText(c: Ctx, types: readonly string[], limit = MEBIBYTE): Promise<string> {
  requireType(c.req.header('content-type'), types)
  const coding = c.req.header('content-encoding')?.trim().toLowerCase()
  if (coding !== undefined && coding !== 'identity' && coding !== '') {
    throw new Problem('unsupportedMediaType', 'The body must not be compressed (Content-Encoding).')
  }
  c.var.limit?.begin('body')
  const bytes = await readBytes(c.req.raw, limit)
  c.var.limit?.begin('work')
  return decode(bytes)
}

function requireType(header: string | undefined, types: readonly string[]): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (!types.includes(type)) {
    throw new Problem('unsupportedMediaType', `Content-Type must be ${types.join(' or ')}.`)
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new Problem('unsupportedMediaType', 'The charset must be utf-8.')
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new Problem('tooLarge', `The body has more than ${limit} octets.`)
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge()
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(cutOff)
    if (done) break
    size += value.byteLength
    if (size > limit) {
      // Left unread, not cancelled: cancelling would cut the connection before the answer is out.
      reader.releaseLock()
      throw tooLarge()
    }
    chunks.push(value)
  }
  const [only] = chunks
  return only !== undefined && chunks.length === 1 ? only : concatenated(chunks)
}

/** Whoever sent it is gone, as a rule: that is no failure of ours, nor one of the database's connection. */
function cutOff(): never {
  throw new Problem('malformed', 'The body ended before it was whole.')
}

/** A byte order mark at the start is skipped (RFC 8259 §8.1). */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('malformed', 'The body is not valid UTF-8.')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new Problem('malformed', `The body is not JSON${where ? `: see character ${where}` : ''}.`)
  }
}
