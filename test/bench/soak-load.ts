/** What a calendar is asked all day: lists, searches, feeds, pages and some writes, over and over. */
import { eventBody } from './bodies.ts'
import { randomFrom } from './measure.ts'
import { ADMIN_KEY } from './service.ts'

export interface SoakLoad {
  /** Goes on for so long; resolves with how many requests were answered. */
  run(milliseconds: number): Promise<number>
}

const WORKERS = 4
/** Milliseconds between a worker's requests: about half a processor, so that code is soon compiled, which else goes on for an hour. */
const PAUSE = 5
const WORDS = ['jazz', 'film', 'opera', 'dikt', 'kör']
const TOWNS = ['Lund', 'Malmö', 'Ystad']

export function soakLoad(origin: string): SoakLoad {
  const random = randomFrom(7)
  const one = (items: readonly string[]) => items[Math.floor(random() * items.length)] ?? ''
  const month = () => `2026-${String(1 + Math.floor(random() * 9)).padStart(2, '0')}`
  let posted = 0

  async function ask(path: string, init: RequestInit = {}): Promise<void> {
    const answer = await fetch(`${origin}${path}`, init)
    await answer.arrayBuffer()
    if (!answer.ok && answer.status !== 304)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status}`)
  }

  const read = (path: string) => ask(path)
  const zipped = (path: string) => ask(path, { headers: { 'Accept-Encoding': 'gzip' } })
  const write = (method: string, path: string, body?: unknown) =>
    ask(path, {
      method,
      headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  /** The same few hundred events are written anew: the calendar stays as large as it is. */
  const put = () => {
    const n = posted++
    const body = { ...eventBody(n % 300, 99), summary: { sv: `Skriven ${n} gånger` } }
    return write('PUT', `/api/v1/events/by-external-id/bench-99-${n % 300}`, body)
  }

  const kinds: readonly (readonly [weight: number, run: () => Promise<void>])[] = [
    [30, () => read(`/api/v1/occurrences?from=${month()}-01&limit=200`)],
    [15, () => read(`/api/v1/occurrences?from=${month()}-01&locality=${encodeURIComponent(one(TOWNS))}`)],
    [10, () => read(`/api/v1/events?q=${encodeURIComponent(one(WORDS))}`)],
    [5, () => read(`/api/v1/facets?from=${month()}-01&to=2026-10-01`)],
    [10, () => zipped(`/calendar.ics?locality=${encodeURIComponent(one(TOWNS))}`)],
    [2, () => zipped('/calendar.ics')],
    [5, () => read('/calendar.rss')],
    [10, () => read(`/?view=month&date=${month()}`)],
    [3, () => read('/api/v1/changes?limit=50')],
    [10, put],
  ]
  const deck = kinds.flatMap(([weight, run]) => Array.from({ length: weight }, () => run))

  async function next(): Promise<void> {
    await deck[Math.floor(random() * deck.length)]?.()
  }

  return {
    async run(milliseconds) {
      const end = performance.now() + milliseconds
      const counts = await Promise.all(
        Array.from({ length: WORKERS }, async () => {
          let answered = 0
          for (; performance.now() < end; answered++) {
            await next()
            await new Promise((resolve) => setTimeout(resolve, PAUSE))
          }
          return answered
        }),
      )
      return counts.reduce((sum, count) => sum + count, 0)
    },
  }
}
