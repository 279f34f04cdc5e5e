import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { guardedFetch } from '../../src/outbound/guarded-fetch.ts'
import { nodeCarrier } from '../../src/outbound-node.ts'
import { createDeliverer } from '../../src/webhooks/deliver.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { openReceiver, type Receiver } from './receiver.ts'

/** A calendar with somebody who listens, reached as in production: over HTTP, through the guarded fetch. */
export interface World {
  calendar: Calendar
  receiver: Receiver
  /** Another receiver that the calendar may reach. */
  addReceiver(): Promise<Receiver>
  /** Puts a hook; gives its secret where it is new. */
  hook(slug: string, body?: object, headers?: Record<string, string>): Promise<string>
  /** Sends what is due, and waits for it. */
  deliver(): Promise<void>
  /** Lets every message that waits for its next attempt be due. */
  passTime(): Promise<void>
  deliveries(slug: string): Promise<Record<string, unknown>[]>
}

export const ALL = ['event.published', 'event.updated', 'event.cancelled', 'event.removed', 'event.rejected']

export async function openWorld(): Promise<World> {
  const calendar = await openCalendar()
  onTestFinished(calendar.close)
  const { deps } = calendar
  deps.outbound = guardedFetch(nodeCarrier(), deps.config.outboundAllow, 'Kalendarium/test')
  const addReceiver = async () => {
    const receiver = await openReceiver()
    onTestFinished(receiver.close)
    deps.config.outboundAllow.push(receiver.place)
    return receiver
  }
  const receiver = await addReceiver()
  const deliverer = createDeliverer(deps)
  return {
    calendar,
    receiver,
    addReceiver,
    async hook(slug, body = {}, headers = {}) {
      const wanted = { url: receiver.url, types: ALL, ...body }
      const answer = await calendar.send('PUT', `/api/v1/webhooks/${slug}`, wanted, headers)
      if (answer.status >= 300) throw new Error(answer.text)
      return String(answer.body.secret)
    },
    async deliver() {
      await deliverer.begin()
      await deliverer.ended()
    },
    async passTime() {
      await sql`update deliveries set due = now() where state = 'pending'`.execute(deps.db)
    },
    async deliveries(slug) {
      return (await calendar.send('GET', `/api/v1/webhooks/${slug}/deliveries`)).body.items
    },
  }
}
