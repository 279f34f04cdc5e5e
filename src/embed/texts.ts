import type { SiteLanguage } from '../site/language.ts'

/** The words of `/embed`. */
export interface EmbedTexts {
  title: string
  description: string
  lead: string
  snippet: string
  copy: string
  copied: string
  list: string
  month: string
  attributes: string
  filters: string
  attribute: string
  meaning: string
  attributeMeanings: Record<'view' | 'date' | 'limit' | 'lang' | 'event' | 'theme' | 'heading-level', string>
  looks: string
  looksLead: string
  property: string
  propertyMeanings: Record<
    'accent' | 'on-accent' | 'muted' | 'line' | 'tint' | 'radius' | 'gap' | 'font',
    string
  >
  parts: string
  policy: string
  policyLead: string
  oembed: string
  oembedLead: string
  whole: string
}

export function embedTexts(language: SiteLanguage): EmbedTexts {
  return TEXTS[language]
}

const TEXTS: Record<SiteLanguage, EmbedTexts> = {
  sv: {
    title: 'Visa kalendern på er webbplats',
    description: 'Två rader HTML visar kalendern, eller en del av den, på vilken webbplats som helst.',
    lead: 'Klistra in två rader där kalendern ska stå. Den tar er sidas typsnitt, färger och språk, fungerar med tangentbord och skärmläsare och sätter inga kakor. Där skript inte körs står länken kvar.',
    snippet: 'Att klistra in',
    copy: 'Kopiera',
    copied: 'Kopierat',
    list: 'Som lista',
    month: 'Som månad',
    attributes: 'Attribut',
    filters:
      'Alla filter i API:et finns som attribut, med bindestreck: category, type, tag, partner, locality, language, attendance-mode, status, person, super-event, free, near, radius, bbox, q, from, to. Flera värden skiljs åt med komma; ett minus framför utesluter.',
    attribute: 'Attribut',
    meaning: 'Betydelse',
    attributeMeanings: {
      view: 'list (förval) eller month.',
      date: 'Månaden som visas först: 2026-11. Annars den som är nu.',
      limit: 'Hur många som visas åt gången i listan, 10 om inget sägs.',
      lang: 'Språk. Annars det som sidan runt om har.',
      event: 'Ett evenemangs id: bara dess tillfällen visas.',
      theme: 'light, dark eller auto (som läsarens system). Annars sidans eget.',
      'heading-level': 'Rubriknivå för dagarna, 2–6; 3 om inget sägs.',
    },
    looks: 'Utseende',
    looksLead: 'Sätt egna värden i er stilmall, på kalendarium-events eller längre ut.',
    property: 'Egenskap',
    propertyMeanings: {
      accent: 'Färg för fokus, vald dag och länkar under pekaren.',
      'on-accent': 'Text på den färgen.',
      muted: 'Färg för tider och platser.',
      line: 'Linjer.',
      tint: 'Svag bakgrund.',
      radius: 'Hörnens radie.',
      gap: 'Avstånd mellan dagar.',
      font: 'Typsnitt.',
    },
    parts:
      'Delar som nås med ::part(): day, heading, event, time, title, status, place, categories, month, cell, entry, bar, button, footer.',
    policy: 'Med en sträng Content-Security-Policy',
    policyLead: 'Kalendern behöver detta och inget mer, inga inbäddade stilar eller skript:',
    oembed: 'I ett publiceringsverktyg',
    oembedLead:
      'Verktyg som kan oEmbed behöver bara adressen till kalendern, ett evenemang eller en filtrerad vy. Svaret ges av',
    whole: 'Hela kalendern',
  },
  en: {
    title: 'Show the calendar on your site',
    description: 'Two lines of HTML show the calendar, or a part of it, on any site.',
    lead: 'Paste two lines where the calendar is to be. It takes your page’s font, colours and language, works with keyboard and screen reader, and sets no cookies. Where scripts do not run the link stays.',
    snippet: 'To paste',
    copy: 'Copy',
    copied: 'Copied',
    list: 'As a list',
    month: 'As a month',
    attributes: 'Attributes',
    filters:
      'Every filter of the API is an attribute, with hyphens: category, type, tag, partner, locality, language, attendance-mode, status, person, super-event, free, near, radius, bbox, q, from, to. Commas separate several values; a minus before one excludes it.',
    attribute: 'Attribute',
    meaning: 'Meaning',
    attributeMeanings: {
      view: 'list (default) or month.',
      date: 'The month that is shown first: 2026-11. Otherwise the current one.',
      limit: 'How many the list shows at a time; 10 if not given.',
      lang: 'Language. Otherwise that of the page around it.',
      event: 'The id of an event: only its dates are shown.',
      theme: 'light, dark or auto (as the reader’s system). Otherwise the page’s own.',
      'heading-level': 'Level of the days’ headings, 2–6; 3 if not given.',
    },
    looks: 'Look',
    looksLead: 'Set your own values in your stylesheet, on kalendarium-events or further out.',
    property: 'Property',
    propertyMeanings: {
      accent: 'Colour of focus, of the chosen day and of links under the pointer.',
      'on-accent': 'Text on that colour.',
      muted: 'Colour of times and places.',
      line: 'Lines.',
      tint: 'Faint ground.',
      radius: 'Radius of corners.',
      gap: 'Distance between days.',
      font: 'Font.',
    },
    parts:
      'Parts for ::part(): day, heading, event, time, title, status, place, categories, month, cell, entry, bar, button, footer.',
    policy: 'With a strict Content-Security-Policy',
    policyLead: 'The calendar needs this and no more, no inline styles or scripts:',
    oembed: 'In a content system',
    oembedLead:
      'Systems that know oEmbed need only the address of the calendar, of an event or of a filtered view. They are answered by',
    whole: 'The whole calendar',
  },
}
