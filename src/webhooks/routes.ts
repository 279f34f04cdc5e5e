import type { Deps } from '../deps.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api, Ctx } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { readQuery, validate } from '../http/validate.ts'
import { NO_QUERY, readWriteQuery, slugOf } from '../partners/administer.ts'
import { type Principal, requireScope } from '../partners/auth.ts'
import { DRY_RUN_OF_HOOK, EXAMPLE_HOOK, EXAMPLE_SECRET, PUT_HOOK, SLUG } from './docs.ts'
import { NewWebhookOutput, SecretOutput, WebhookInput, WebhookOutput, webhookInput } from './input.ts'
import { deleteHook, newHookSecret, putHook, requireHook } from './manage.ts'
import { readHooks, type Webhook } from './store.ts'

/** Who is told of changes. */
export function webhookRoutes(api: Api, deps: Deps): void {
  operation(
    api,
    {
      method: 'put',
      path: '/api/v1/webhooks/{slug}',
      operationId: 'putWebhook',
      tag: 'Webhooks',
      summary: 'Add or change a webhook',
      description: PUT_HOOK,
      secured: true,
      parameters: [SLUG, DRY_RUN],
      body: { schema: WebhookInput, example: { url: EXAMPLE_HOOK.url, types: EXAMPLE_HOOK.types } },
      responses: {
        200: {
          description: 'The webhook, changed or as it was.',
          schema: WebhookOutput,
          example: EXAMPLE_HOOK,
        },
        201: {
          description: 'The new webhook.',
          schema: NewWebhookOutput,
          example: { ...EXAMPLE_HOOK, secret: EXAMPLE_SECRET },
        },
      },
      dryRun: DRY_RUN_OF_HOOK,
      problems: [...BODY_PROBLEMS, 'conflict'],
    },
    async (c) => {
      const { principal, slug, dryRun } = readHookTarget(c)
      const wanted = validate(webhookInput(deps.config.outboundAllow), await readJson(c))
      const { hook, secret, status, changes } = await putHook(deps, principal, slug, wanted, dryRun)
      if (dryRun) return json(c, { dryRun, status, webhook: hookJson(hook), changes })
      if (secret === null) return json(c, hookJson(hook))
      return json(c, { ...hookJson(hook), secret }, 201)
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/webhooks',
      operationId: 'listWebhooks',
      tag: 'Webhooks',
      summary: 'Your webhooks',
      description: 'By slug, without their secrets.',
      secured: true,
      responses: {
        200: {
          description: 'The webhooks.',
          schema: listOf(WebhookOutput),
          example: { items: [EXAMPLE_HOOK], next: null },
        },
      },
      problems: ['invalidParameter'],
    },
    async (c) => {
      const { partner } = writing(c)
      readQuery(c, NO_QUERY)
      return json(c, { items: (await readHooks(deps.db, partner)).map(hookJson), next: null })
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/webhooks/{slug}',
      operationId: 'getWebhook',
      tag: 'Webhooks',
      summary: 'One webhook',
      description: 'Without its secret. `disabled` tells why nothing is sent any more.',
      secured: true,
      parameters: [SLUG],
      responses: { 200: { description: 'The webhook.', schema: WebhookOutput, example: EXAMPLE_HOOK } },
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const { partner } = writing(c)
      readQuery(c, NO_QUERY)
      return json(c, hookJson(await requireHook(deps, partner, slugOf(c))))
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/webhooks/{slug}',
      operationId: 'deleteWebhook',
      tag: 'Webhooks',
      summary: 'Remove a webhook',
      description: 'What has not been sent yet is not sent any more.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      responses: { 204: { description: 'It is gone.' } },
      dryRun: DRY_RUN_OF_HOOK,
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const { principal, slug, dryRun } = readHookTarget(c)
      const hook = await deleteHook(deps, principal, slug, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'deleted', webhook: hookJson(hook), changes: [] })
      return respond(c, null, { status: 204 })
    },
  )

  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/webhooks/{slug}/secret',
      operationId: 'rotateWebhookSecret',
      tag: 'Webhooks',
      summary: 'Change the secret of a webhook',
      description:
        'The answer shows the new secret, this once. For 24 hours every message carries two signatures, by the new secret and by the one before.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      responses: {
        201: { description: 'The new secret.', schema: SecretOutput, example: { secret: EXAMPLE_SECRET } },
      },
      dryRun: dryRunOf('DryRunOfSecret', {}, { changes: [] }),
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const { principal, slug, dryRun } = readHookTarget(c)
      const secret = await newHookSecret(deps, principal, slug, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'updated', changes: [] })
      return json(c, { secret }, 201)
    },
  )
}

function writing(c: Ctx): Principal {
  return requireScope(c.var.principal, 'events:write', 'events:moderate')
}

/** @throws Problem 401, 403, or 400 on a slug or a query that cannot be */
function readHookTarget(c: Ctx): { principal: Principal; slug: string; dryRun: boolean } {
  const principal = writing(c)
  return { principal, dryRun: readWriteQuery(c), slug: slugOf(c) }
}

function hookJson({ slug, url, types, hears_all, disabled, created }: Webhook) {
  return { slug, url, types, hears: hears_all ? 'all' : 'own', disabled, created: created.toISOString() }
}
