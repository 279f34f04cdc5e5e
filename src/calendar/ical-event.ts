import type { CalendarEvent, Description } from '../events/model.ts'
import type { FeedContext } from './feed-context.ts'
import { feedWords } from './feed-words.ts'
import { type Component, components } from './ical-components.ts'
import type { ShownTimes } from './ical-description.ts'
import { detailLines } from './ical-details.ts'
import { identityLines, timeLines } from './ical-identity.ts'
import { contentLine, textValue } from './ical-text.ts'
import { isDate, isUtc } from './ical-time.ts'
import { inLanguage } from './language.ts'

/** One event's VEVENTs for the feed's `cancelled=`; null where the text is the same as `mark`. */
export interface RenderedEvent {
  mark: string
  status: string | null
  omit: string | null
}

type Mode = keyof RenderedEvent

/**
 * The VEVENT, or VEVENTs, of one event, RFC 5545 §3.6.1: folded lines with CRLF, ready to stand in a feed. The same
 * event gives the same bytes.
 *
 * - `mark`: what is cancelled or postponed says so before its SUMMARY and stays CONFIRMED, since Google hides
 *   STATUS:CANCELLED.
 * - `status`: what is cancelled has STATUS:CANCELLED. Postponed has no status of its own in iCalendar, and is marked.
 * - `omit`: what is cancelled is left out; an occurrence of a series by EXDATE.
 */
export function renderEvent(event: CalendarEvent, context: FeedContext): RenderedEvent {
  const { content } = event
  const render = (mode: Mode) =>
    components(event.feedUid, content, mode === 'omit')
      .map((component) => componentText(event, component, mode, context))
      .join('')
  const mark = render('mark')
  const fields = [content, ...Object.values(content.changes).map((change) => change.fields)]
  if (!fields.some(({ status }) => status === 'cancelled')) return { mark, status: null, omit: null }
  const [status = null, omit = null] = (['status', 'omit'] as const)
    .map(render)
    .map((text) => (text === mark ? null : text))
  return { mark, status, omit }
}

/** The zones whose VTIMEZONE a feed with this event needs: none for UTC and whole days. */
export function zonesOf({ content: { schedule, changes } }: CalendarEvent): string[] {
  const starts = [schedule.start, ...Object.values(changes).map(({ start }) => start ?? schedule.start)]
  return isUtc(schedule.timeZone) || starts.every(isDate) ? [] : [schedule.timeZone]
}

function componentText(event: CalendarEvent, component: Component, mode: Mode, context: FeedContext): string {
  const { timeZone } = event.content.schedule
  const content =
    component.kind === 'single' ? { ...event.content, ...component.change?.fields } : event.content
  const pageUrl = `${context.publicUrl}/events/${encodeURIComponent(event.slug)}`
  return [
    'BEGIN:VEVENT\r\n',
    identityLines(component.uid, event.sequence, event.updated, event.created),
    timeLines(component, timeZone),
    summaryLine(content, mode, context),
    detailLines(content, pageUrl, shownTimes(component, timeZone), context),
    stateLines(content, mode, component.allDay),
    'END:VEVENT\r\n',
  ].join('')
}

function shownTimes(component: Component, timeZone: string): ShownTimes {
  const isSeries = component.kind === 'series'
  const { start, end } = isSeries ? component.first : component.occurrence
  return { start, end, allDay: component.allDay, timeZone, isSeries }
}

/** The mark is in the reader's language, LANGUAGE tells the title's. */
function summaryLine({ title, status }: Description, mode: Mode, context: FeedContext): string {
  const { text, language } = inLanguage(title, context) ?? { text: '', language: null }
  const byStatus = mode === 'status' && status === 'cancelled'
  const prefix = byStatus ? '' : (feedWords(context.locale).prefix[status] ?? '')
  return contentLine('SUMMARY', textValue(prefix + text), { LANGUAGE: language })
}

/** STATUS, §3.8.1.11; TRANSP, §3.8.2.7: whole days, deadlines and what does not take place block nobody's time. */
function stateLines({ status, type }: Description, mode: Mode, allDay: boolean): string {
  const isOff = status === 'cancelled' || status === 'postponed'
  const name =
    status === 'tentative'
      ? 'TENTATIVE'
      : status === 'cancelled' && mode === 'status'
        ? 'CANCELLED'
        : 'CONFIRMED'
  return (
    contentLine('STATUS', name) + (allDay || isOff || type === 'deadline' ? 'TRANSP:TRANSPARENT\r\n' : '')
  )
}
