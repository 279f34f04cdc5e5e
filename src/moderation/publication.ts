import { Problem } from '../errors.ts'
import type { State } from '../events/model.ts'
import { circleFaults } from '../events/parents.ts'
import { referenceFaults } from '../events/references.ts'
import { type Outcome, remove, saveChanged } from '../events/save.ts'
import { type Unit, type Writer, write } from '../events/settle.ts'
import type { StoredEvent } from '../events/store.ts'
import { checkExpected, contextFor, type Expected, nextState } from '../events/write.ts'
import { readChangeable } from '../partners/access.ts'
import { moderates } from '../partners/auth.ts'
import { type Pending, readPending, release, waitingVersion } from './held.ts'
import { recordOne } from './history.ts'
import { mergeContents } from './merge.ts'

export interface Step {
  state: State
  /** To the other side: the partner, or the moderators. */
  note: string | null
}

/**
 * Leads an event to another state. Where a change of a published event waits, a moderator decides on it: `published`
 * lets it through, `rejected` drops it. Staying is no step.
 * @param expected of a change that waits its own ETag, else the event's
 * @throws Problem 409 on a step that this key may not take; where a change that waits contradicts what is published now
 */
export async function step(writer: Writer, id: string, wanted: Step, expected: Expected): Promise<Outcome> {
  return write(writer, async (unit) => {
    const event = await readChangeable(unit.tx, writer.principal, id)
    const pending = (await readPending(unit.tx, [id])).get(id)
    const isDecision = pending && moderates(writer.principal) && DECISIONS.includes(wanted.state)
    checkExpected(isDecision ? waitingVersion(event, pending) : event, expected)
    if (isDecision) return decide(unit, writer, event, pending, wanted)
    const state = nextState(writer, { ...event, review: null }, wanted.state)
    unit.decision = { note: wanted.note, approves: false }
    const { partner, content } = event
    const context = await contextFor(unit.tx, writer, content)
    return saveChanged(unit, writer, { ...event, review: null }, { partner, content, state }, context)
  })
}

const DECISIONS: readonly State[] = ['published', 'rejected']

async function decide(
  unit: Unit,
  writer: Writer,
  event: StoredEvent,
  pending: Pending,
  { state, note }: Step,
): Promise<Outcome> {
  if (state === 'rejected') {
    await release(unit.tx, [event.id])
    await recordOne(unit, writer, event, 'declined', { note })
    unit.declined = [{ type: 'event.rejected', previous: event, next: event, note }]
    return { status: 'updated', event, differences: () => [] }
  }
  unit.decision = { note, approves: true }
  if (!pending.content) return remove(unit, writer, { ...event, review: null })
  const { content, conflicts } = mergeContents(pending.base, pending.content, event.content)
  const context = await contextFor(unit.tx, writer, content)
  const faults = [
    ...conflicts.map((pointer) => ({ pointer, detail: 'was changed otherwise since by another' })),
    ...referenceFaults(content, context, event.id, event.content),
    ...(await circleFaults(unit.tx, event.id, content, event.content)),
  ]
  if (faults.length > 0)
    throw new Problem('conflict', 'The change that waits contradicts what is published now.', faults)
  await release(unit.tx, [event.id])
  const { partner } = event
  const next = { partner, state: event.state, content }
  const outcome = await saveChanged(unit, writer, { ...event, review: null }, next, context)
  if (outcome.status === 'unchanged')
    await recordOne(unit, writer, event, 'approved', { note, content: event.content })
  return outcome
}
