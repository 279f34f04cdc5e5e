import type { Db, Deps } from '../deps.ts'
import { type Fault, Problem } from '../errors.ts'
import { asEditable, type Editable } from '../moderation/held.ts'
import { type Actor, initialStates, stepsFrom } from '../moderation/states.ts'
import { maySee, readChangeable, viewerOf } from '../partners/access.ts'
import { moderates, type Principal } from '../partners/auth.ts'
import type { Schedule } from '../recurrence/model.ts'
import { carryChanges } from './carry.ts'
import { checkEvent, unprocessable } from './check-input.ts'
import { type CalendarContext, readContext } from './context.ts'
import { equal } from './diff.ts'
import { type EventInput, READ_ONLY } from './input.ts'
import { eventJson, writableJson } from './json.ts'
import type { CalendarEvent, EventContent, State } from './model.ts'
import type { Defaults } from './normalise.ts'
import { circleFaults } from './parents.ts'
import { defaultOrganizer, referenceFaults, withoutDefaultOrganizer } from './references.ts'
import { type NewEvent, type Outcome, remove, saveChanged, saveNew } from './save.ts'
import { type Unit, type Writer, write } from './settle.ts'
import { readEvents, type StoredEvent } from './store.ts'

/** What the client last saw, from If-Match: `any` for `*`. Null where it did not say. */
export type Expected = readonly string[] | 'any' | null

/** PUT: the body is all that the event is. The changes to single occurrences stay. */
export async function replaceEvent(
  writer: Writer,
  id: string,
  body: unknown,
  expected: Expected,
): Promise<Outcome> {
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    return change(
      unit,
      writer,
      previous,
      checkEvent(body, defaultsOf(writer.deps), previous.content.schedule),
    )
  })
}

/** PATCH: an RFC 7396 merge patch on what PUT would take. */
export async function patchEvent(
  writer: Writer,
  id: string,
  patch: unknown,
  expected: Expected,
): Promise<Outcome> {
  if (!isRecord(patch))
    throw unprocessable([{ pointer: '', detail: 'a merge patch of an event is an object' }])
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    const body = patched(writableJson(previous), patch)
    const read = checkEvent(body, defaultsOf(writer.deps), previous.content.schedule)
    return change(unit, writer, previous, read)
  })
}

export async function deleteEvent(writer: Writer, id: string, expected: Expected): Promise<Outcome> {
  return write(writer, async (unit) => remove(unit, writer, await readForWrite(unit, writer, id, expected)))
}

/** PUT by the partner's own id: creates the event, replaces it, or leaves it alone where nothing differs. */
export async function upsertEvent(
  writer: Writer,
  externalId: string,
  body: unknown,
  expected: Expected,
  partner?: string,
): Promise<Outcome> {
  const read = checkEvent(withExternalId(body, externalId), defaultsOf(writer.deps))
  return write(writer, async (unit) => {
    const owner = partner ?? ownerOf(writer, read)
    const [previous] = await readOwned(unit, writer, owner, [externalId])
    if (previous) {
      checkExpected(previous, expected)
      return change(unit, writer, previous, read)
    }
    if (expected) throw new Problem('preconditionFailed', 'There is no such event yet, so nothing can match.')
    const context = await contextFor(unit.tx, writer, read.content)
    const fresh = newEvent(writer, { ...read, input: { ...read.input, partner: owner } }, context)
    const outcome = (await saveNew(unit, writer.deps, [fresh], context)).get(fresh.id)
    if (outcome) return outcome
    // Another writer stored it after we looked; its transaction has ended, so now there is something to change.
    const [other] = await readOwned(unit, writer, owner, [externalId])
    if (!other) throw new Problem('conflict', 'The event came and went while this was written; try again.')
    return change(unit, writer, other, read)
  })
}

export interface ReadBody {
  input: EventInput
  content: EventContent
  /** Whether `content` has the changed occurrences too; else those that are stored are carried over. */
  changesGiven?: boolean
}

