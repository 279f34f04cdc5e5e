import type { Api } from '../../src/http/env.ts'
import { listen } from '../../src/listen.ts'

/** The service at a port, as a cache in front sees it. */
export interface Origin {
  port: number
  /** Requests that reached it, as `GET /path?query`, in order. */
  asked: string[]
  /** Whether it fails, with 503. */
  isBroken: boolean
  stop(): Promise<void>
}

/** What is declared in seconds, as fewer, so that tests need not wait as long: a cache counts in whole ones. */
export const FRESH = 3
export const REVALIDATE = 4

/** @param hold milliseconds by which each answer waits */
export async function openOrigin(app: Api, hold = 0): Promise<Origin> {
  const origin: Origin = { port: 0, asked: [], isBroken: false, stop: async () => {} }
  const server = await listen('127.0.0.1', 0, () => async (request, from) => {
    const { pathname, search } = new URL(request.url)
    if (pathname !== '/healthz') origin.asked.push(`${request.method} ${pathname}${search}`)
    if (origin.isBroken)
      return new Response('broken', { status: 503, headers: { 'Cache-Control': 'no-store' } })
    if (hold > 0) await new Promise((resolve) => setTimeout(resolve, hold))
    return sooner(await app.fetch(request, from))
  })
  origin.port = server.port
  origin.stop = () => server.drain(0)
  return origin
}

function sooner(response: Response): Response {
  const declared = response.headers.get('cache-control') ?? ''
  const scaled = declared
    .replace(/s-maxage=\d+/, `s-maxage=${FRESH}`)
    .replace(/stale-while-revalidate=\d+/, `stale-while-revalidate=${REVALIDATE}`)
  response.headers.set('Cache-Control', scaled)
  return response
}
