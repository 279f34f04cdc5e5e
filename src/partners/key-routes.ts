import { z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { listOf } from '../events/output.ts'
import { BODY_PROBLEMS, DRY_RUN, dryRunOf } from '../events/route-docs.ts'
import { readJson } from '../http/body.ts'
import type { Api } from '../http/env.ts'
import { json, operation } from '../http/operation.ts'
import { respond } from '../http/respond.ts'
import { readQuery } from '../http/validate.ts'
import { NO_QUERY, readTarget, slugOf, slugParameter } from './administer.ts'
import { requireScope } from './auth.ts'
import { KeyInput, KeyOutput, NewKeyOutput, readNewKey } from './input.ts'
import { instant, keyJson } from './key-json.ts'
import { readKeys } from './key-store.ts'
import { addKey, endKey, requirePartner } from './write.ts'

/** The keys of partners, for administrators. */
export function keyRoutes(api: Api, deps: Deps): void {
  operation(
    api,
    {
      method: 'post',
      path: '/api/v1/partners/{slug}/keys',
      operationId: 'addKey',
      tag: 'Administration',
      summary: 'Give a partner a key',
      description:
        'The answer shows the key, this once. One with `events:moderate` or `admin` acts for the calendar’s own organisation. `expires` is optional. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, DRY_RUN],
      body: {
        schema: KeyInput,
        example: { name: 'Biljettsystemet', scopes: ['events:write'], expires: UNTIL },
      },
      responses: { 201: { description: 'The key.', schema: NewKeyOutput, example: EXAMPLE_NEW } },
      dryRun: dryRunOf(
        'DryRunOfNewKey',
        { key: () => KeyOutput().pick({ name: true, scopes: true, expires: true }) },
        {
          status: 'created',
          key: { name: 'Biljettsystemet', scopes: ['events:write'], expires: UNTIL },
          changes: [],
        },
      ),
      problems: [...BODY_PROBLEMS, 'notFound'],
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const wanted = readNewKey(await readJson(c), deps.config.timeZone, deps.now())
      const { id, name, scopes, expires, key } = await addKey(deps, slug, wanted, dryRun)
      const shown = { name, scopes, expires: instant(expires) }
      if (dryRun) return json(c, { dryRun, status: 'created', key: shown, changes: [] })
      return json(c, { id, ...shown, key }, 201)
    },
  )

  operation(
    api,
    {
      method: 'get',
      path: '/api/v1/partners/{slug}/keys',
      operationId: 'listKeys',
      tag: 'Administration',
      summary: 'The keys of a partner',
      description:
        'Those that are not revoked, the oldest first, with when they were last used (to the minute); never the key itself. Needs the scope admin.',
      secured: true,
      parameters: [SLUG],
      responses: {
        200: {
          description: 'The keys.',
          schema: listOf(KeyOutput),
          example: { items: [EXAMPLE], next: null },
        },
      },
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      requireScope(c.var.principal, 'admin')
      readQuery(c, NO_QUERY)
      const slug = slugOf(c)
      await requirePartner(deps.db, slug)
      return json(c, { items: (await readKeys(deps.db, slug)).map(keyJson), next: null })
    },
  )

  operation(
    api,
    {
      method: 'delete',
      path: '/api/v1/partners/{slug}/keys/{id}',
      operationId: 'revokeKey',
      tag: 'Administration',
      summary: 'Revoke a key',
      description: 'It is refused from the next request on, for good. Needs the scope admin.',
      secured: true,
      parameters: [SLUG, KEY_ID, DRY_RUN],
      responses: { 204: { description: 'It is revoked.' } },
      dryRun: dryRunOf('DryRunOfKey', { key: KeyOutput }, { status: 'deleted', key: EXAMPLE, changes: [] }),
      problems: ['invalidParameter', 'notFound'],
    },
    async (c) => {
      const { slug, dryRun } = readTarget(c)
      const id = z.uuid().safeParse(c.req.param('id'))
      if (!id.success) throw new Problem('notFound', 'There is no such key.')
      const key = await endKey(deps, slug, id.data, dryRun)
      if (dryRun) return json(c, { dryRun, status: 'deleted', key: keyJson(key), changes: [] })
      return respond(c, null, { status: 204 })
    },
  )
}

const UNTIL = '2027-12-31T22:59:00Z'
const EXAMPLE = {
  id: '019a5b1e-7c00-7000-8000-00000000000a',
  name: 'Biljettsystemet',
  scopes: ['events:write'],
  expires: UNTIL,
  created: '2026-11-03T12:00:00Z',
  lastUsed: null,
}
const EXAMPLE_NEW = {
  id: EXAMPLE.id,
  name: EXAMPLE.name,
  scopes: EXAMPLE.scopes,
  expires: UNTIL,
  key: 'kal_…',
}
const SLUG = slugParameter('lilla-teatern')
const KEY_ID = {
  name: 'id',
  in: 'path',
  description: 'The key’s id.',
  schema: { type: 'string', format: 'uuid' },
  example: EXAMPLE.id,
} as const
