import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { listOf } from '../events/output.ts'
import { DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { readQuery } from '../http/validate.ts'
import { readWriteQuery, slugOf } from '../partners/administer.ts'
import { requireScope } from '../partners/auth.ts'
import { DELIVERY_ID, EXAMPLE_DELIVERY, SLUG } from './docs.ts'
import { DeliveryOutput } from './input.ts'
import { requireHook } from './manage.ts'
import { countPending } from './queue.ts'
import { type Delivery, readDeliveries, replay, type Webhook } from './store.ts'

/** What became of the messages of a webhook. */
export function deliveryRoutes(api: Api, deps: Deps): void {
  measurePending(deps)

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/webhooks/{slug}/deliveries',
      operationId: 'listDeliveries',
      tag: 'Webhooks',
      summary: 'The messages of a webhook',
      description: 'The newest first; what ended more than 30 days ago is not kept.',
      secured: true,
      parameters: [
        SLUG,
        {
          name: 'limit',
          in: 'query',
          description: 'How many items, at most 200; 20 if not given.',
          schema: { type: 'integer', minimum: 1, maximum: 200, default: 20 },
          example: 50,
        },
        {
          name: 'before',
          in: 'query',
          description: 'Goes on after the page whose `next` held it.',
          schema: { type: 'string' },
          example: '4711',
        },
      ],
      responses: {
        200: {
          description: 'The messages.',
          schema: listOf(DeliveryOutput),
          example: { items: [EXAMPLE_DELIVERY], next: null },
          headers: { Link: 'The next page, `rel="next"`.' },
        },
      },
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const hook = await hookOf(c)
      const { limit, before } = readQuery(c, PAGE)
      const rows = await readDeliveries(deps.db, hook.id, { before, limit: limit + 1 })
      const items = rows.slice(0, limit)
      const last = rows.length > limit ? items.at(-1) : undefined
      const path = `${deps.config.publicUrl}/api/v1/webhooks/${hook.slug}/deliveries`
      const next = last ? `${path}?limit=${limit}&before=${last.id}` : null
      const headers = next ? { Link: `<${next}>; rel="next"` } : undefined
      return json(c, { items: items.map((row) => deliveryJson(row, hook)), next }, 200, headers)
    },
  )

  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/webhooks/{slug}/deliveries/{id}/replay',
      operationId: 'replayDelivery',
      tag: 'Webhooks',
      summary: 'Send a message again',
      description:
        'At once, whatever became of it, under the same `webhook-id`; if need be again for three days. A disabled webhook is to be put again first.',
      secured: true,
      parameters: [SLUG, DELIVERY_ID, DRY_RUN],
      responses: {
        202: {
          description: 'The message, about to be sent.',
          schema: DeliveryOutput,
          example: { ...EXAMPLE_DELIVERY, attempts: 0 },
        },
      },
      dryRun: dryRunOf(
        'DryRunOfReplay',
        { delivery: DeliveryOutput },
        { delivery: EXAMPLE_DELIVERY, changes: [] },
      ),
      problems: ['invalidParameter', 'notFound', 'conflict'],
    },
    async (c) => {
      const dryRun = readWriteQuery(c)
      const hook = await hookOf(c)
      const messageId = c.req.param('id') ?? ''
      await requireDelivery(hook, messageId)
      if (hook.disabled !== null)
        throw new Problem('conflict', 'The webhook is disabled: put it again first.')
      if (!dryRun) {
        await replay(deps.db, hook.id, messageId)
        deps.wake()
      }
      const shown = deliveryJson(await requireDelivery(hook, messageId), hook)
      if (dryRun) return json(c, { dryRun, status: 'updated', delivery: shown, changes: [] })
      return json(c, shown, 202)
    },
  )

  async function hookOf(c: Ctx): Promise<Webhook> {
    const { partner } = requireScope(c.var.principal, 'events:write', 'events:moderate')
    return requireHook(deps, partner, slugOf(c))
  }

  async function requireDelivery(hook: Webhook, messageId: string): Promise<Delivery> {
    const [delivery] = /^msg_[0-9a-f-]{36}$/.test(messageId)
      ? await readDeliveries(deps.db, hook.id, { limit: 1, messageId })
      : []
    if (!delivery) throw new Problem('notFound', 'There is no such delivery.')
    return delivery
  }
}

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be from ${least} to ${most}`)

const PAGE = z.object({
  limit: number(1, 200).default(20),
  before: number(1, Number.MAX_SAFE_INTEGER).optional(),
})

function deliveryJson(row: Delivery, { disabled }: Webhook) {
  const isPending = row.state === 'pending' && disabled === null
  return {
    id: row.message_id,
    type: row.type,
    eventId: row.event_id,
    state: row.state,
    attempts: row.attempts,
    created: row.created.toISOString(),
    nextAttempt: isPending ? row.due.toISOString() : null,
    finished: row.finished?.toISOString() ?? null,
    lastStatus: row.last_status,
    lastError: row.last_error,
  }
}

/** Both numbers are of one question, as the text of the metrics asks for all that it tells at the same time. */
function measurePending({ metrics, db }: Deps): void {
  let asking: ReturnType<typeof countPending> | undefined
  const ask = () => {
    asking ??= countPending(db).finally(() => {
      asking = undefined
    })
    return asking
  }
  metrics.gauge(
    'webhook_messages_pending',
    'Messages that wait to be delivered.',
    async () => (await ask()).pending,
  )
  metrics.gauge(
    'webhook_oldest_pending_seconds',
    'For how long the oldest message waits; 0: none does.',
    async () => (await ask()).oldest,
  )
}
