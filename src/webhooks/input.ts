import { z } from '@hono/zod-openapi'
import { httpUrl } from '../events/text-input.ts'
import { once } from '../once.ts'
import { urlFault } from '../outbound/target.ts'
import { WEBHOOK_TYPES } from './outbox.ts'

/** The body of PUT /webhooks/{slug}. */
export const WebhookInput = once(() =>
  z
    .strictObject({
      url: httpUrl(),
      types: z
        .array(z.enum(WEBHOOK_TYPES))
        .min(1, 'needs at least one type')
        .transform((types) => WEBHOOK_TYPES.filter((type) => types.includes(type))),
    })
    .openapi('WebhookInput'),
)

/** The same, where the address must be one that may be reached. @param allow as OUTBOUND_ALLOW has it */
export function webhookInput(allow: readonly string[]) {
  return WebhookInput().superRefine(({ url }, context) => {
    // What is no http address at all has its fault already.
    const message = /^https?:/i.test(url) ? urlFault(url, allow) : null
    if (message !== null) context.addIssue({ code: 'custom', path: ['url'], message })
  })
}

export const WebhookOutput = once(() =>
  z
    .object({
      slug: z.string(),
      url: z.url(),
      types: z.array(z.enum(WEBHOOK_TYPES)),
      hears: z.enum(['own', 'all']).describe('Of whose events: the partner’s own, or everybody’s.'),
      disabled: z.string().nullable().describe('Why nothing is sent any more; null: it is.'),
      created: z.iso.datetime(),
    })
    .openapi('Webhook'),
)

export const NewWebhookOutput = once(() =>
  WebhookOutput()
    .extend({
      secret: z.string().describe('Signs the messages; shown this once.'),
    })
    .openapi('NewWebhook'),
)

export const SecretOutput = once(() => z.object({ secret: z.string() }).openapi('WebhookSecret'))

export const DeliveryOutput = once(() =>
  z
    .object({
      id: z.string().describe('The `webhook-id` of the message.'),
      type: z.enum(WEBHOOK_TYPES),
      eventId: z.uuid(),
      state: z.enum(['pending', 'delivered', 'failed']),
      attempts: z.int(),
      created: z.iso.datetime(),
      nextAttempt: z.iso.datetime().nullable(),
      finished: z.iso.datetime().nullable(),
      lastStatus: z.int().nullable().describe('What the receiver answered last; null where it did not.'),
      lastError: z.string().nullable(),
    })
    .openapi('Delivery'),
)
