/** The element's own words. Those of a status say what is the matter without colour or strike-through. */
const WORDS = {
  sv: {
    lang: 'sv',
    loading: 'Hämtar evenemang …',
    failed: 'Evenemangen kunde inte hämtas.',
    retry: 'Försök igen',
    none: 'Inga kommande evenemang.',
    noneInMonth: (month) => `Inga evenemang i ${month}.`,
    more: 'Visa fler',
    moreOnDay: (count, day) => [`+${count} till`, ` ${day}`],
    all: 'Hela kalendern',
    subscribe: 'Prenumerera',
    previous: 'Föregående månad',
    next: 'Nästa månad',
    today: 'I dag',
    tomorrow: 'I morgon',
    ongoing: 'Pågår nu',
    duringMonth: 'Pågår under månaden',
    until: (day) => `Till och med ${day}`,
    week: 'Vecka',
    weekShort: 'v.',
    events: (count) => (count === 1 ? '1 evenemang' : `${count} evenemang`),
    allDay: 'Hela dagen',
    closes: (time) => `Stänger ${time}`,
    elsewhere: (time, city) => `${time} lokal tid i ${city}`,
    online: 'På nätet',
    mixed: 'Även på nätet',
    status: {
      tentative: 'Preliminärt',
      cancelled: 'Inställt',
      postponed: 'Uppskjutet',
      rescheduled: 'Flyttat till ny tid',
      movedOnline: 'Flyttat till nätet',
    },
  },
  en: {
    lang: 'en',
    loading: 'Fetching events …',
    failed: 'The events could not be fetched.',
    retry: 'Try again',
    none: 'No upcoming events.',
    noneInMonth: (month) => `No events in ${month}.`,
    more: 'Show more',
    moreOnDay: (count, day) => [`+${count} more`, ` ${day}`],
    all: 'The whole calendar',
    subscribe: 'Subscribe',
    previous: 'Previous month',
    next: 'Next month',
    today: 'Today',
    tomorrow: 'Tomorrow',
    ongoing: 'Ongoing now',
    duringMonth: 'On during the month',
    until: (day) => `Until ${day}`,
    week: 'Week',
    weekShort: 'wk',
    events: (count) => (count === 1 ? '1 event' : `${count} events`),
    allDay: 'All day',
    closes: (time) => `Closes ${time}`,
    elsewhere: (time, city) => `${time} local time in ${city}`,
    online: 'Online',
    mixed: 'Also online',
    status: {
      tentative: 'Tentative',
      cancelled: 'Cancelled',
      postponed: 'Postponed',
      rescheduled: 'Moved to a new time',
      movedOnline: 'Moved online',
    },
  },
}

/** In the language of the tag, else in English. */
export function wordsFor(tag) {
  return WORDS[baseOf(tag)] ?? WORDS.en
}

/**
 * The text for a reader of `tag`, and its language: in that language, then in the calendar's in order, then in whichever
 * there is; null where there is none.
 */
export function textFor(texts, tag, locales) {
  if (!texts) return null
  const present = Object.keys(texts).filter((own) => texts[own].trim())
  for (const wanted of [tag, ...locales]) {
    const found =
      present.find((own) => own.toLowerCase() === wanted.toLowerCase()) ??
      present.find((own) => baseOf(own) === baseOf(wanted))
    if (found) return { text: texts[found], lang: found }
  }
  return present.length ? { text: texts[present[0]], lang: present[0] } : null
}

export function baseOf(tag) {
  return tag.toLowerCase().split('-', 1)[0]
}
