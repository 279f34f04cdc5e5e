import { art } from './art.ts'
import type { Dates } from './dates.ts'
import type { SeedEvent } from './event.ts'
import { festival } from './festival.ts'
import { funding } from './funding.ts'
import { music } from './music.ts'
import { outdoors } from './outdoors.ts'
import { research } from './research.ts'
import { society } from './society.ts'

/** The demonstration's events; one that others are part of stands before them. */
export function seedEvents(on: Dates): SeedEvent[] {
  return [music, art, festival, research, funding, society, outdoors].flatMap((chapter) => chapter(on))
}
