import { sql } from 'kysely'
import type { Db } from '../deps.ts'
import type { Fault } from '../errors.ts'
import type { EventContent } from './model.ts'

/** Events above one another that are followed; what is nested deeper is refused, so that none is followed in vain. */
const DEEPEST = 32

/** Any number that no other advisory lock of this database has. */
const PARENTS = 5_545_002

/**
 * An event must not be part of itself, by however many others. Who makes a stored event part of another waits here for
 * those who do the same, until they have committed: two that would close a circle together see one another. A
 * new event needs none of this, as nothing is part of it yet.
 * @param id of the event that is to be part of another, as `content` says; `previous` is what it was
 */
export async function circleFaults(
  tx: Db,
  id: string,
  { superEvent }: Pick<EventContent, 'superEvent'>,
  previous: Pick<EventContent, 'superEvent'>,
): Promise<Fault[]> {
  if (superEvent === undefined || superEvent === previous.superEvent || superEvent === id) return []
  await sql`select pg_advisory_xact_lock(${PARENTS}::bigint)`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, parent, height) as (
      select id, content ->> 'superEvent', 1 from events where id = ${superEvent}::uuid
      union all
      select e.id, e.content ->> 'superEvent', a.height + 1
      from above a join events e on e.id = a.parent::uuid
      where a.height < ${DEEPEST} and a.id <> ${id}::uuid
    )
    select id from above`.execute(tx)
  if (rows.some((row) => row.id === id))
    return [{ pointer: '/superEvent', detail: 'is itself a part of this event' }]
  if (rows.length < DEEPEST) return []
  return [{ pointer: '/superEvent', detail: `is a part of others, ${DEEPEST} deep or more` }]
}
