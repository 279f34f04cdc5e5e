import type { Pause } from '../events/pause.ts'
import { withoutLeftovers } from './leftovers.ts'
import { nameOf, type Property, QUOTED_PRINTABLE, readProperty } from './property.ts'

/** A component of a file, RFC 5545 §3.6, with the properties that an import reads. */
export interface Component {
  /** In lower case: `vevent`, `vtimezone`, `standard`, … */
  name: string
  /** By name. */
  properties: Map<string, Property[]>
  children: Component[]
  /** Whether it has an end; without one, nobody knows what is missing. */
  ended: boolean
}

/** One VEVENT and the calendar that it stands in. */
export interface VEvent extends Component {
  calendar: Component
}

/**
 * The VEVENTs of a file, in order. Lenient where what is meant is plain: line ends of any kind, names in any case,
 * lines that go on unfolded, several calendars in one file. What cannot be read spoils its own component alone.
 * @returns null where the text holds no VCALENDAR
 */
export async function readComponents(text: string, pause: Pause): Promise<VEvent[] | null> {
  const root: Component = { name: '', properties: new Map(), children: [], ended: true }
  const open = [root]
  for (const line of logicalLines(text)) {
    if (line === null) {
      await pause()
      continue
    }
    const limit = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line)
    const name = limit?.[2]?.toLowerCase()
    if (name === undefined) {
      const property = KEPT.has(open.at(-1)?.name ?? '') ? readProperty(line) : null
      if (property) add(open.at(-1), property)
    } else if (limit?.[1]?.toUpperCase() === 'BEGIN') begin(open, name)
    else end(open, name)
  }
  const calendars = root.children.filter(({ name }) => name === 'vcalendar')
  if (calendars.length === 0) return null
  return calendars.flatMap((calendar) =>
    calendar.children
      .filter(({ name }) => name === 'vevent')
      .map((event): VEvent => {
        if (!isOfKalendarium(calendar)) decodeTexts(event)
        return Object.assign(event, { calendar })
      }),
  )
}

/** Whether a Kalendarium wrote it, this one or another: then every text is what it says. */
export function isOfKalendarium(calendar: Component): boolean {
  return /\bKalendarium\b/.test(textOf(calendar, 'prodid') ?? '')
}

function decodeTexts({ properties }: Component): void {
  for (const name of ['summary', 'description', 'location']) {
    const found = properties.get(name)
    if (found)
      properties.set(
        name,
        found.map((one) => ({ ...one, values: one.values.map(withoutLeftovers) })),
      )
  }
}

/** The first property of that name. */
export function property({ properties }: Component, name: string): Property | undefined {
  return properties.get(name)?.[0]
}

export function propertiesOf({ properties }: Component, name: string): readonly Property[] {
  return properties.get(name) ?? []
}

/** The first value of the first property of that name, without spaces around; undefined where it is empty. */
export function textOf(component: Component, name: string): string | undefined {
  return property(component, name)?.values[0]?.trim() || undefined
}

const KEPT = new Set(['vcalendar', 'vevent', 'vtimezone', 'standard', 'daylight'])
/** Components that no other stands in but a calendar: one that begins within another means that an END is missing. */
const TOP = new Set(['vevent', 'vtodo', 'vjournal', 'vfreebusy', 'vtimezone', 'vcalendar'])
const DEEPEST = 20

function add(component: Component | undefined, property: Property): void {
  const others = component?.properties.get(property.name)
  if (others) others.push(property)
  else component?.properties.set(property.name, [property])
}

function begin(open: Component[], name: string): void {
  if (TOP.has(name)) while (open.length > (name === 'vcalendar' ? 1 : 2)) open.pop()
  // What is nested deeper than anybody nests is of no concern.
  if (open.length >= DEEPEST) return
  const component: Component = { name, properties: new Map(), children: [], ended: false }
  open.at(-1)?.children.push(component)
  open.push(component)
}

function end(open: Component[], name: string): void {
  const at = open.findLastIndex((component) => component.name === name)
  if (at < 1) return
  const [component] = open.splice(at)
  if (component) component.ended = true
}

/**
 * Unfolded lines, §3.1, with null now and then for others to get their turn. A line that is no property goes on the one
 * before: many write line ends into a text as they are.
 */
function* logicalLines(text: string): Generator<string | null, void> {
  let parts: string[] = []
  let isQuoted = false
  let count = 0
  for (const raw of rawLines(text)) {
    if (++count % 1000 === 0) yield null
    const last = parts.at(-1) ?? ''
    if (/^[ \t]/.test(raw)) parts.push(raw.slice(1))
    else if (isQuoted && last.endsWith('=')) parts.splice(-1, 1, last.slice(0, -1), raw)
    else if (raw.trim() === '') continue
    else if (nameOf(raw) === null && parts.length > 0) parts.push('\\n', raw)
    else {
      if (parts.length > 0) yield parts.join('')
      parts = [raw]
      isQuoted = QUOTED_PRINTABLE.test(raw)
    }
  }
  if (parts.length > 0) yield parts.join('')
}

function* rawLines(text: string): Generator<string, void> {
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const line = text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    if (line.includes('\r')) yield* line.split('\r')
    else yield line
    at = end + 1
  }
}
