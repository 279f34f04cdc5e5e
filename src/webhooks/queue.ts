/** The outbox as a queue with leases, by the database's clock: any number of replicas may take from it. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'

/** A message that is ours to send until its lease ends. */
export interface Claimed {
  id: number
  claim: string
  webhookId: string
  messageId: string
  body: string
  url: string
  /** The newest first. */
  secrets: string[]
  /** When it was taken. */
  at: Date
}

/** What came of an attempt. `gone`: the receiver wants no more. `status` is null where none came. */
export interface Attempt {
  result: 'delivered' | 'failed' | 'gone'
  status: number | null
  error: string | null
}

/** Longer than an attempt may take: a lease that ends has lost its process. */
const LEASE = sql`interval '20 seconds'`
const FIRST_RETRY_S = 5
const LONGEST_RETRY_S = 6 * 3600
const TRYING = sql`interval '3 days'`

/** The hooks that have something to send. */
export async function dueHooks(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from webhooks w where w.disabled is null and exists (
      select from deliveries d where d.webhook_id = w.id and d.state = 'pending' and d.due <= now()
    )`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Takes the oldest message of a hook that is due. One of an event waits for those before it of the same event; a hook
 * whose last attempt failed gets one message at a time.
 * @param claim a new id, which tells this attempt from all others
 */
export async function claimNext(db: Db, webhookId: string, claim: string): Promise<Claimed | null> {
  const { rows } = await sql<Omit<Claimed, 'secrets'> & { secret: string; oldSecret: string | null }>`
    update deliveries d set claim = ${claim}::uuid, attempts = d.attempts + 1, due = now() + ${LEASE}
    from webhooks w, (
      select p.id from deliveries p join webhooks h on h.id = p.webhook_id
      where p.webhook_id = ${webhookId}::uuid and p.state = 'pending' and p.due <= now() and h.disabled is null
        and not exists (select from deliveries q where q.webhook_id = p.webhook_id and q.event_id = p.event_id
          and q.state = 'pending' and q.id < p.id)
        and (h.failures = 0 or not exists (select from deliveries q where q.webhook_id = p.webhook_id
          and q.state = 'pending' and q.claim is not null and q.due > now()))
      order by p.id limit 1 for update of p skip locked
    ) n
    where d.id = n.id and w.id = d.webhook_id
    returning d.id, d.claim, d.webhook_id as "webhookId", d.message_id as "messageId", d.body, w.url, w.secret,
      case when w.old_secret_until > now() then w.old_secret end as "oldSecret", now() as at`.execute(db)
  const [row] = rows
  if (!row) return null
  const { secret, oldSecret, ...claimed } = row
  return { ...claimed, secrets: oldSecret === null ? [secret] : [secret, oldSecret] }
}

/**
 * Writes down what came of an attempt. A failure is tried again after 5 s, then after twice as long each time up to 6 h
 * (a fifth more at most, by chance, so that many do not come at once), for three days. Whose lease has ended meanwhile
 * says nothing.
 */
export async function settleAttempt(
  db: Db,
  { id, claim, webhookId }: Claimed,
  attempt: Attempt,
): Promise<void> {
  const { result, status, error } = attempt
  await db.transaction().execute(async (tx) => {
    const delay = sql`least(${FIRST_RETRY_S} * power(2, d.attempts - 1), ${LONGEST_RETRY_S}) * (1 + random() / 5)`
    const { rows } = await sql`
      update deliveries d set claim = null, last_status = ${status}, last_error = ${error},
        state = case when ${result} = 'delivered' then 'delivered'
          when ${result} = 'gone' or n.due > d.since + ${TRYING} then 'failed' else 'pending' end,
        finished = case when ${result} <> 'failed' or n.due > d.since + ${TRYING} then now() end,
        due = n.due
      from (select id, now() + make_interval(secs => ${delay}) as due from deliveries d where id = ${id}) n
      where d.id = n.id and d.claim = ${claim}::uuid returning d.id`.execute(tx)
    if (rows.length > 0) await noteHealth(tx, webhookId, attempt)
  })
}

/** Gives a message back that was not sent after all, as when the process stops. */
export async function giveBack(db: Db, { id, claim }: Claimed): Promise<void> {
  await sql`
    update deliveries set claim = null, due = now(), attempts = attempts - 1
    where id = ${id} and claim = ${claim}::uuid`.execute(db)
}

async function noteHealth(tx: Db, webhookId: string, { result }: Attempt): Promise<void> {
  const changes: Record<Attempt['result'], RawBuilder<unknown>> = {
    delivered: sql`failures = 0 where failures > 0`,
    failed: sql`failures = failures + 1 where true`,
    gone: sql`failures = failures + 1, disabled = ${GONE} where true`,
  }
  await sql`update webhooks set ${changes[result]} and id = ${webhookId}::uuid`.execute(tx)
}

const GONE = 'The receiver answered 410 Gone.'

/** How many messages wait to be delivered, to hooks that are not disabled, and for how many seconds the oldest does. */
export async function countPending(db: Db): Promise<{ pending: number; oldest: number }> {
  const { rows } = await sql<{ pending: number; oldest: number }>`
    select count(*) as pending, coalesce(extract(epoch from now() - min(d.created)), 0)::float8 as oldest
    from deliveries d join webhooks w on w.id = d.webhook_id
    where d.state = 'pending' and w.disabled is null`.execute(db)
  return rows[0] ?? { pending: 0, oldest: 0 }
}

/** How long what is done stays to be looked at. */
const KEPT = sql`interval '30 days'`

/** Ends what nobody tries any more, as its hook is disabled, and forgets what ended long ago. */
export async function tidyDeliveries(db: Db): Promise<void> {
  await sql`
    update deliveries d set state = 'failed', finished = now(), claim = null, last_error = 'The hook is disabled.'
    from webhooks w where w.id = d.webhook_id and w.disabled is not null
      and d.state = 'pending' and d.since < now() - ${TRYING}`.execute(db)
  await sql`delete from deliveries where state <> 'pending' and finished < now() - ${KEPT}`.execute(db)
}
