import type { Description, Person } from '../events/model.ts'
import { instantToWall } from '../time/zone.ts'
import type { FeedContext } from './feed-context.ts'
import { type FeedWords, feedWords } from './feed-words.ts'
import { inLanguage, type Spoken } from './language.ts'
import { plainText } from './plain-text.ts'
import { recurringDeadlineText, type Times, timesText } from './when.ts'

/** When it is: of a series, when its first is. */
export interface ShownTimes extends Times {
  isSeries: boolean
}

/**
 * What a calendar application shows below the title: everything that its other fields have no place for, as plain
 * text in paragraphs. `language` is that of the event's own text; null where that is of several languages.
 */
export function descriptionText(
  content: Description,
  pageUrl: string,
  times: ShownTimes,
  context: FeedContext,
): { text: string; language: string | null } {
  const words = feedWords(context.locale)
  const spoken: Spoken[] = []
  const say = (texts: Description['summary']): string => {
    const found = inLanguage(texts, context)
    if (found) spoken.push(found)
    return found?.text.trim() ?? ''
  }
  const text = [
    statement(words.status[content.status], say(content.statusNote)),
    content.type === 'deadline' ? closingText(times, context) : '',
    say(content.summary),
    plainText(say(content.description)),
    peopleText(content.people, words),
    labelled(words.organizer, organizerText(content, context)),
    registrationText(content, times.timeZone, words),
    offersText(content, context, words),
    onlineText(content, words),
    accessibilityText(content, say(content.location?.accessibility), words),
    linksText(content, context),
    labelled(words.more, [content.website, pageUrl].filter(Boolean).join(' ')),
  ]
  const languages = new Set(spoken.map(({ language }) => language))
  const [language = words.language] = languages
  return { text: text.filter(Boolean).join('\n\n'), language: languages.size > 1 ? null : language }
}

/** What its time in the calendar does not tell: that it is not when something begins. */
function closingText(times: ShownTimes, context: FeedContext): string {
  return times.isSeries ? recurringDeadlineText(times, context) : timesText('deadline', times, context)
}

const statement = (status: string | undefined, note: string): string =>
  [status, note].filter(Boolean).join(': ')

const labelled = (label: string, text: string): string => text && `${label}: ${text}`

function peopleText(people: Person[], words: FeedWords): string {
  if (people.length === 0) return ''
  const lines = people.map(({ name, title, affiliation, role, url }) => {
    const who = [name, title, affiliation].filter(Boolean).join(', ')
    return `- ${[who, role && `(${words.role[role]})`, url].filter(Boolean).join(' ')}`
  })
  return [`${words.people}:`, ...lines].join('\n')
}

/** The event's own organiser with how to reach it; else the partner, of which only name and site are public. */
function organizerText({ organizer }: Description, { partner }: FeedContext): string {
  const { name, url, phone, email } = organizer ?? {}
  if (!organizer || !(name || url || phone || email))
    return [partner.name, partner.url].filter(Boolean).join(', ')
  return [name ?? partner.name, phone, email, url].filter(Boolean).join(', ')
}

function registrationText({ registration }: Description, timeZone: string, words: FeedWords): string {
  if (!registration) return ''
  const { url, required, opens, closes, capacity } = registration
  const local = (instant: string) =>
    instantToWall(Date.parse(instant), timeZone).slice(0, 16).replace('T', ' ')
  const facts = [
    url,
    opens && `${words.opens} ${local(opens)}`,
    closes && `${words.closes} ${local(closes)}`,
    capacity && `${capacity} ${words.places}`,
  ]
  const text = facts.filter(Boolean).join(', ')
  if (!text) return required ? words.registrationRequired : ''
  return labelled(required ? words.registrationRequired : words.registration, text)
}

function offersText({ offers }: Description, context: FeedContext, words: FeedWords): string {
  const lines = offers.map(({ name, price, currency, url }) => {
    const amount = price === 0 ? words.free : [price, currency].filter(Boolean).join(' ')
    return [inLanguage(name, context)?.text, amount, url].filter(Boolean).join(', ')
  })
  return lines.length > 1
    ? [`${words.price}:`, ...lines.map((line) => `- ${line}`)].join('\n')
    : labelled(words.price, lines.join())
}

function onlineText({ onlineLocation }: Description, words: FeedWords): string {
  const { name, url } = onlineLocation ?? {}
  return labelled(words.online, [name, url].filter(Boolean).join(', '))
}

function accessibilityText({ accessibility }: Description, ofPlace: string, words: FeedWords): string {
  const features = accessibility.map((feature) => words.feature[feature]).join(', ')
  return labelled(words.accessibility, [features, ofPlace].filter(Boolean).join('. '))
}

function linksText({ links }: Description, context: FeedContext): string {
  return links
    .map(({ url, title }) => [inLanguage(title, context)?.text, url].filter(Boolean).join(': '))
    .join('\n')
}
