import type { State } from '../events/model.ts'

/** Who asks for a step: the event's owner, a trusted owner, or a moderator of all events. */
export type Actor = 'owner' | 'trustedOwner' | 'moderator'

/** The steps of the contract (§3 Write), by who may take them. */
const STEPS: Record<Actor, Partial<Record<State, readonly State[]>>> = {
  owner: {
    draft: ['submitted'],
    submitted: ['draft'],
    published: ['archived'],
    archived: ['draft'],
    rejected: ['draft', 'submitted'],
  },
  trustedOwner: { draft: ['published'] },
  moderator: { submitted: ['published', 'rejected'], published: ['archived'], archived: ['published'] },
}

/** The states that one of the actors may lead an event to. */
export function stepsFrom(actors: readonly Actor[], from: State): State[] {
  return [...new Set(actors.flatMap((actor) => STEPS[actor][from] ?? []))]
}

/** The states that a new event may have, the first being the default. */
export function initialStates(mayPublish: boolean): readonly State[] {
  return mayPublish ? ['published', 'draft', 'submitted'] : ['submitted', 'draft']
}
