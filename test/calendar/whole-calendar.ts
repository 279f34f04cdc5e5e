import { expandFeed } from './client.ts'

export type Ask = (path: string) => Promise<string>

const FROM = '2026-09-01T00:00:00Z'
const TO = '2028-03-01T00:00:00Z'

/** A line for each occurrence of a year and a half, as the API serves them page by page. In Swedish. */
export async function servedByApi(ask: Ask): Promise<string[]> {
  const found: string[] = []
  let next: string | null = `/api/v1/occurrences?from=${FROM}&to=${TO}&limit=200`
  while (next !== null) {
    const { items, next: address }: Page = JSON.parse(await ask(next))
    for (const { allDay, start, end, timeZone, title } of items) {
      const instant = (time: string) => (allDay ? midnight(time, timeZone) : Date.parse(time))
      found.push(line(instant(start), end === null ? null : instant(end), title.sv ?? title.en ?? ''))
    }
    next = address?.replace('https://calendar.example.org', '') ?? null
  }
  return found.sort()
}

/** The same, as another reader expands the feed. */
export async function expandedFromFeed(ask: Ask): Promise<string[]> {
  const feed = await ask('/calendar.ics?past=all&cancelled=status')
  return expandFeed(feed, Date.parse(FROM), Date.parse(TO))
    .map(({ start, end, summary }) => line(start, end, summary.replace('UPPSKJUTET: ', '')))
    .sort()
}

interface Page {
  items: {
    allDay: boolean
    start: string
    end: string | null
    timeZone: string
    title: Record<string, string>
  }[]
  next: string | null
}

function midnight(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
}

function line(start: number, end: number | null, summary: string): string {
  return `${new Date(start).toISOString()} – ${end === null ? '' : new Date(end).toISOString()} ${summary}`
}
