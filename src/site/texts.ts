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
  statement: string
  feeds: string
  footer: string
  api: string
  embed: string
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
    statement: 'Tillgänglighetsredogörelse',
    feeds: 'Flöden',
    footer: 'Om kalendern',
    api: 'Öppna data och API',
    embed: 'Visa på er webbplats',
  },
  en: {
    skip: 'Skip to content',
    mainNav: 'Main menu',
    calendar: 'Calendar',
    subscribe: 'Subscribe',
    docs: 'Documentation',
    language: 'Language',
    accessibility: 'Accessibility',
    statement: 'Accessibility statement',
    feeds: 'Feeds',
    footer: 'About the calendar',
    api: 'Open data and API',
    embed: 'Show on your site',
  },
}
