import { dryRunOf } from '../events/route-docs.ts'
import type { ParameterDoc } from '../http/operation.ts'
import { slugParameter } from '../partners/administer.ts'
import { WebhookOutput } from './input.ts'

/** What the documentation says again and again of webhooks. */

export const SLUG = slugParameter('mirror')

export const EXAMPLE_HOOK = {
  slug: 'mirror',
  url: 'https://partner.example/hooks/kalendarium',
  types: ['event.published', 'event.updated', 'event.cancelled', 'event.removed'],
  hears: 'own',
  disabled: null,
  created: '2026-11-03T12:00:00Z',
}

export const DRY_RUN_OF_HOOK = dryRunOf(
  'DryRunOfWebhook',
  { webhook: WebhookOutput },
  { webhook: EXAMPLE_HOOK },
)

export const EXAMPLE_SECRET = `whsec_${'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}`

export const EXAMPLE_DELIVERY = {
  id: 'msg_019d1f6e-7c00-7000-8000-0000000000aa',
  type: 'event.published',
  eventId: '019d1f6e-7c00-7000-8000-000000000001',
  state: 'pending',
  attempts: 2,
  created: '2026-11-03T12:00:00Z',
  nextAttempt: '2026-11-03T12:00:17Z',
  finished: null,
  lastStatus: 503,
  lastError: 'The receiver answered 503.',
}

export const DELIVERY_ID: ParameterDoc = {
  name: 'id',
  in: 'path',
  description: 'The message’s `webhook-id`.',
  schema: { type: 'string' },
  example: EXAMPLE_DELIVERY.id,
}

export const PUT_HOOK =
  'From now on the address is told of each change by POST, signed as Standard Webhooks says, at least once, and of each event in order. A partner’s webhook hears of its own events, an administrator’s of all. The answer to a new one shows its secret, this once. What fails is tried again after 5 s, then after twice as long each time up to 6 h, for three days; a redirect is a failure, and 410 disables the webhook until it is put again.'
