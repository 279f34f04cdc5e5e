/** Taking times: sides of a comparison by turns, so that what else the machine does falls on all alike. */

export interface Cost {
  /** Milliseconds by the clock. */
  wall: number
  /** Milliseconds of processor time, all threads of the process together. */
  cpu: number
}

export type Side = (round: number) => unknown | Promise<unknown>

/**
 * Runs every side once a round, each round beginning with another one.
 * @param before runs before each side, untimed
 * @param spent processor time so far of what does a side's work, in milliseconds; this process's if not given
 * @returns medians by side, over the rounds after the warm-up
 */
export async function byTurns<Name extends string>(
  sides: Record<Name, Side>,
  {
    rounds,
    warmUp = Math.ceil(rounds / 5),
    before,
    spent = spentHere,
  }: {
    rounds: number
    warmUp?: number
    before?: (side: Name, round: number) => Promise<unknown>
    spent?: (side: Name) => number | Promise<number>
  },
): Promise<Record<Name, Cost>> {
  const names = Object.keys(sides) as Name[]
  const costs = new Map<Name, Cost[]>(names.map((name) => [name, []]))
  for (let round = 0; round < warmUp + rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      if (name === undefined) continue
      await before?.(name, round)
      const cost = await costOf(
        () => sides[name](round),
        () => spent(name),
      )
      if (round >= warmUp) costs.get(name)?.push(cost)
    }
  }
  const medians = names.map((name) => {
    const own = costs.get(name) ?? []
    return [name, { wall: median(own.map(({ wall }) => wall)), cpu: median(own.map(({ cpu }) => cpu)) }]
  })
  return Object.fromEntries(medians)
}

async function costOf(work: () => unknown, spent: () => number | Promise<number>): Promise<Cost> {
  const before = await spent()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  return { wall, cpu: (await spent()) - before }
}

export function spentHere(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}

/** One comparison: what this service takes or does, what it is held against, and the goal for their ratio. */
export interface Result {
  what: string
  unit: string
  ours: number
  other: number
  /** What `other` is. */
  against: string
  ratio: number
  /** Null: told, not judged. */
  goal: Goal | null
}

export type Goal = { atMost: number } | { atLeast: number }

/** @param goal a number is the most that the ratio may be */
export function result(
  what: string,
  unit: string,
  ours: number,
  other: number,
  against: string,
  goal: number | Goal | null,
): Result {
  const own = typeof goal === 'number' ? { atMost: goal } : goal
  return { what, unit, ours, other, against, ratio: ours / other, goal: own }
}

export function isMet({ ratio, goal }: Result): boolean {
  if (goal === null) return true
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast
}

/** A stream of numbers in [0, 1) that is the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
