import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { State } from '../../src/events/model.ts'
import { type Calendar, openCalendar } from '../events/calendar.ts'
import { ADMIN_KEY } from '../support/deps.ts'
import { makePartner } from '../support/partner.ts'

/** Who asks. The theatre owns the events asked for; the museum does too, and is trusted. */
const ROLES = [
  'none',
  'bad',
  'expired',
  'revoked',
  'other',
  'theatre',
  'museum',
  'moderator',
  'admin',
] as const
type Role = (typeof ROLES)[number]

interface Subject {
  owner: 'theatre' | 'museum'
  state: State
  id: string
  slug: string
}

/** What an answer says of access: `key` 401, `forbidden` 403, `hidden` 404, `done` 2xx; else the status itself. */
type Access = 'done' | 'key' | 'forbidden' | 'hidden' | number
type Expectation = (role: Role, subject: Pick<Subject, 'owner' | 'state'>) => Access

const isRefused = (role: Role) => role === 'bad' || role === 'expired' || role === 'revoked'
const mayChange: (...args: Parameters<Expectation>) => boolean = (role, { owner, state }) =>
  role === owner || ((role === 'moderator' || role === 'admin') && state !== 'draft')

const everybody: Expectation = (role) => (isRefused(role) ? 'key' : 'done')
const anyKey: Expectation = (role) => (isRefused(role) || role === 'none' ? 'key' : 'done')
const administrators: Expectation = (role, subject) => {
  const access = anyKey(role, subject)
  return access === 'done' && role !== 'admin' ? 'forbidden' : access
}
const whoSees: Expectation = (role, subject) => {
  if (isRefused(role)) return 'key'
  return subject.state === 'published' || mayChange(role, subject) ? 'done' : 'hidden'
}
const whoChanges: Expectation = (role, subject) => {
  if (anyKey(role, subject) === 'key') return 'key'
  if (mayChange(role, subject)) return 'done'
  return subject.state === 'published' ? 'forbidden' : 'hidden'
}
/** What even of a published event only those see who may change it. */
const whoKeeps: Expectation = (role, subject) => {
  if (anyKey(role, subject) === 'key') return 'key'
  return mayChange(role, subject) ? 'done' : 'hidden'
}

/** What hangs on a partner's own source or webhook: the example's is nobody's here. */
const whoseIsNone: Expectation = (role, subject) => (anyKey(role, subject) === 'key' ? 'key' : 'hidden')

/** Every operation of the API by its `operationId`: a new one must say here who may. */
const EXPECTED: Record<string, Expectation> = {
  addKey: administrators,
  changeOccurrence: whoChanges,
  countFacets: everybody,
  createEvent: anyKey,
  deleteCategory: administrators,
  deleteEvent: whoChanges,
  deleteSource: whoseIsNone,
  deleteView: administrators,
  deleteWebhook: whoseIsNone,
  getApiInfo: everybody,
  getEvent: whoSees,
  getOccurrence: whoSees,
  getPartner: everybody,
  getSource: whoseIsNone,
  getView: everybody,
  getWebhook: whoseIsNone,
  importCalendar: anyKey,
  listCategories: everybody,
  listChanges: everybody,
  listDeliveries: whoseIsNone,
  listEventOccurrences: whoSees,
  listEvents: everybody,
  listHistory: whoKeeps,
  listKeys: administrators,
  listOccurrences: everybody,
  listPartners: everybody,
  listSources: anyKey,
  listViews: everybody,
  listWebhooks: anyKey,
  patchEvent: whoChanges,
  putCategory: administrators,
  putPartner: administrators,
  putPublication: whoChanges,
  putSource: anyKey,
  putView: administrators,
  putWebhook: anyKey,
  replaceEvent: whoChanges,
  replayDelivery: whoseIsNone,
  resetOccurrence: whoChanges,
  restoreVersion: whoChanges,
  revokeKey: administrators,
  rotateWebhookSecret: whoseIsNone,
  splitEvent: whoChanges,
  upsertEvent: anyKey,
  writeBatch: anyKey,
}

interface Operation {
  method: string
  path: string
  operationId: string
  body?: { type: string; text: string }
}

let calendar: Calendar
let operations: Operation[]
let subjects: Subject[]
const keys = new Map<Role, string>()
let keyId = ''

beforeAll(async () => {
  calendar = await openCalendar()
  operations = await readOperations()
  const { deps } = calendar
  const partner = (slug: string, more = {}) => makePartner(deps, { slug, ...more })
  const revoked = await partner('theatre')
  await deps.db.updateTable('keys').set({ revoked: deps.now() }).where('id', '=', revoked.keyId).execute()
  keyId = (await partner('theatre')).keyId
  keys
    .set('bad', 'kal_of-nobody')
    .set('expired', (await partner('theatre', { expires: deps.now() })).key)
    .set('revoked', revoked.key)
    .set('other', (await partner('other')).key)
    .set('theatre', (await partner('theatre')).key)
    .set('museum', (await partner('museum', { trusted: true })).key)
    .set('moderator', (await partner('house', { scopes: ['events:moderate'] })).key)
    .set('admin', ADMIN_KEY)
  await calendar.send('PUT', '/api/v1/categories/spare', { name: 'Ledig' })
  await calendar.send('PUT', '/api/v1/views/spare', { name: 'Ledig', query: 'type=lecture' })
  subjects = await Promise.all(
    (['theatre', 'museum'] as const).flatMap((owner) =>
      (['draft', 'submitted', 'published'] as const).map((state) => makeSubject(owner, state)),
    ),
  )
})
afterAll(() => calendar.close())

