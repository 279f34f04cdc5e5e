import { Resolver } from 'node:dns/promises'
import type { Carrier } from './outbound/guarded-fetch.ts'

/**
 * Outbound requests on Cloudflare Workers, where a connection cannot be pinned to the address that was checked:
 * `fetch` resolves the name once more. What a name that then resolves otherwise could reach is the public Internet
 * alone, as a Worker has no private network; literal addresses and each redirect are checked as everywhere.
 */
export function workerCarrier(): Carrier {
  return {
    async resolve(hostname) {
      const resolver = new Resolver()
      const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
      return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    },
    async send(url, { method, headers, body, signal }) {
      const answer = await fetch(url, { method, headers, body: body ?? null, signal, redirect: 'manual' })
      return {
        status: answer.status,
        headers: answer.headers,
        body: answer.body,
        close: async () => {
          if (!answer.body?.locked) await answer.body?.cancel()
        },
      }
    },
  }
}
