import type { hc } from 'hono/client'
import type { Api } from './api.js'

export type * from './api.js'

export interface ClientOptions {
  /** A partner's key; without one, what is published can be read. Never put one into a web page. */
  key?: string
  /** Another `fetch` than the global one. */
  fetch?: typeof fetch
}

export type Client = ReturnType<typeof hc<Api>>

/**
 * A client of a calendar's API, for Node and browsers: Hono's `hc` with the types of the calendar's own operations.
 *
 * ```ts
 * const client = createClient('https://calendar.example.org')
 * const answer = await client.occurrences.$get({ query: { from: '2027-03-01', tag: ['organ', 'choir'] } })
 * if (!answer.ok) throw new Error((await answer.json()).detail)
 * for (const { title, localStart } of (await answer.json()).items) console.log(localStart, title)
 * ```
 *
 * @param origin where the calendar is, without `/api/v1`
 */
export declare function createClient(origin: string, options?: ClientOptions): Client
