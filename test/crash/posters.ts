import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN_KEY } from './process.ts'

/** Posts that were acknowledged: the id by the title, which is each post's own. */
export type Acknowledged = Map<string, string>

export interface Posters {
  acknowledged: Acknowledged
  /** How many posts had to be sent again as no answer came. */
  retried(): number
  /** Lets each finish the post that it is at. */
  stop(): Promise<void>
}

/** So many posters at once, each of them sending a post again under the same key until it is answered. */
export function startPosters(origin: string, count: number, pauseMs = 0, named = 'Post'): Posters {
  const acknowledged: Acknowledged = new Map()
  let isOver = false
  let retries = 0
  const posters = Array.from({ length: count }, async (_, poster) => {
    for (let n = 0; !isOver; n++) {
      const title = `${named} ${poster}-${n}`
      acknowledged.set(title, await postUntilAnswered(title))
      if (pauseMs > 0) await sleep(pauseMs)
    }
  })
  return {
    acknowledged,
    retried: () => retries,
    async stop() {
      isOver = true
      await Promise.all(posters)
    },
  }

  async function postUntilAnswered(title: string): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      if (attempt === 1) retries++
      const answer = await post(origin, title)
      if (answer?.status === 201) return answer.id
      // 409: the first is still running. 503: the database was not ready. Else there was no answer.
      if (answer && ![409, 503].includes(answer.status)) throw new Error(`${title}: ${answer.status}`)
      await sleep(100)
    }
  }
}

async function post(origin: string, title: string): Promise<{ status: number; id: string } | null> {
  try {
    const answer = await fetch(`${origin}/api/v1/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${ADMIN_KEY}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': title.replaceAll(' ', '-'),
      },
      body: JSON.stringify({ title, start: '2027-03-01T18:00', duration: 'PT1H' }),
    })
    const { id } = JSON.parse(await answer.text())
    return { status: answer.status, id }
  } catch {
    return null
  }
}

/** All events that the service has: the ids by title, which should be one each. */
export async function stored(origin: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (let next: string | null = `${origin}/api/v1/events?limit=200`; next; ) {
    const page: { items: { id: string; title: { sv: string } }[]; next: string | null } = await (
      await fetch(next)
    ).json()
    for (const { id, title } of page.items) found.set(title.sv, [...(found.get(title.sv) ?? []), id])
    next = page.next
  }
  return found
}
