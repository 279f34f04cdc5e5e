import { BASE } from './base.ts'
import { TOKENS } from './tokens.ts'

/** The one stylesheet of all pages, without what the source has for its readers. */
export const STYLESHEET = [TOKENS, BASE].join('').replaceAll(/\n\s*/g, '\n').trim()
