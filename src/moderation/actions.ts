/**
 * What can be done to an event, as its history names it:
 * - `created`, `updated`, `removed` at once; `stepped` from one state to another
 * - `held`, `heldRemoval`: a change of what is published, or its removal, that waits for review
 * - `approved`, `declined` by a moderator, `withdrawn` by its owner: what became of it
 */
export const ACTIONS = [
  'created', 'updated', 'stepped', 'approved', 'removed', 'held', 'heldRemoval', 'declined', 'withdrawn',
] as const // biome-ignore format: a list to read
export type Action = (typeof ACTIONS)[number]

/** Those that leave the event as it was. */
export const WITHOUT_EFFECT: readonly Action[] = ['held', 'heldRemoval', 'declined', 'withdrawn']
