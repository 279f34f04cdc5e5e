import { Problem } from '../errors.ts'
import { unprocessable } from '../events/check-input.ts'
import { circleFaults } from '../events/parents.ts'
import { referenceFaults } from '../events/references.ts'
import { type Outcome, saveChanged } from '../events/save.ts'
import { type Writer, write } from '../events/settle.ts'
import { contextFor, type Expected, readForWrite } from '../events/write.ts'
import { readVersion } from './history-list.ts'

/**
 * Makes an event again what it was, or would have been, in a version of its history; its state, partner and external id
 * stay. A change like any other: it is a new version, and is held where its writer may not publish.
 * @throws Problem 422 on a version that there is not, or with what is gone since; 409 on one without content
 */
export async function restoreVersion(
  writer: Writer,
  id: string,
  version: number,
  expected: Expected,
): Promise<Outcome> {
  return write(writer, async (unit) => {
    const previous = await readForWrite(unit, writer, id, expected)
    const stored = await readVersion(unit.tx, id, version)
    if (stored === undefined)
      throw unprocessable([{ pointer: '/version', detail: 'is not in the event’s history' }])
    if (stored === null)
      throw new Problem('conflict', `Version ${version} changed nothing that could be restored.`)
    const { externalId: _, ...described } = stored
    const { externalId } = previous.content
    const content = { ...described, ...(externalId === undefined ? {} : { externalId }) }
    const context = await contextFor(unit.tx, writer, content)
    const faults = [
      ...referenceFaults(content, context, id, previous.content),
      ...(await circleFaults(unit.tx, id, content, previous.content)),
    ]
    if (faults.length > 0) throw unprocessable(faults)
    const { partner, state } = previous
    return saveChanged(unit, writer, previous, { partner, state, content }, context)
  })
}