async function makeSubject(
  owner: Subject['owner'],
  state: 'draft' | 'submitted' | 'published',
): Promise<Subject> {
  const event = await calendar.create({
    title: `${owner} ${state}`,
    partner: owner,
    start: '2026-11-10T18:00',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5' },
    state,
  })
  return { owner, state, id: event.id, slug: event.slug }
}

async function readOperations(): Promise<Operation[]> {
  const document = JSON.parse((await calendar.get('/api/v1/openapi.json')).text)
  const paths: [string, Record<string, OperationObject>][] = Object.entries(document.paths)
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody }]) => {
      const [content] = Object.entries(requestBody?.content ?? {})
      const own = { method: method.toUpperCase(), path: `/api/v1${path}`, operationId }
      if (!content) return own
      const [type, { examples }] = content
      const { value } = examples.whole
      return { ...own, body: { type, text: typeof value === 'string' ? value : JSON.stringify(value) } }
    }),
  )
}

interface OperationObject {
  operationId: string
  requestBody?: { content: Record<string, { examples: { whole: { value: unknown } } }> }
}

/** The operation on that event, as the documentation shows it; writes are only tried. */
async function ask(
  { method, path, operationId, body }: Operation,
  role: Role,
  { id, state }: Pick<Subject, 'id' | 'state'>,
) {
  const address = path
    .replace('/events/{id}', `/events/${id}`)
    .replace('/keys/{id}', `/keys/${keyId}`)
    .replace('/deliveries/{id}', '/deliveries/msg_none')
    .replace('{recurrence-id}', '2026-11-17T18:00:00')
    .replace('{external-id}', 'walk')
    .replace('partners/{slug}', 'partners/theatre')
    .replace('{slug}', 'spare')
  expect(address).not.toContain('{')
  const query = method === 'GET' ? '' : '?dryRun=true'
  const key = keys.get(role)
  // The step that the documentation shows is not one from every state: staying is.
  const text = operationId === 'putPublication' ? JSON.stringify({ state }) : body?.text
  return calendar.app.request(`${address}${query}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body ? { 'Content-Type': body.type } : {}),
      ...(operationId === 'replaceEvent' ? { 'If-Match': '*' } : {}),
    },
    body: text ?? null,
  })
}

function accessOf(status: number): Access {
  if (status < 300) return 'done'
  return ({ 401: 'key', 403: 'forbidden', 404: 'hidden' } as const)[status] ?? status
}

/** All that an answer says, but for what differs between any two. */
async function whole(response: Response, id: string) {
  const headers = new Map(response.headers)
  for (const name of ['x-request-id', 'ratelimit', 'ratelimit-policy', 'content-length']) headers.delete(name)
  // Pages suggest to search for the words of the address.
  const text = (await response.text()).replaceAll(id, 'ID').replaceAll(id.replaceAll('-', ' '), 'ID')
  return { status: response.status, headers, text }
}

describe('every operation, by every role, on every event', () => {
  it('is in the table', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it.each(Object.keys(EXPECTED))('%s', async (operationId) => {
    const operation = operations.find((one) => one.operationId === operationId)
    if (!operation) throw new Error('it is not there')
    const isOnEvent = operation.path.includes('/events/{id}')
    const unknown = { id: calendar.deps.newId(), state: 'submitted' as const }
    const before = await calendar.contents()
    for (const role of ROLES) {
      const nothing = isOnEvent ? await whole(await ask(operation, role, unknown), unknown.id) : null
      for (const subject of isOnEvent ? subjects : subjects.slice(0, 1)) {
        const response = await ask(operation, role, subject)
        const expected = EXPECTED[operationId]?.(role, subject)
        const about = `${role} on ${subject.owner}’s ${subject.state}`
        expect([about, accessOf(response.status)]).toEqual([about, expected])
        if (expected === 'hidden' && nothing !== null)
          expect([about, await whole(response, subject.id)]).toEqual([about, nothing])
      }
    }
    expect(await calendar.contents()).toEqual(before)
  })
})

describe('what is asked for by its address', () => {
  it.each([
    ['/events/SLUG', null],
    ['/events/SLUG.ics', 200],
    ['/oembed?url=https://calendar.example.org/events/SLUG', 200],
  ])('%s is like one that is not there while it is not published', async (path, published) => {
    const get = async (slug: string) => whole(await calendar.app.request(path.replace('SLUG', slug)), slug)
    const nothing = await get('nowhere-to-be-found')
    expect(nothing.status).toBe(404)
    for (const { slug, state } of subjects) {
      const answer = await get(slug)
      if (state !== 'published') expect(answer).toEqual(nothing)
      else if (published !== null) expect(answer.status).toBe(published)
    }
  })
})
