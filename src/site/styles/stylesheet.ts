import { BASE } from './base.ts'
import { EMBED } from './embed.ts'
import { TOKENS } from './tokens.ts'

/** The one stylesheet of all pages, without what the source has for its readers. */
export const STYLESHEET = [TOKENS, BASE, EMBED].join('').replaceAll(/\n\s*/g, '\n').trim()
