/** Whether there is anything before and after a window. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../deps.ts'
import { agenda } from './agenda.ts'
import { foundEvents, type NarrowedFilters, narrowed } from './conditions.ts'
import type { Filters } from './filters.ts'
import type { Months } from './months.ts'
import { startOrder } from './order.ts'
import { windowRows } from './window.ts'

export interface Around {
  before: boolean
  after: boolean
}

/** Most often told from memory; else by one row of the table on either side, and beyond it where it has none. */
export async function around(db: Db, months: Months, filters: Filters): Promise<Around> {
  const { from, to } = filters
  const near = {
    before: from !== null && (await months.isBefore(filters, from)),
    after: to !== null && (await months.isAfter(filters, to)),
  }
  return near.before && (near.after || to === null) ? near : aroundInDatabase(db, filters)
}

async function aroundInDatabase(db: Db, filters: Filters): Promise<Around> {
  const asked = await narrowed(db, filters)
  const sides = { before: beforeOf(asked), after: afterOf(asked) }
  const { rows } = await sql<Around>`
    with ${foundEvents(asked)} sides as (
      select ${anyKept(sides.before)} as before, ${sides.after ? anyKept(sides.after) : sql`false`} as after
    )
    select * from sides`.execute(db)
  const [kept = { before: false, after: false }] = rows
  return {
    before: kept.before || (await isAny(db, sides.before)),
    after: kept.after || (sides.after !== null && (await isAny(db, sides.after))),
  }
}

/** What happens before the window, the last first. */
export function beforeOf<F extends Filters>(filters: F): F {
  return { ...filters, sort: '-start', from: null, to: filters.from, page: ONE }
}

/** What happens after the window; null where that is open. */
export function afterOf<F extends Filters>(filters: F): F | null {
  return filters.to === null ? null : { ...filters, sort: 'start', from: filters.to, to: null, page: ONE }
}

const ONE = { limit: 1, cursor: null, number: null }

function anyKept(filters: NarrowedFilters): RawBuilder<boolean> {
  const tail = sql`order by ${startOrder(filters.sort)} limit 1`
  return sql<boolean>`exists (${windowRows(filters, { columns: sql`o.starts_at`, tail, after: null })})`
}

async function isAny(db: Db, filters: Filters): Promise<boolean> {
  return (await agenda(db, filters)).rows.length > 0
}
