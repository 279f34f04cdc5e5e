import type { Calendar } from '../events/calendar.ts'

export interface Item {
  cursor: string
  type: string
  eventId: string
  event: Record<string, unknown> | null
}

export interface ChangesPage {
  items: Item[]
  cursor: string
  next: string | null
}

/** A partner's copy of the calendar that follows its change log, by the rules of the documentation alone. */
export class Mirror {
  readonly events = new Map<string, unknown>()
  readonly items: Item[] = []
  cursor: string | null = null
  readonly #calendar: Pick<Calendar, 'get'>
  readonly #query: string

  /** @param query filters and `limit`, as `category=music&limit=3` */
  constructor(calendar: Pick<Calendar, 'get'>, query = '') {
    this.#calendar = calendar
    this.#query = query
  }

  /** Reads on to the end of the log. */
  async follow(): Promise<void> {
    for (let isLast = false; !isLast; ) {
      const page = await this.readPage()
      isLast = page.next === null
    }
  }

  async readPage(): Promise<ChangesPage> {
    const query = new URLSearchParams(this.#query)
    if (this.cursor !== null) query.set('after', this.cursor)
    const { status, text } = await this.#calendar.get(`/api/v1/changes?${query}`)
    if (status !== 200) throw new Error(text)
    const page: ChangesPage = JSON.parse(text)
    for (const item of page.items) {
      this.items.push(item)
      if (item.event === null) this.events.delete(item.eventId)
      else this.events.set(item.eventId, item.event)
    }
    this.cursor = page.cursor
    return page
  }
}

/** What `GET /events` serves with these filters, by id. */
export async function served(calendar: Pick<Calendar, 'get'>, query = ''): Promise<Map<string, unknown>> {
  const events = new Map<string, unknown>()
  for (let next: string | null = `/api/v1/events?limit=200&${query}`; next; ) {
    const { body } = await calendar.get(next)
    for (const event of body.items) events.set(event.id, event)
    next = typeof body.next === 'string' ? body.next : null
  }
  return events
}
