import { renderEvent } from '../calendar/ical-event.ts'
import { FEED_END } from '../calendar/ical-feed.ts'
import type { Deps } from '../deps.ts'
import { type CalendarContext, feedContext } from '../events/context.ts'
import type { StoredEvent } from '../events/store.ts'
import { newsIn } from './merge.ts'
import type { Draft } from './model.ts'
import { readFile } from './read.ts'

const HEAD = 'BEGIN:VCALENDAR\r\nPRODID:-//Kalendarium//Kalendarium//EN\r\n'

/**
 * What the calendar's feed tells of a stored event, read as a file is: of its languages and ways with cancelled
 * events the one that is nearest to `file`.
 * @param own whether the file is of this calendar, in whatever language; else the first language is what to compare
 */
export async function toldOf(
  deps: Deps,
  event: StoredEvent,
  file: Draft,
  context: CalendarContext,
  own: boolean,
): Promise<Draft | null> {
  const { partner, feedUid } = event
  const { superEvent } = event.content
  let nearest: { draft: Draft; news: number } | null = null
  for (const locale of own ? deps.config.locales : deps.config.locales.slice(0, 1)) {
    const texts = renderEvent(event, feedContext(context, deps.config, { partner, superEvent }, locale))
    for (const text of [texts.mark, own ? texts.status : null, own ? texts.omit : null]) {
      if (text === null || nearest?.news === 0) continue
      const { tasks } = await readFile(deps, HEAD + text + FEED_END, context.categories, async () => {})
      const draft = tasks.flatMap((task) =>
        task.kind === 'event' && task.uid === feedUid ? task.draft : [],
      )[0]
      const news = draft ? newsIn(draft, file) : 0
      if (draft && (nearest === null || news < nearest.news)) nearest = { draft, news }
    }
  }
  return nearest?.draft ?? null
}
