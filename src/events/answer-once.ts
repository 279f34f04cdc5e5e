import { sql } from 'kysely'
import { type LoggedChange, publishChanges } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Ctx } from '../http/env.ts'
import { respond } from '../http/respond.ts'
import type { Writer } from './settle.ts'
import { transact } from './transaction.ts'

/**
 * Does a write once for its Idempotency-Key, however often it is sent within 24 h: the same request of the same partner
 * gets the same status, headers and body again. The answer is kept in the write's own transaction, so a process that
 * dies between commit and answer leaves the answer to whoever asks again. A refusal and a dry run leave nothing.
 * @param body what was asked, as JSON: equal JSON is the same request
 * @param handle writes by the writer it is given, and by that one's `deps` alone
 * @throws Problem 400 on a key that is none, 409 while the first is under way, 422 where the key was another request's
 */
export async function answerOnce(
  c: Ctx,
  writer: Writer,
  body: unknown,
  handle: (writer: Writer) => Promise<Response>,
): Promise<Response> {
  const key = readKey(c)
  if (key === null || writer.dryRun) return handle(writer)
  const { deps, principal } = writer
  const { pathname, search } = new URL(c.req.url)
  const id = deps.sha256(JSON.stringify([principal.partner, c.req.method, pathname, key]))
  const request = deps.sha256(canonicalJson([search, body]))
  let isNews = false
  const wake = () => {
    isNews = true
  }
  const response = await transact(deps.db, false, async (tx) => {
    if (!(await claim(tx, id)))
      throw new Problem(
        'stillRunning',
        'The first request with this Idempotency-Key has not been answered yet.',
      )
    const kept = await readAnswer(tx, id)
    if (kept && kept.request !== request)
      throw new Problem('unprocessable', 'This Idempotency-Key was sent with another request.')
    if (kept) return answerAgain(c, kept)
    const later: LoggedChange[] = []
    const response = await handle({ ...writer, deps: { ...deps, db: tx, wake }, later })
    await keepAnswer(tx, { id, request, response })
    await publishChanges(tx, later)
    return response
  })
  if (isNews) deps.wake()
  return response
}

/** Forgets what was answered more than 24 h ago. */
export async function forgetAnswers({ db }: Pick<Deps, 'db'>): Promise<void> {
  await db.deleteFrom('idempotency').where('created', '<=', OLDEST).execute()
}

const OLDEST = sql<Date>`now() - interval '24 hours'`

function readKey(c: Ctx): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem('malformed', 'Idempotency-Key must be 1 to 255 visible ASCII characters.')
}

/** Until the transaction ends, no other has it. It is had in a statement of its own, so that the next one sees what the last left. */
async function claim(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ had: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) as had`.execute(tx)
  return rows[0]?.had ?? false
}

type Answer = NonNullable<Awaited<ReturnType<typeof readAnswer>>>

function readAnswer(tx: Db, id: string) {
  const columns = ['request', 'status', 'headers', 'body'] as const
  const kept = tx.selectFrom('idempotency').select(columns).where('id', '=', id).where('created', '>', OLDEST)
  return kept.executeTakeFirst()
}

const KEPT_HEADERS = ['Content-Type', 'ETag', 'Location', 'Cache-Control']

async function keepAnswer(
  tx: Db,
  { id, request, response }: { id: string; request: string; response: Response },
): Promise<void> {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const answer = {
    request,
    status: response.status,
    headers: JSON.stringify(Object.fromEntries(headers)),
    body: await response.clone().text(),
    created: sql<Date>`now()`,
  }
  await tx
    .insertInto('idempotency')
    .values({ id, ...answer })
    // One that is too old to count.
    .onConflict((conflict) => conflict.column('id').doUpdateSet(answer))
    .execute()
}

function answerAgain(c: Ctx, { status, headers, body }: Answer): Response {
  return respond(c, body === '' ? null : body, { status, headers })
}

/** JSON with the names of every object in one order: equal values give equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
