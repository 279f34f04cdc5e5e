import { type RawBuilder, sql } from 'kysely'
import { type LoggedChange, publishChanges } from '../changes/log.ts'
import type { Db, Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import type { Ctx } from '../http/env.ts'
import { REVISION, respond } from '../http/respond.ts'
import type { Writer } from './settle.ts'
import { amongOthers, transact } from './transaction.ts'

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
  const asked = readAsked(c, writer, body)
  if (!asked) return handle(writer)
  const { deps } = writer
  let isNews = false
  const newest: { revision?: number | null } = {}
  const wake = () => {
    isNews = true
  }
  const once = async (tx: Db) => {
    const kept = await claim(tx, asked)
    if (kept) return answerAgain(c, kept)
    const later: LoggedChange[] = []
    const response = await handle({ ...writer, deps: { ...deps, db: tx, wake }, later })
    const published = await publishChanges(tx, later, [keeping(asked.id, answerOf(c, response))])
    newest.revision = published.revision
    return response
  }
  const response = await transact(deps.db, false, once, 'entering')
  if (isNews) deps.wake()
  // It was not known when the answer was kept. Who asks again is told today's, which shows it too.
  const revision = newest.revision === undefined ? (await deps.revision()).revision : newest.revision
  if (revision !== null) response.headers.set(REVISION, String(revision))
  return response
}

/**
 * The same for a write that is too long for one transaction, and does no harm where it is done again. Its record says
 * that it runs until the answer is there; where its process dies, that counts for no longer than a request may take.
 */
export async function answerOnceApart(
  c: Ctx,
  writer: Writer,
  body: unknown,
  handle: (writer: Writer) => Promise<Done>,
): Promise<Response> {
  const asked = readAsked(c, writer, body)
  if (!asked) return (await handle(writer)).response
  const { db } = writer.deps
  const kept = await begin(db, asked)
  if (kept) return answerAgain(c, kept)
  let done: Done | undefined
  try {
    done = await handle(writer)
    if (done.isWhole) await keeping(asked.id, answerOf(c, done.response)).execute(db)
    return done.response
  } finally {
    if (!done?.isWhole)
      await db.deleteFrom('idempotency').where('id', '=', asked.id).where('status', '=', RUNNING).execute()
  }
}

/** `isWhole`: nothing is left that the same request, sent again, could do. Else it is not kept, so that it may be. */
export interface Done {
  response: Response
  isWhole: boolean
}

/** Stands for a status that there is not yet. */
const RUNNING = 0
const LONGEST_RUN = sql<Date>`now() - interval '1 minute'`

/** @returns the answer that is there; null where the write is ours to do */
async function begin(db: Db, { id, request }: Asked): Promise<Answer | null> {
  const claimed = await db
    .insertInto('idempotency')
    .values({ id, request, status: RUNNING, headers: '{}', body: '' })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ request, status: RUNNING, headers: '{}', body: '', created: sql<Date>`now()` })
        .where(({ eb, or, and }) =>
          or([
            eb('idempotency.created', '<=', OLDEST),
            and([eb('idempotency.status', '=', RUNNING), eb('idempotency.created', '<=', LONGEST_RUN)]),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst()
  if (claimed) return null
  const kept = await readAnswer(db, id)
  if (kept) requireSame(kept, request)
  if (!kept || kept.status === RUNNING) throw stillRunning()
  return kept
}

/** Forgets what was answered more than 24 h ago. */
export async function forgetAnswers({ db }: Pick<Deps, 'db'>): Promise<void> {
  await db.deleteFrom('idempotency').where('created', '<=', OLDEST).execute()
}

const OLDEST = sql<Date>`now() - interval '24 hours'`

interface Asked {
  /** Of partner, method, path and key. */
  id: string
  /** Of query and body. */
  request: string
}

/** Null where nothing is to be kept. @throws Problem 400 on a key that is none */
function readAsked(c: Ctx, { deps, principal, dryRun }: Writer, body: unknown): Asked | null {
  const key = readKey(c)
  if (key === null || dryRun) return null
  const { pathname, search } = new URL(c.req.url)
  return {
    id: deps.sha256(JSON.stringify([principal.partner, c.req.method, pathname, key])),
    request: deps.sha256(canonicalJson([search, body])),
  }
}

function requireSame(kept: Answer, request: string): void {
  if (kept.request !== request)
    throw new Problem('unprocessable', 'This Idempotency-Key was sent with another request.')
}

function stillRunning(): Problem {
  return new Problem('stillRunning', 'The first request with this Idempotency-Key has not been answered yet.')
}

function readKey(c: Ctx): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem('malformed', 'Idempotency-Key must be 1 to 255 visible ASCII characters.')
}

/**
 * Has the key until the transaction ends, which is the first thing that it does. Its record is entered where there is none
 * that counts: an unfinished one, which nobody sees before it is finished. One statement: to enter a row is to see what
 * has been committed until that moment, not until the statement began.
 * @returns the answer that is there; null where the write is ours to do
 */
async function claim(tx: Db, { id, request }: Asked): Promise<Answer | null> {
  const { rows } = await sql<{ had: boolean; entered: boolean }>`
    with key as materialized (
      select ${amongOthers}, pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) as had
    ), entered as (
      insert into idempotency (id, request, status, headers, body)
      select ${id}, ${request}, ${RUNNING}::smallint, '{}'::jsonb, '' from key where had
      on conflict (id) do update
        set (request, status, headers, body, created) =
          row (excluded.request, excluded.status, excluded.headers, excluded.body, now())
        where idempotency.created <= ${OLDEST}
      returning id
    )
    select had, exists (select from entered) as entered from key`.execute(tx)
  const [key] = rows
  if (!key?.had) throw stillRunning()
  if (key.entered) return null
  const kept = await readAnswer(tx, id)
  if (!kept) throw stillRunning()
  requireSame(kept, request)
  return kept
}

type Answer = NonNullable<Awaited<ReturnType<typeof readAnswer>>>

function readAnswer(tx: Db, id: string) {
  const columns = ['request', 'status', 'headers', 'body'] as const
  const kept = tx.selectFrom('idempotency').select(columns).where('id', '=', id).where('created', '>', OLDEST)
  return kept.executeTakeFirst()
}

const KEPT_HEADERS = ['Content-Type', 'ETag', 'Location', 'Cache-Control']

/** Of what `respond` has just made. */
function answerOf(c: Ctx, response: Response): Omit<Answer, 'request'> {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { status: response.status, headers: Object.fromEntries(headers), body: c.var.text ?? '' }
}

/** The statement that finishes the record of a key. */
function keeping(id: string, { status, headers, body }: Omit<Answer, 'request'>): RawBuilder<unknown> {
  return sql`update idempotency set status = ${status}::smallint, headers = ${JSON.stringify(headers)}::jsonb, body = ${body}
    where id = ${id} returning 1`
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
