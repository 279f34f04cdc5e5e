/** How alike two events are: whether both may announce the same. */
import type { AttendanceMode, Localized, Location } from '../events/model.ts'

/** What is compared. `start` is the instant of the first occurrence. */
export interface Announcement extends Place {
  title: Localized
  start: number
  allDay: boolean
}

interface Place {
  attendanceMode: AttendanceMode
  location: Location | null
}

/** Least likeness of titles ("Jazz i parken" and "Yoga i parken" have 0.64), of places' names, and of all together. */
const LEAST_TITLE = 0.7
const LEAST_NAME = 0.5
const LEAST = 0.65
const HOUR = 3_600_000

/** From 0 to 1, in hundredths; 0 where they are not taken for the same: with titles that differ, or at different places. */
export function likeness(a: Announcement, b: Announcement): number {
  const place = placeLikeness(a, b)
  if (place === 0) return 0
  const title = titleLikeness(a.title, b.title)
  if (title < LEAST_TITLE) return 0
  const apart = Math.abs(a.start - b.start)
  const time = apart === 0 ? 1 : apart <= HOUR || a.allDay || b.allDay ? 0.75 : 0.25
  const all = 0.7 * title + 0.15 * time + 0.15 * place
  return all < LEAST ? 0 : Math.round(all * 100) / 100
}

/** The most that any two languages have in common: the share of equal trigrams (Dice), or of the shorter in the longer. */
export function titleLikeness(a: Localized, b: Localized): number {
  return Math.max(0, ...spelled(a).flatMap((one) => spelled(b).map((other) => textLikeness(one, other))))
}

/** A text as its words, and as their trigrams. */
interface Spelled {
  words: string[]
  length: number
  trigrams: Set<string>
}

/** One title is compared with many. */
const known = new WeakMap<Localized, Spelled[]>()

function spelled(title: Localized): Spelled[] {
  const before = known.get(title)
  if (before) return before
  const all = Object.values(title).map((text) => {
    const own = words(text)
    return { words: own, length: own.join('').length, trigrams: trigrams(own) }
  })
  known.set(title, all)
  return all
}

function textLikeness(a: Spelled, b: Spelled): number {
  const shared = a.trigrams.intersection(b.trigrams).size
  if (shared === 0) return 0
  const dice = (2 * shared) / (a.trigrams.size + b.trigrams.size)
  // "Jazz i parken" and "Jazz i parken: Monica Z Band": one says more. A single word says too little for that.
  const shorter = a.length < b.length ? a : b
  const isTelling = shorter.words.length > 1 && shorter.length >= 8
  return isTelling ? Math.max(dice, (0.9 * shared) / Math.min(a.trigrams.size, b.trigrams.size)) : dice
}

/** In small letters without accents; what is neither letter nor digit parts words. */
function words(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Each word's groups of three, with its edges: `jazz` → `  j`, ` ja`, `jaz`, `azz`, `zz `. */
function trigrams(all: readonly string[]): Set<string> {
  return new Set(
    all.flatMap((word) => {
      const letters = [...`  ${word} `]
      return letters.slice(2).map((_, i) => letters.slice(i, i + 3).join(''))
    }),
  )
}

/** 1 at the same place, 0 at different ones, 0.5 where it is not known. */
function placeLikeness(a: Place, b: Place): number {
  const [first, second] = [a.attendanceMode, b.attendanceMode]
  if (first === 'online' && second === 'online') return 1
  if (first === 'online' || second === 'online') return first === 'mixed' || second === 'mixed' ? 0.5 : 0
  return a.location && b.location ? locationLikeness(a.location, b.location) : 0.5
}

function locationLikeness(a: Location, b: Location): number {
  const apart = distanceKm(a, b)
  if (apart !== null && apart < 0.3) return 1
  if (apart !== null && apart > 3) return 0
  const differs = (name: 'country' | 'locality') =>
    a[name] !== undefined && b[name] !== undefined && words(a[name]).join() !== words(b[name]).join()
  if (differs('country') || differs('locality')) return 0
  if (a.name && b.name) return titleLikeness(a.name, b.name) >= LEAST_NAME ? 1 : 0.25
  return a.locality !== undefined && b.locality !== undefined ? 0.75 : 0.5
}

/** Along the plane, which is near enough for a town; null where one has no coordinates. */
function distanceKm(a: Location, b: Location): number | null {
  if (a.latitude === undefined || a.longitude === undefined) return null
  if (b.latitude === undefined || b.longitude === undefined) return null
  const north = (a.latitude - b.latitude) * 111.2
  const east = (a.longitude - b.longitude) * 111.2 * Math.cos((a.latitude * Math.PI) / 180)
  return Math.hypot(north, east)
}
