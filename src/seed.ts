import { categories } from '../db/seed/categories.ts'
import { datesFrom } from '../db/seed/dates.ts'
import { seedEvents } from '../db/seed/events.ts'
import { putCategory } from './categories/write.ts'
import type { Deps } from './deps.ts'
import { changeOccurrence } from './events/changes.ts'
import { createEvent } from './events/create.ts'
import type { Writer } from './events/settle.ts'

/**
 * Fills an empty calendar with the demonstration's events, dated from the clock's day in the calendar's zone, as an
 * administrator would through the API. @throws Problem where one is not accepted
 */
export async function writeSeed(deps: Deps): Promise<void> {
  const writer: Writer = {
    deps,
    principal: { partner: 'house', trusted: true, scopes: ['admin'], keyId: 'seed' },
    dryRun: false,
  }
  const now = Temporal.Instant.fromEpochMilliseconds(deps.now().getTime())
  const on = datesFrom(now.toZonedDateTimeISO(deps.config.timeZone).toPlainDate())
  for (const category of categories) await putCategory(deps, category, false)
  const ids = new Map<string, string>()
  for (const { key, partOf, body, changes = [] } of seedEvents(on)) {
    const superEvent = partOf === undefined ? {} : { superEvent: ids.get(partOf) }
    const { event } = await createEvent(writer, { ...body, ...superEvent, externalId: key })
    ids.set(key, event.id)
    for (const change of changes) await changeOccurrence(writer, event.id, change.at, change.body, null)
  }
}
