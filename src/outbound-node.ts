import { lookup } from 'node:dns/promises'
import { isIPv6, type LookupFunction } from 'node:net'
import type { Carrier } from './outbound/guarded-fetch.ts'

const CONNECT_MS = 5000

/** Node's part of the guarded fetch: the system's resolver, and undici with its connections pinned. */
export function nodeCarrier(resolve: Carrier['resolve'] = resolveAll): Carrier {
  return {
    resolve,
    async send(url, { method, headers, body, signal }, addresses) {
      // Not before it is needed, as a start would wait for it. By its file: for the bare name Bun has something of its own,
      // which does not pin.
      const { Agent, fetch } = await import('undici/index.js')
      // One of its own for each request: nothing is kept that another request could come by.
      const agent = new Agent({
        connect: { timeout: CONNECT_MS, lookup: pinned(addresses) },
        connections: 1,
        pipelining: 0,
      })
      try {
        const answer = await fetch(url, {
          method,
          headers,
          body,
          signal,
          redirect: 'manual',
          dispatcher: agent,
        })
        return {
          status: answer.status,
          headers: answer.headers,
          body: answer.body,
          close: () => agent.destroy(),
        }
      } catch (error) {
        await agent.destroy()
        throw error
      }
    },
  }
}

async function resolveAll(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, order: 'verbatim' })
  return found.map(({ address }) => address)
}

/** Answers every name with the addresses that were checked; not called for literal ones, which are checked too. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_hostname, options, callback) => {
    const [first] = all
    if (options.all) callback(null, all)
    else callback(null, first?.address ?? '', first?.family)
  }
}