/**
 * Whose event an upsert is: the key's own partner, or for a moderator the one that the body names.
 * @throws Problem 422 where the body names another's
 */
export function ownerOf({ principal }: Writer, { input }: Pick<ReadBody, 'input'>): string {
  const partner = input.partner ?? principal.partner
  if (partner === principal.partner || moderates(principal)) return partner
  throw unprocessable([NOT_OWN])
}

/** A new event from a checked body. @throws Problem with every fault that the database knows of */
export function newEvent(writer: Writer, { input, content }: ReadBody, context: CalendarContext): NewEvent {
  const { deps, principal } = writer
  const id = deps.newId()
  const partner = input.partner ?? principal.partner
  const faults: Fault[] = [
    ...READ_ONLY.filter((name) => input[name] != null).map((name) => ({
      pointer: `/${name}`,
      detail: 'is read-only; a new event gets it from the calendar',
    })),
    ...partnerFaults(principal, partner, context),
    ...referenceFaults(content, context, id),
  ]
  const states = initialStates(principal.trusted)
  const state = input.state ?? states[0] ?? 'draft'
  if (!states.includes(state))
    faults.push({ pointer: '/state', detail: `a new event is one of: ${states.join(', ')}` })
  if (faults.length > 0) throw unprocessable(faults)
  const organizer = defaultOrganizer(partner, context, deps.config)
  return {
    id,
    uid: input.uid ?? undefined,
    partner,
    state,
    content: withoutDefaultOrganizer(content, organizer),
    by: principal,
  }
}

/**
 * Turns a stored event into what a checked body says.
 * @param read the context, where it is read already for many events
 */
export async function change(
  unit: Unit,
  writer: Writer,
  previous: Editable,
  { input, content, changesGiven = false }: ReadBody,
  read?: CalendarContext,
): Promise<Outcome> {
  const { deps, principal } = writer
  const context = read ?? (await contextFor(unit.tx, writer, content))
  const partner = input.partner ?? previous.partner
  const state = nextState(writer, previous, input.state ?? previous.state)
  const organizer = defaultOrganizer(previous.partner, context, deps.config)
  const next: EventContent = {
    ...withoutDefaultOrganizer(content, organizer),
    changes: changesGiven ? content.changes : carried(previous.content, content.schedule),
  }
  const stored: Record<string, unknown> = eventJson(previous, { publicUrl: deps.config.publicUrl, organizer })
  const faults = [
    ...[...READ_ONLY, 'uid' as const]
      .filter((name) => input[name] != null && !equal(input[name], stored[name]))
      .map((name) => ({
        pointer: `/${name}`,
        detail: `is read-only; stored is ${JSON.stringify(stored[name] ?? null)}`,
      })),
    ...(partner === previous.partner ? [] : partnerFaults(principal, partner, context)),
    ...referenceFaults(next, context, previous.id, previous.content),
    ...(await circleFaults(unit.tx, previous.id, next, previous.content)),
  ]
  if (faults.length > 0) throw unprocessable(faults)
  return saveChanged(unit, writer, previous, { partner, state, content: next }, context)
}

function carried({ changes, schedule }: EventContent, next: Schedule): EventContent['changes'] {
  return equal(schedule, next) ? changes : carryChanges(changes, schedule, next)
}

/**
 * An event as this key may change it, locked until the transaction ends.
 * @throws Problem 404 or 403 as `readChangeable`, 412 where it is not what the client saw
 */
export async function readForWrite(
  unit: Unit,
  writer: Writer,
  id: string,
  expected: Expected,
): Promise<Editable> {
  const [event] = await asEditable(unit.tx, writer, [await readChangeable(unit.tx, writer.principal, id)])
  if (!event) throw new Error('an event got lost')
  checkExpected(event, expected)
  return event
}

