import type { SiteLanguage } from './language.ts'

/** The words around every page. Each part of the site has a dictionary of its own beside its code. */
export interface Texts {
  skip: string
  mainNav: string
  calendar: string
  subscribe: string
  docs: string
  language: string
  accessibility: string
  feeds: string
  footer: string
  api: string
  otherLanguage: string
}

export function textsIn(language: SiteLanguage): Texts {
  return TEXTS[language]
}

const TEXTS: Record<SiteLanguage, Texts> = {
  sv: {
    skip: 'Hoppa till innehållet',
    mainNav: 'Huvudmeny',
    calendar: 'Kalender',
    subscribe: 'Prenumerera',
    docs: 'Dokumentation',
    language: 'Språk',
    accessibility: 'Tillgänglighet',
    feeds: 'Flöden',
    footer: 'Om kalendern',
    api: 'Öppna data och API',
    otherLanguage: 'Byt språk',
  },
  en: {
    skip: 'Skip to content',
    mainNav: 'Main menu',
    calendar: 'Calendar',
    subscribe: 'Subscribe',
    docs: 'Documentation',
    language: 'Language',
    accessibility: 'Accessibility',
    feeds: 'Feeds',
    footer: 'About the calendar',
    api: 'Open data and API',
    otherLanguage: 'Change language',
  },
}
