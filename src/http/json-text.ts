import { type Fault, MOST_FAULTS } from '../errors.ts'
import { shortStep } from '../pointer.ts'

const DEEPEST = 32

/**
 * What JSON allows and no reader agrees about, in a text that JSON.parse took: names given twice
 * (RFC 8259 §4), `__proto__`, nesting beyond 32, NUL, and surrogates that stand alone (RFC 7493 §2.1).
 * One pass, without recursion. It ends where MOST_FAULTS are found; a very long name is cut in their pointers.
 */
export function jsonFaults(text: string): Fault[] {
  const faults: Fault[] = []
  const open: Level[] = []
  /** The pointer of the value that begins now. */
  const pointer = () =>
    open
      .map(({ step }) => `/${step}`)
      .join('')
      .toWellFormed()

  /** How many levels are open below the deepest that is looked into. */
  let below = 0

  for (let i = 0; i < text.length && faults.length < MOST_FAULTS; i++) {
    const level = below > 0 ? undefined : open.at(-1)
    switch (text.charCodeAt(i)) {
      case OPEN_OBJECT:
      case OPEN_ARRAY: {
        if (open.length === DEEPEST) {
          if (below++ === 0)
            faults.push({ pointer: pointer(), detail: `is nested deeper than ${DEEPEST} levels` })
          break
        }
        const isObject = text.charCodeAt(i) === OPEN_OBJECT
        open.push({ names: isObject ? new Set() : null, step: isObject ? '' : 0, expectsName: isObject })
        break
      }
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        if (below > 0) below--
        else open.pop()
        break
      case COMMA:
        if (level?.names) level.expectsName = true
        else if (typeof level?.step === 'number') level.step++
        break
      case QUOTE: {
        const begin = i
        i = closingQuote(text, begin)
        if (below > 0) break
        const value = contents(text, begin, i)
        if (level?.names && level.expectsName) {
          level.expectsName = false
          level.step = shortStep(value)
          const wrong = level.names.has(value) ? 'is given twice' : wrongName(value)
          if (wrong !== null) faults.push({ pointer: pointer(), detail: wrong })
          level.names.add(value)
        } else {
          const wrong = wrongText(value)
          if (wrong !== null) faults.push({ pointer: pointer(), detail: wrong })
        }
      }
    }
  }
  return faults
}

/** An object or array that is open: its names so far, and the step to the value in turn. */
interface Level {
  names: Set<string> | null
  step: string | number
  expectsName: boolean
}

function wrongName(name: string): string | null {
  return name === '__proto__' ? 'is a name that is not taken' : wrongText(name)
}

function wrongText(text: string): string | null {
  if (text.includes('\0')) return 'holds the character NUL (U+0000)'
  return text.isWellFormed() ? null : 'holds a lone surrogate, which is not a character'
}

function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
}

function contents(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  return raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw
}

const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const COMMA = 0x2c
const QUOTE = 0x22
const BACKSLASH = 0x5c
