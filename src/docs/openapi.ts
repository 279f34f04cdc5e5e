import type { Config } from '../config.ts'
import type { Api } from '../http/env.ts'
import { describeOperations } from '../http/operation.ts'
import { VERSION } from '../version.ts'

export const API_ROOT = '/api/v1'

/**
 * The OpenAPI 3.1 document of all operations that are mounted on `api`, as the Swedish national REST API
 * profile (1.2.0) asks for it: paths are below the root of the API, which is in `servers`.
 */
export function openApiDocument(api: Api, config: Config) {
  describeOperations(api)
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of a partner, or the administrator’s: `Authorization: Bearer KEY`.',
  })
  const { paths = {}, ...document } = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: info(config),
    servers: [
      { url: `${config.publicUrl}${API_ROOT}`, description: 'This calendar.' },
      { url: `https://calendar.example.org${API_ROOT}`, description: 'As a calendar in production has it.' },
    ],
    externalDocs: { description: 'Guide, in Swedish and English', url: `${config.publicUrl}/docs` },
    tags: TAGS,
  })
  const below = Object.entries(paths).map(([path, item]) => [path.replace(API_ROOT, ''), item] as const)
  return { ...document, paths: Object.fromEntries(below.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

function info({ publicUrl, calendarName, locales: [locale] }: Config) {
  const { hostname } = new URL(publicUrl)
  // RFC 2142: the mailbox that a domain has for those who need help.
  const email =
    hostname.includes('.') && /[a-z]$/i.test(hostname) ? `support@${hostname}` : 'support@example.org'
  return {
    title: `${calendarName[locale] ?? 'Kalendarium'} API`,
    version: VERSION,
    description: DESCRIPTION,
    contact: { name: calendarName[locale] ?? 'Kalendarium', url: publicUrl, email },
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    'x-sla': {
      availability: 'Best effort around the clock; /readyz tells whether the calendar answers now.',
      responseTime: 'Half of all reads within 50 ms, 99 of 100 within 500 ms, measured at the server.',
      support: 'By e-mail on working days.',
    },
    'x-limitations': {
      rate: 'Requests a minute for each address without a key, and for each key; beyond that 429 with Retry-After.',
      body: '1 MiB; 10 MiB for a batch and an import.',
      page: 'At most 200 items; 20 if `limit` is not given.',
      batch: 'At most 500 events.',
    },
  }
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>

const DESCRIPTION = `Events and when they happen: to read without a key, to write with one.

**Limits**: 1 MiB a body (10 MiB for batches and imports), 200 items a page, and a number of requests a minute.
**Times** come as UTC (RFC 3339), with the local time and its zone beside; they are taken in any zone.
**Errors** are application/problem+json (RFC 9457) and name every fault at once.`

const TAGS = [
  { name: 'Reading', description: 'What happens, without a key.' },
  { name: 'Events', description: 'Posting and changing events.' },
  { name: 'Occurrences', description: 'One time of a series.' },
  { name: 'Moderation', description: 'What is published, and who changed what.' },
  { name: 'Imports', description: 'iCalendar in, once or again and again.' },
  { name: 'Webhooks', description: 'To hear of changes.' },
  { name: 'Administration', description: 'Partners, keys, categories, views.' },
  { name: 'About', description: 'What the API says of itself.' },
]
