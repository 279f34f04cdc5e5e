/** Events in the terms of SEMIC's Core Public Event Vocabulary 1.1, with prefixes; texts in all their languages. */
import { feedWords } from '../calendar/feed-words.ts'
import { plainText } from '../calendar/plain-text.ts'
import { timesText, toldTimes } from '../calendar/when.ts'
import { isAllDay } from '../events/content.ts'
import type { Description, Localized } from '../events/model.ts'
import { categoryConcept, modeConcept, statusConcept, texts, typeConcept } from './concepts.ts'
import { addressNode, contactNode, participations } from './cpev-parts.ts'
import { endText, startText } from './dates.ts'
import { iri } from './iri.ts'
import { languageNode } from './languages.ts'
import { eventIri, type LinkedContext, type LinkedEvent, type Node, type Relative } from './model.ts'
import { compact } from './schema-org.ts'

const FREQUENCY = 'http://publications.europa.eu/resource/authority/frequency/'

/** An event's properties of `cv:PublicEvent`, its type and name apart. */
export function publicEvent(linked: LinkedEvent, context: LinkedContext): Node {
  const { event, shown, parent, parts } = linked
  const { publicUrl } = context
  return compact({
    'dct:identifier': event.id,
    'dct:title': texts(shown.title),
    'dct:description': texts(descriptions(shown)),
    'dct:type': typeConcept(shown.type, publicUrl),
    'dct:subject': shown.categories.map((slug) =>
      categoryConcept(slug, context.categoryNames(slug) ?? ownText(slug, context), publicUrl),
    ),
    'dct:language': shown.inLanguage.map(languageNode),
    'cv:eventStatus': statusConcept(shown.status, publicUrl),
    'cv:format': modeConcept(shown.attendanceMode, publicUrl),
    'cv:audience': shown.audience.map((name) => ({
      '@type': 'skos:Concept',
      'skos:prefLabel': texts(ownText(name, context)),
    })),
    'cv:accessibility': texts(accessibility(shown, context)),
    'cv:contactPoint': contactNode(shown),
    'cv:registrationPage': shown.registration?.url && documentNode(shown.registration.url),
    'cv:hasParticipation': participations(shown, context),
    'cv:parentEvent': parent && relativeNode(parent, context),
    'cv:subEvent': parts.map((part) => relativeNode(part, context)),
    'foaf:homepage': documentNode(shown.website ?? `${publicUrl}/events/${event.slug}`),
    'locn:address': shown.location && addressNode(shown.location, context),
    'time:hasTime': timeNode(linked, context),
  })
}

/** The summary and the description, without signs of Markdown, in each language. */
function descriptions({ summary = {}, description = {} }: Description): Localized {
  const languages = new Set([...Object.keys(summary), ...Object.keys(description)])
  return Object.fromEntries(
    [...languages].map((language) => {
      const parts = [summary[language] ?? '', plainText(description[language] ?? '')]
      return [language, parts.filter((text) => text.trim()).join('\n\n')]
    }),
  )
}

function accessibility({ accessibility, location }: Description, { locales }: LinkedContext): Localized {
  const languages = new Set([...locales, ...Object.keys(location?.accessibility ?? {})])
  return Object.fromEntries(
    [...languages].map((language) => {
      const words = feedWords(language)
      const features =
        words.language === base(language) ? accessibility.map((name) => words.feature[name]) : []
      return [
        language,
        [features.join(', '), location?.accessibility?.[language] ?? ''].filter(Boolean).join('. '),
      ]
    }),
  )
}

/** When, in words and as instants; of a series its next date, and how often it comes. */
function timeNode({ event, shown, occurrence }: LinkedEvent, context: LinkedContext): Node | null {
  if (!occurrence) return null
  const { schedule } = event.content
  const times = { ...occurrence, allDay: isAllDay(schedule), timeZone: schedule.timeZone }
  const frequency = frequencyOf(schedule.rrule)
  const told = toldTimes(shown.type, times)
  const end = endText(told)
  const instant = (value: string) => ({
    '@type': 'time:Instant',
    [times.allDay ? 'time:inXSDDate' : 'time:inXSDDateTimeStamp']: {
      '@type': times.allDay ? 'xsd:date' : 'xsd:dateTimeStamp',
      '@value': value,
    },
  })
  return compact({
    '@type': 'time:TemporalEntity',
    'dct:description': texts(
      Object.fromEntries(
        context.locales
          .filter((locale) => feedWords(locale).language === base(locale))
          .map((locale) => [locale, timesText(shown.type, times, { locale, timeZone: context.timeZone })]),
      ),
    ),
    'cv:frequency': frequency && { '@id': `${FREQUENCY}${frequency}`, '@type': 'skos:Concept' },
    'time:hasBeginning': instant(startText(told)),
    'time:hasEnd': end === null ? null : instant(end),
  })
}

/** The European Union's word for the rhythm of a rule; null where there is none. */
function frequencyOf(rrule: string | null): string | null {
  const freq = /FREQ=(\w+)/.exec(rrule ?? '')?.[1]
  const interval = /INTERVAL=(\d+)/.exec(rrule ?? '')?.[1] ?? '1'
  return FREQUENCIES[`${freq} ${interval}`] ?? null
}

const FREQUENCIES: Record<string, string> = {
  'DAILY 1': 'DAILY',
  'WEEKLY 1': 'WEEKLY',
  'WEEKLY 2': 'BIWEEKLY',
  'MONTHLY 1': 'MONTHLY',
  'MONTHLY 2': 'BIMONTHLY',
  'MONTHLY 3': 'QUARTERLY',
  'MONTHLY 6': 'ANNUAL_2',
  'YEARLY 1': 'ANNUAL',
  'YEARLY 2': 'BIENNIAL',
}

function relativeNode({ id, title }: Relative, context: LinkedContext): Node {
  return { '@id': eventIri(id, context), '@type': 'cv:PublicEvent', 'dct:title': texts(title) }
}

function documentNode(url: string): Node {
  return { '@id': iri(url), '@type': 'foaf:Document' }
}

/** Text of which nobody said the language: the calendar's first. */
function ownText(text: string, { locales }: LinkedContext): Localized {
  return { [locales[0] ?? 'sv']: text }
}

const base = (tag: string) => tag.toLowerCase().split('-', 1)[0]
