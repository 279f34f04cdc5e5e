import type { Description, Person } from '../../events/model.ts'
import type { SiteLanguage } from '../language.ts'

/** The words of an event's page, beside those that it has in common with the calendar and the feeds. */
export interface EventTexts {
  when: string
  where: string
  attendance: string
  price: string
  organizer: string
  language: string
  audience: string
  accessibility: string
  categories: string
  free: string
  people: string
  contact: string
  role: Record<Exclude<NonNullable<Person['role']>, 'contact'>, string>
  registration: string
  register: string
  join: string
  required: string
  opens: (when: string) => string
  closes: (when: string) => string
  closed: (when: string) => string
  open: string
  places: (n: number) => string
  dates: string
  moreDates: string
  nextDate: string
  thisDate: string
  wholeSeries: string
  movedFrom: (when: string) => string
  dropped: string
  differs: Partial<Record<keyof Description, string>>
  over: string
  partOf: string
  parts: string
  map: string
  tickets: string
  website: string
  links: string
  picture: string
  add: string
  addFile: string
  /** What the ways into a calendar take: of a series, and of one of its dates. */
  addSeries: string
  addOneDate: string
  google: string
  share: string
  email: string
  address: string
  tags: string
  all: string
  back: string
  missing: { title: string; hint: string; search: string; date: string; series: string }
  gone: { title: string; hint: string }
}

export function eventTexts(language: SiteLanguage): EventTexts {
  return TEXTS[language]
}

const TEXTS: Record<SiteLanguage, EventTexts> = {
  sv: {
    when: 'När',
    where: 'Var',
    attendance: 'Deltagande',
    price: 'Pris',
    organizer: 'Arrangör',
    language: 'Språk',
    audience: 'För',
    accessibility: 'Tillgänglighet',
    categories: 'Ämne',
    free: 'Gratis',
    people: 'Medverkande',
    contact: 'Kontakt',
    role: { speaker: 'Talare', moderator: 'Moderator', artist: 'Konstnär', host: 'Värd' },
    registration: 'Anmälan',
    register: 'Anmäl dig',
    join: 'Delta på nätet',
    required: 'Du behöver anmäla dig.',
    opens: (when) => `Anmälan öppnar ${when}.`,
    closes: (when) => `Anmälan stänger ${when}.`,
    closed: (when) => `Anmälan stängde ${when}.`,
    open: 'Anmälan är öppen.',
    places: (n) => `${n} platser.`,
    dates: 'Kommande tillfällen',
    moreDates: 'Serien fortsätter efter dem.',
    nextDate: 'Nästa gång',
    thisDate: 'Ett tillfälle i en serie.',
    wholeSeries: 'Visa hela serien',
    movedFrom: (when) => `Flyttat från ${when}`,
    dropped: 'Utgår',
    differs: {
      description: 'annan beskrivning', summary: 'annan beskrivning', attendanceMode: 'annat sätt att delta', location: 'annan plats',
      onlineLocation: 'annan länk', people: 'andra medverkande', registration: 'annan anmälan', offers: 'annat pris',
    },
    over: 'Det här har redan varit.',
    partOf: 'Del av',
    parts: 'Program',
    map: 'Visa på karta (OpenStreetMap)',
    tickets: 'Biljetter',
    website: 'Webbplats',
    links: 'Läs mer',
    picture: 'Bild',
    add: 'Lägg till i din kalender',
    addFile: 'Kalenderfil (.ics)',
    addSeries: 'Filen har hela serien; de andra lägger in nästa tillfälle.',
    addOneDate: 'Filen har hela serien; de andra lägger in detta tillfälle.',
    google: 'Google Kalender',
    share: 'Dela',
    email: 'E-post',
    address: 'Adress till sidan',
    tags: 'Nyckelord',
    all: 'Allt i kalendern',
    back: 'Till kalendern',
    missing: {
      title: 'Evenemanget finns inte här',
      hint: 'Adressen kan vara felskriven. Sök efter det du letar efter:',
      search: 'Sök i kalendern',
      date: 'Serien har inget sådant tillfälle, eller så har det tagits bort.',
      series: 'Till serien',
    },
    gone: { title: 'Evenemanget är borttaget', hint: 'Det fanns här förut, men den som la in det har tagit bort det. Fråga arrangören om du undrar varför.' },
  },
  en: {
    when: 'When',
    where: 'Where',
    attendance: 'Attendance',
    price: 'Price',
    organizer: 'Organiser',
    language: 'Language',
    audience: 'For',
    accessibility: 'Accessibility',
    categories: 'Subject',
    free: 'Free of charge',
    people: 'With',
    contact: 'Contact',
    role: { speaker: 'Speaker', moderator: 'Moderator', artist: 'Artist', host: 'Host' },
    registration: 'Registration',
    register: 'Register',
    join: 'Join online',
    required: 'You need to register.',
    opens: (when) => `Registration opens ${when}.`,
    closes: (when) => `Registration closes ${when}.`,
    closed: (when) => `Registration closed ${when}.`,
    open: 'Registration is open.',
    places: (n) => `${n} places.`,
    dates: 'Dates to come',
    moreDates: 'The series goes on after these.',
    nextDate: 'Next',
    thisDate: 'One date of a series.',
    wholeSeries: 'Show the whole series',
    movedFrom: (when) => `Moved from ${when}`,
    dropped: 'Does not take place',
    differs: {
      description: 'another description', summary: 'another description', attendanceMode: 'another way to take part', location: 'another place',
      onlineLocation: 'another link', people: 'other people', registration: 'another registration', offers: 'another price',
    },
    over: 'This is over.',
    partOf: 'Part of',
    parts: 'Programme',
    map: 'Show on a map (OpenStreetMap)',
    tickets: 'Tickets',
    website: 'Website',
    links: 'Read more',
    picture: 'Picture',
    add: 'Add to your calendar',
    addFile: 'Calendar file (.ics)',
    addSeries: 'The file holds the whole series; the others add its next date.',
    addOneDate: 'The file holds the whole series; the others add this date.',
    google: 'Google Calendar',
    share: 'Share',
    email: 'E-mail',
    address: 'Address of this page',
    tags: 'Keywords',
    all: 'All of the calendar',
    back: 'To the calendar',
    missing: {
      title: 'There is no such event here',
      hint: 'The address may be misspelt. Search for what you are looking for:',
      search: 'Search the calendar',
      date: 'The series has no such date, or it was dropped.',
      series: 'To the series',
    },
    gone: { title: 'This event was removed', hint: 'It was here, but whoever posted it has removed it. Ask the organiser if you wonder why.' },
  },
} // biome-ignore format: texts to read
