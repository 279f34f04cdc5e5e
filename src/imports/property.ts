import ICAL from 'ical.js'

/** One property of a component, RFC 5545 §3.5. */
export interface Property {
  /** In lower case. */
  name: string
  /** Names in lower case; of a parameter with several values, the first. */
  parameters: ReadonlyMap<string, string>
  /** Unescaped text; of times, rules, offsets and positions, one raw value. */
  values: readonly string[]
}

/** What is read at all: a file's other properties cost neither time nor memory. */
const NAMES = new Set([
  'method', 'prodid', 'x-wr-timezone', 'tzid', 'x-lic-location', 'tzoffsetfrom', 'tzoffsetto', 'uid', 'sequence',
  'dtstamp', 'dtstart', 'dtend', 'duration', 'recurrence-id', 'rrule', 'exrule', 'rdate', 'exdate', 'summary',
  'description', 'x-alt-desc', 'location', 'geo', 'x-apple-structured-location', 'url', 'status', 'class',
  'categories', 'organizer', 'conference', 'image', 'attach', 'related-to', 'x-microsoft-cdo-alldayevent',
]) // biome-ignore format: a list to read

/** Read by our own time and recurrence, whatever VALUE says. */
const RAW = new Set([
  'dtstart', 'dtend', 'duration', 'recurrence-id', 'rrule', 'exrule', 'rdate', 'exdate', 'geo',
  'tzoffsetfrom', 'tzoffsetto', 'x-apple-structured-location',
]) // biome-ignore format: a list to read

/** The name that a content line begins with, in lower case; null where it begins with none. */
export function nameOf(line: string): string | null {
  return /^[A-Za-z0-9-]+(?=[:;])/.exec(line)?.[0].toLowerCase() ?? null
}

/** Reads one unfolded content line, §3.1; null where it is of no concern here, or cannot be read. */
export function readProperty(line: string): Property | null {
  const name = nameOf(line)
  if (name === null || !NAMES.has(name)) return null
  const plain = QUOTED_PRINTABLE.test(line) ? withoutQuotedPrintable(line) : line
  try {
    // Under another name the library takes the value as it is.
    const read: unknown[] = ICAL.parse.property(
      RAW.has(name) ? `X-RAW-${plain.replace(/;VALUE=/i, ';X-VALUE=')}` : plain,
    )
    const [, parameters, , ...values] = read
    return { name, parameters: parametersOf(parameters), values: values.map(String) }
  } catch {
    return null
  }
}

/** A line that goes on in the next one though that is not folded: of vCalendar 1.0. */
export const QUOTED_PRINTABLE = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE/i

function parametersOf(parameters: unknown): Map<string, string> {
  const entries = typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : []
  return new Map(entries.map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]))
}

/** The same line with its value as TEXT, decoded in its CHARSET. */
function withoutQuotedPrintable(line: string): string {
  const colon = line.indexOf(':')
  const head = line.slice(0, colon)
  const charset = /;CHARSET="?([\w-]+)/i.exec(head)?.[1] ?? 'utf-8'
  const bytes = Uint8Array.from(
    line
      .slice(colon + 1)
      .replace(/=\r?\n/g, '')
      .match(/=[0-9A-F]{2}|[\s\S]/gi) ?? [],
    (unit) => (unit.length === 3 ? Number.parseInt(unit.slice(1), 16) : unit.charCodeAt(0)),
  )
  const text = decoderFor(charset)
    .decode(bytes)
    .replace(/\r\n?|\n/g, '\\n')
  return `${head.replace(/;(ENCODING=)?QUOTED-PRINTABLE|;CHARSET="?[\w-]+"?/gi, '')}:${text}`
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
