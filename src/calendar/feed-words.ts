import type { Description, Person, Status } from '../events/model.ts'

/** The calendar's own words in feeds, in one language. */
export interface FeedWords {
  /** The language that these words are in. */
  language: string
  /** Before the summary of what does not take place as announced, RFC 5545's STATUS apart. */
  prefix: Partial<Record<Status, string>>
  status: Partial<Record<Status, string>>
  organizer: string
  people: string
  role: Record<NonNullable<Person['role']>, string>
  online: string
  /** Where what has no place is. */
  onTheNet: string
  registration: string
  registrationRequired: string
  opens: string
  closes: string
  places: string
  price: string
  free: string
  accessibility: string
  feature: Record<Description['accessibility'][number], string>
  more: string
}

const sv: FeedWords = {
  language: 'sv',
  prefix: { cancelled: 'INSTÄLLT: ', postponed: 'UPPSKJUTET: ' },
  status: {
    tentative: 'Preliminärt',
    cancelled: 'Inställt',
    postponed: 'Uppskjutet, ny tid kommer',
    rescheduled: 'Flyttat till ny tid',
    movedOnline: 'Flyttat till nätet',
  },
  organizer: 'Arrangör',
  people: 'Medverkande',
  role: {
    speaker: 'talare',
    moderator: 'moderator',
    artist: 'konstnär',
    host: 'värd',
    contact: 'kontakt',
  },
  online: 'Delta på nätet',
  onTheNet: 'På nätet',
  registration: 'Anmälan',
  registrationRequired: 'Anmälan krävs',
  opens: 'öppnar',
  closes: 'stänger',
  places: 'platser',
  price: 'Pris',
  free: 'gratis',
  accessibility: 'Tillgänglighet',
  feature: {
    signLanguage: 'teckenspråkstolkning',
    captions: 'textning',
    inductionLoop: 'hörslinga',
    wheelchair: 'rullstolsanpassat',
    easyLanguage: 'lättläst',
    audioDescription: 'syntolkning',
  },
  more: 'Mer information',
}

const en: FeedWords = {
  language: 'en',
  prefix: { cancelled: 'CANCELLED: ', postponed: 'POSTPONED: ' },
  status: {
    tentative: 'Tentative',
    cancelled: 'Cancelled',
    postponed: 'Postponed, new time to come',
    rescheduled: 'Moved to a new time',
    movedOnline: 'Moved online',
  },
  organizer: 'Organiser',
  people: 'With',
  role: {
    speaker: 'speaker',
    moderator: 'moderator',
    artist: 'artist',
    host: 'host',
    contact: 'contact',
  },
  online: 'Join online',
  onTheNet: 'Online',
  registration: 'Registration',
  registrationRequired: 'Registration required',
  opens: 'opens',
  closes: 'closes',
  places: 'places',
  price: 'Price',
  free: 'free',
  accessibility: 'Accessibility',
  feature: {
    signLanguage: 'sign language',
    captions: 'captions',
    inductionLoop: 'induction loop',
    wheelchair: 'wheelchair access',
    easyLanguage: 'easy language',
    audioDescription: 'audio description',
  },
  more: 'More information',
}

/** The words for a language tag; English where there are none in its language. */
export function feedWords(locale: string): FeedWords {
  return locale.toLowerCase().split('-', 1)[0] === 'sv' ? sv : en
}
