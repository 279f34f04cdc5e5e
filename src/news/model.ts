import type { Spoken } from '../calendar/language.ts'

/** The formats in which news of the calendar are served. */
export const FORMATS = {
  rss: { type: 'application/rss+xml; charset=utf-8' },
  atom: { type: 'application/atom+xml; charset=utf-8' },
  json: { type: 'application/feed+json; charset=utf-8' },
} as const
export type Format = keyof typeof FORMATS

/** One new or changed event, as a feed tells of it. */
export interface NewsItem {
  /** The event's id: what is changed stays the same item. */
  id: string
  /** Its page. */
  url: string
  title: Spoken
  /** Plain text: when, where, and what it is in a few words. */
  summary: string
  /** Safe HTML, with the language of each text. */
  html: string
  updated: Date
  published: Date
  /** Names of its subjects, then its keywords. */
  categories: string[]
  author: { name: string; url?: string }
  image: string | null
}

/** A feed with its items, the newest first. */
export interface News {
  title: string
  /** BCP 47. */
  language: string
  /** Where people see the same. */
  home: string
  /** The feed's own address. */
  address: string
  updated: Date
  items: NewsItem[]
}