/** A partner's events by its own ids, locked, as the unit's writer may change them. */
export async function readOwned(
  unit: Unit,
  writer: Writer,
  partner: string,
  externalIds: readonly string[],
): Promise<Editable[]> {
  return asEditable(unit.tx, writer, await readEvents(unit.tx, { partner, externalIds }, true))
}

/** `"3"`; of a version that waits for review `"3-7"`, which is another as soon as either changes. */
export function etagOf({ version, held }: Pick<CalendarEvent, 'version' | 'held'>): string {
  return held === undefined ? `"${version}"` : `"${version}-${held}"`
}

export function defaultsOf({ config }: Deps): Defaults {
  return { timeZone: config.timeZone, language: config.locales[0] ?? 'sv' }
}

/** What writing these contents needs to know, as `seenBy` the key. */
export async function contextFor(
  tx: Db,
  { deps, principal }: Pick<Writer, 'deps' | 'principal'>,
  ...contents: EventContent[]
): Promise<CalendarContext> {
  const parents = contents.flatMap(({ superEvent }) => superEvent ?? [])
  return seenBy(await readContext(tx, deps.config, parents), principal)
}

/** Of the events that others are part of, those that the key may see. */
export function seenBy(context: CalendarContext, principal: Principal): CalendarContext {
  const viewer = viewerOf(principal)
  const superEvents = [...context.superEvents].filter(([, parent]) => maySee(viewer, parent))
  return { ...context, superEvents: new Map(superEvents) }
}

/**
 * RFC 7396 on two JSON values; a new `end` takes the place of a stored `duration`, and the other way round. `end: null`
 * leaves no known end, whichever of the two it came from.
 */
export function patched(
  stored: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const base = { ...stored }
  if (patch.end !== undefined) delete base.duration
  if (patch.duration != null) delete base.end
  return mergePatch(base, patch)
}

function mergePatch(target: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = isRecord(value) ? mergePatch(merged[name], value) : value
  }
  return merged
}

function withExternalId(body: unknown, externalId: string): unknown {
  if (!isRecord(body)) return body
  if (body.externalId != null && body.externalId !== externalId)
    throw unprocessable([{ pointer: '/externalId', detail: 'is not the one in the address' }])
  return { ...body, externalId }
}

export function checkExpected(event: StoredEvent, expected: Expected): void {
  if (expected === null || expected === 'any' || expected.includes(etagOf(event))) return
  throw new Problem('preconditionFailed', `The event is now ${etagOf(event)}; read it again.`)
}

/** @throws Problem 409 on a step that this key may not take, with those that it may */
export function nextState({ principal }: Writer, { state, partner, review }: Editable, wanted: State): State {
  // To submit what is published is to submit the change.
  if (state === wanted || (review && wanted === 'submitted')) return state
  const owns = principal.scopes.includes('admin') || partner === principal.partner
  const actors: Actor[] = [
    ...(owns ? (['owner'] as const) : []),
    ...(owns && principal.trusted ? (['trustedOwner'] as const) : []),
    ...(moderates(principal) ? (['moderator'] as const) : []),
  ]
  const steps = stepsFrom(actors, state)
  if (steps.includes(wanted)) return wanted
  const allowed =
    steps.length > 0 ? `from there this key may lead it to: ${steps.join(', ')}` : 'nor elsewhere'
  const detail = `cannot go from ${state} to ${wanted}; ${allowed}`
  throw new Problem('conflict', `The event ${detail}.`, [{ pointer: '/state', detail }])
}

function partnerFaults(principal: Principal, partner: string, { partners }: CalendarContext): Fault[] {
  if (partner !== principal.partner && !moderates(principal)) return [NOT_OWN]
  return partners.has(partner) ? [] : [{ pointer: '/partner', detail: `there is no partner ${partner}` }]
}

const NOT_OWN: Fault = { pointer: '/partner', detail: 'is not the partner of this key' }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
