import { BASE } from './base.ts'
import { CALENDAR } from './calendar.ts'
import { EMBED } from './embed.ts'
import { EVENT } from './event.ts'
import { REFERENCE } from './reference.ts'
import { TOKENS } from './tokens.ts'

/** The one stylesheet of all pages. */
export const STYLESHEET = [TOKENS, BASE, CALENDAR, EVENT, EMBED, REFERENCE]
  .join('')
  .replaceAll(/\n\s*/g, '\n')
  .trim()
