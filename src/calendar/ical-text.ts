/**
 * Content lines of iCalendar: RFC 5545 §3.1 (lines, folding), §3.2 (parameters), §3.3.11 (TEXT), RFC 6868.
 * Everything that came from people passes through here, so that nothing of it can begin a new line.
 */

import { once } from '../once.ts'

const LINE_OCTETS = 75
const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g
const CONTROL = /[^\P{Cc}\n\t]/gu
const SPECIAL_TEXT = /[\\;,\u2028\u2029]|\p{Cc}/u
const ASCII = /^[\t -~]*$/

/** A parameter's value; null and undefined leave the parameter out. */
export type Parameters = Record<string, string | null | undefined>

/**
 * One property as a folded line with its CRLF.
 *
 * @param name a property name of our own, never of a user
 * @param value already in its value type's form: `textValue`, `uriValue`, a date or a duration
 */
export function contentLine(name: string, value: string, parameters: Parameters = {}): string {
  let line = name
  for (const [key, parameter] of Object.entries(parameters)) {
    if (parameter !== null && parameter !== undefined) line += `;${key}=${parameterValue(parameter)}`
  }
  return `${fold(`${line}:${value}`)}\r\n`
}

/**
 * TEXT, RFC 5545 §3.3.11: backslash, semicolon and comma escaped, line ends of any kind as `\n`. Other control
 * characters are dropped (§3.1 forbids them), half surrogates replaced.
 */
export function textValue(text: string): string {
  const whole = text.toWellFormed()
  if (!SPECIAL_TEXT.test(whole)) return whole
  return whole
    .replace(LINE_END, '\n')
    .replace(CONTROL, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

/** URI, §3.3.13: never escaped as TEXT; what RFC 3986 does not allow raw is percent-encoded. */
export function uriValue(uri: string): string {
  return uri.toWellFormed().replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent)
}

/**
 * A parameter's value, §3.2: bare where it is plain, else in quotes, with RFC 6868's `^n`, `^'` and `^^` for line
 * ends, quotes and circumflexes.
 */
export function parameterValue(value: string): string {
  if (/^[\w+./-]+$/.test(value)) return value
  const inner = value
    .toWellFormed()
    .replace(LINE_END, '\n')
    .replace(CONTROL, '')
    .replaceAll('^', '^^')
    .replaceAll('"', "^'")
    .replaceAll('\n', '^n')
  return `"${inner}"`
}

/**
 * Folds a line at 75 octets of UTF-8, §3.1, between characters as people see them where one fits into a line, and
 * never inside a code point or an escape. The line comes without CRLF and leaves without one at its end.
 */
export function fold(line: string): string {
  if (line.length <= LINE_OCTETS / 3 || (line.length <= LINE_OCTETS && ASCII.test(line))) return line
  let folded = ''
  let from = 0
  let octets = 0
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets + size > LINE_OCTETS) {
      at = boundary(line, from, at)
      folded += `${line.slice(from, at)}\r\n `
      from = at
      octets = 1
    } else {
      octets += size
      at += code > 0xffff ? 2 : 1
    }
  }
  return folded + line.slice(from)
}

/** When a line is first folded: to make it takes milliseconds. */
const graphemes = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }))

/**
 * The last place at or before `at` that splits no grapheme and no escape (`\n`, which some clients read before they
 * unfold); `at` itself where a grapheme outgrows the line.
 */
function boundary(line: string, from: number, at: number): number {
  const escapes = /(?<!\\)(?:\\\\)*\\$/.test(line.slice(from, at))
  if (escapes) return at - 1
  // Nothing below U+0300 joins what stands before it, but for the line feed after a carriage return.
  if (line.charCodeAt(at) < 0x300) return at
  const parts = graphemes().segment(line.slice(from, at + 2))
  const start = parts.containing(at - from)?.index ?? 0
  return start > 0 ? from + start : at
}
