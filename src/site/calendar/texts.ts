import type { AttendanceMode, EventType, Status } from '../../events/model.ts'
import type { SiteLanguage } from '../language.ts'
import type { Count } from './load.ts'
import type { ViewKind } from './view.ts'

/** The calendar page's own words. */
export interface CalendarTexts {
  upcoming: string
  /** Of a list that begins, or ends, on a day of the reader's own. */
  fromDay: (day: string) => string
  toDay: (day: string) => string
  view: string
  views: Record<ViewKind, string>
  browse: string
  today: string
  now: string
  tomorrow: string
  week: string
  weekShort: string
  /** `12 evenemang`. */
  count: (n: number) => string
  withinYear: string
  search: string
  searchButton: string
  searchHint: string
  filter: string
  facets: {
    category: string
    type: string
    locality: string
    attendanceMode: string
    language: string
    partner: string
  }
  show: string
  free: string
  only: string
  chosen: string
  noChoice: string
  remove: (what: string) => string
  clear: string
  type: Record<EventType, string>
  status: Partial<Record<Status, string>>
  attendance: Record<AttendanceMode, string>
  allDay: string
  ongoing: string
  until: (day: string) => string
  since: (day: string) => string
  closes: string
  lastDay: string
  here: string
  more: (n: number) => string
  later: string
  events: string
  emptyFiltered: (when: string) => string
  empty: (when: string) => string
  nothingAtAll: string
  nothingHere: string
  nothingFound: string
  nothingMatches: string
  beyondEnd: string
  toBeginning: string
  /** Of what matches the filters, and where there are none, of all. */
  nearest: Record<'match' | 'event', Record<'next' | 'previous' | 'latest', string>>
  fromToday: string
  without: (what: string) => string
  quoted: (what: string) => string
  earlier: string
  wholeMonth: (month: string) => string
  first: string
  last: string
  listEnd: string
  lastHint: string
  faulty: string
  faultyHint: string
  rest: string
  whole: string
  named: string
}

export function calendarTexts(language: SiteLanguage): CalendarTexts {
  return TEXTS[language]
}

