import { html, raw } from 'hono/html'
import type { FeedContext } from '../calendar/feed-context.ts'
import { feedWords } from '../calendar/feed-words.ts'
import { inLanguage, type Spoken } from '../calendar/language.ts'
import { tellingOccurrence } from '../calendar/next.ts'
import { placeText } from '../calendar/place.ts'
import { shortText } from '../calendar/short-text.ts'
import { timesText } from '../calendar/when.ts'
import { isAllDay, recurs, withChange } from '../events/content.ts'
import type { Description } from '../events/model.ts'
import type { StoredEvent } from '../events/store.ts'
import type { Instant } from '../recurrence/model.ts'
import type { NewsItem } from './model.ts'
import { newsWords } from './words.ts'

export interface ItemContext extends FeedContext {
  /** Of which a series shows its next date. */
  now: Instant
  /** What leads to pages in the feed's language: `?lang=en`, or nothing. */
  pageQuery: string
}

/** An event as an item of a feed: of a series with its next date, changes to it applied. */
export function newsItem(event: StoredEvent, context: ItemContext): NewsItem {
  const occurrence = tellingOccurrence(event.content, context.now)
  const { changes } = event.content
  const shown = withChange(event.content, changes[occurrence?.recurrenceId ?? ''])
  const words = feedWords(context.locale)
  const title = inLanguage(event.content.title, context) ?? { text: '', language: context.locale }
  const when = whenOf(event, shown, context)
  const place = placeText(shown, context)
  const summary = inLanguage(shown.summary, context)
  return {
    id: event.id,
    url: `${context.publicUrl}/events/${event.slug}${context.pageQuery}`,
    title: { ...title, text: `${words.prefix[event.content.status] ?? ''}${title.text}` },
    summary: [when, place, shortText(shown, context)].filter(Boolean).join(' · '),
    html: itemHtml({ event, shown, when, place, summary }, context),
    updated: event.updated,
    published: event.published ?? event.created,
    categories: [...new Set([...categoryNames(shown, context), ...shown.tags])],
    author: authorOf(shown, context),
    image: shown.image?.url ?? null,
  }
}

interface Parts {
  event: StoredEvent
  shown: Description
  when: string
  place: string
  summary: Spoken | null
}

function itemHtml({ event, shown, when, place, summary }: Parts, context: ItemContext): string {
  const words = feedWords(context.locale)
  const note = inLanguage(shown.statusNote, context)
  const status = words.status[shown.status]
  const description = inLanguage(shown.description, context)
  const safe = description && event.html?.[description.language]
  const isOwn = description?.text === inLanguage(event.content.description, context)?.text
  const { registration } = shown
  const blocks = [
    status &&
      html`<p><strong>${status}</strong>${note && html`: <span lang="${note.language}">${note.text}</span>`}</p>`,
    when && html`<p>${when}</p>`,
    place && html`<p>${place}</p>`,
    summary && html`<p lang="${summary.language}">${summary.text}</p>`,
    description && isOwn && safe && html`<div lang="${description.language}">${raw(safe)}</div>`,
    registration?.url && html`<p><a href="${registration.url}">${words.registration}</a></p>`,
  ]
  return `<div lang="${words.language}">${blocks.filter(Boolean).map(String).join('\n')}</div>`
}

function whenOf(event: StoredEvent, shown: Description, context: ItemContext): string {
  const occurrence = tellingOccurrence(event.content, context.now)
  if (!occurrence) return ''
  const { schedule } = event.content
  const times = { ...occurrence, allDay: isAllDay(schedule), timeZone: schedule.timeZone }
  const text = timesText(shown.type, times, context)
  return recurs(schedule) ? `${sentence(text)} (${newsWords(context.locale).recurring})` : sentence(text)
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function categoryNames({ categories }: Description, context: FeedContext): string[] {
  return categories.map((slug) => inLanguage(context.categoryNames(slug), context)?.text ?? slug)
}

function authorOf({ organizer }: Description, { partner }: FeedContext): NewsItem['author'] {
  const url = organizer?.name ? organizer.url : (organizer?.url ?? partner.url)
  return { name: organizer?.name ?? partner.name, ...(url ? { url } : {}) }
}