const TEXTS: Record<SiteLanguage, CalendarTexts> = {
  sv: {
    upcoming: 'Kommande evenemang',
    fromDay: (day) => `från ${day}`,
    toDay: (day) => `till och med ${day}`,
    view: 'Visa som',
    views: { list: 'Lista', month: 'Månad', week: 'Vecka', day: 'Dag' },
    browse: 'Bläddra i tiden',
    today: 'I dag',
    now: 'Kommande',
    tomorrow: 'I morgon',
    week: 'Vecka',
    weekShort: 'v.',
    count: (n) => `${number(n, 'sv')} evenemang`,
    withinYear: 'inom ett år',
    search: 'Sök evenemang',
    searchButton: 'Sök',
    searchHint: 'Titel, plats, medverkande …',
    filter: 'Filtrera',
    facets: { category: 'Kategori', type: 'Typ', locality: 'Ort', attendanceMode: 'Deltagande', language: 'Språk', partner: 'Arrangör' },
    show: 'Visa',
    free: 'Gratis',
    only: 'Urval',
    chosen: 'valda',
    noChoice: 'Inget att välja i det som visas.',
    remove: (what) => `Ta bort ${what}`,
    clear: 'Rensa alla',
    type: {
      conference: 'Konferens', webinar: 'Webbinarium', lecture: 'Föreläsning', workshop: 'Workshop', residency: 'Residens',
      exhibition: 'Utställning', performance: 'Föreställning', meeting: 'Möte', deadline: 'Sista ansökningsdag', other: 'Övrigt',
    },
    status: {
      tentative: 'Preliminärt', cancelled: 'Inställt', postponed: 'Uppskjutet', rescheduled: 'Ny tid', movedOnline: 'Flyttat till nätet',
    },
    attendance: { inPerson: 'På plats', online: 'På nätet', mixed: 'På plats och på nätet' },
    allDay: 'Hela dagen',
    ongoing: 'Pågår',
    until: (day) => `till ${day}`,
    since: (day) => `sedan ${day}`,
    closes: 'Stänger',
    lastDay: 'Sista dag',
    here: 'här',
    more: (n) => `${number(n, 'sv')} till`,
    later: 'Visa fler',
    events: 'Evenemang',
    emptyFiltered: (when) => `Inget stämmer med urvalet ${when}.`,
    empty: (when) => `Inget är inlagt ${when}.`,
    nothingAtAll: 'Kalendern är tom än så länge.',
    nothingHere: 'Här är tomt än så länge.',
    nothingFound: 'Inga kommande evenemang stämmer med urvalet.',
    nothingMatches: 'Inget i kalendern stämmer med urvalet.',
    beyondEnd: 'Så lång är listan inte.',
    toBeginning: 'Till listans början',
    nearest: {
      match: { next: 'Nästa träff', previous: 'Föregående träff', latest: 'Senaste träff' },
      event: { next: 'Nästa evenemang', previous: 'Föregående evenemang', latest: 'Senaste evenemang' },
    },
    fromToday: 'Från i dag',
    without: (what) => `Utan ${what}`,
    quoted: (what) => `”${what}”`,
    earlier: 'Tidigare',
    wholeMonth: (month) => `Hela ${month}`,
    first: 'Inget tidigare',
    last: 'Inget senare',
    listEnd: 'Det var allt som är inlagt.',
    lastHint: 'Prenumerera, så kommer nya evenemang till din egen kalender när de läggs in.',
    faulty: 'Adressen går inte att läsa',
    faultyHint: 'Något i den stämmer inte:',
    rest: 'Visa kalendern utan det som inte stämmer',
    whole: 'Till hela kalendern',
    named: 'Urval ur kalendern',
  },
  en: {
    upcoming: 'Upcoming events',
    fromDay: (day) => `from ${day}`,
    toDay: (day) => `up to ${day}`,
    view: 'Show as',
    views: { list: 'List', month: 'Month', week: 'Week', day: 'Day' },
    browse: 'Move in time',
    today: 'Today',
    now: 'Upcoming',
    tomorrow: 'Tomorrow',
    week: 'Week',
    weekShort: 'w.',
    count: (n) => `${number(n, 'en')} ${n === 1 ? 'event' : 'events'}`,
    withinYear: 'within a year',
    search: 'Search events',
    searchButton: 'Search',
    searchHint: 'Title, place, people …',
    filter: 'Filter',
    facets: { category: 'Category', type: 'Type', locality: 'Town', attendanceMode: 'Attendance', language: 'Language', partner: 'Organiser' },
    show: 'Show',
    free: 'Free of charge',
    only: 'Selection',
    chosen: 'chosen',
    noChoice: 'Nothing to choose in what is shown.',
    remove: (what) => `Remove ${what}`,
    clear: 'Clear all',
    type: {
      conference: 'Conference', webinar: 'Webinar', lecture: 'Lecture', workshop: 'Workshop', residency: 'Residency',
      exhibition: 'Exhibition', performance: 'Performance', meeting: 'Meeting', deadline: 'Deadline', other: 'Other',
    },
    status: {
      tentative: 'Tentative', cancelled: 'Cancelled', postponed: 'Postponed', rescheduled: 'New time', movedOnline: 'Moved online',
    },
    attendance: { inPerson: 'On site', online: 'Online', mixed: 'On site and online' },
    allDay: 'All day',
    ongoing: 'Ongoing',
    until: (day) => `until ${day}`,
    since: (day) => `since ${day}`,
    closes: 'Closes',
    lastDay: 'Last day',
    here: 'here',
    more: (n) => `${number(n, 'en')} more`,
    later: 'Show more',
    events: 'Events',
    emptyFiltered: (when) => `Nothing matches the selection ${when}.`,
    empty: (when) => `Nothing is planned ${when}.`,
    nothingAtAll: 'The calendar is empty so far.',
    nothingHere: 'There is nothing here so far.',
    nothingFound: 'No upcoming event matches the selection.',
    nothingMatches: 'Nothing in the calendar matches the selection.',
    beyondEnd: 'The list is not that long.',
    toBeginning: 'To the beginning of the list',
    nearest: {
      match: { next: 'Next match', previous: 'Previous match', latest: 'Latest match' },
      event: { next: 'Next event', previous: 'Previous event', latest: 'Latest event' },
    },
    fromToday: 'From today on',
    without: (what) => `Without ${what}`,
    quoted: (what) => `“${what}”`,
    earlier: 'Earlier',
    wholeMonth: (month) => `All of ${month}`,
    first: 'Nothing earlier',
    last: 'Nothing later',
    listEnd: 'That is all that is planned.',
    lastHint: 'Subscribe, and new events come to your own calendar as they are added.',
    faulty: 'The address cannot be read',
    faultyHint: 'Something in it is wrong:',
    rest: 'Show the calendar without what is wrong',
    whole: 'To the whole calendar',
    named: 'A selection from the calendar',
  },
} // biome-ignore format: lists to read

/** `12 evenemang`, `12 evenemang inom ett år`. */
export function countText({ total, isOfYear }: Count, language: SiteLanguage): string {
  const { count, withinYear } = calendarTexts(language)
  return isOfYear ? `${count(total)} ${withinYear}` : count(total)
}

/** Digits in groups, as the language writes them. */
export function number(n: number, language: SiteLanguage): string {
  return n < 1000 ? String(n) : n.toLocaleString(language)
}
