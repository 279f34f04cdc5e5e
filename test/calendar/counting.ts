import { expect } from 'vitest'
import { createFacets, type FacetCounts, type Facets } from '../../src/calendar/facets.ts'
import type { Filters } from '../../src/calendar/filters.ts'
import { createMonths, type Months } from '../../src/calendar/months.ts'
import type { Db, Deps } from '../../src/deps.ts'
import { createKept } from '../../src/http/kept.ts'
import { depsWithoutDatabase } from '../support/deps.ts'

/** Counts in memory, or in the database alone. */
export function facetsOn(db: Db, { inMemory }: { inMemory: boolean }): Facets {
  const deps = depsWithoutDatabase({ db, shareWork: inMemory })
  return createFacets(deps, createMonths(deps, createKept(deps)))
}

export function monthsOn(db: Db, given: Partial<Deps> = {}): Months {
  const deps = depsWithoutDatabase({ db, ...given })
  return createMonths(deps, createKept(deps))
}

/** Counts in both ways, which must agree. */
export function counterOn(db: Db): (filters: Filters) => Promise<FacetCounts> {
  const inMemory = facetsOn(db, { inMemory: true })
  const inDatabase = facetsOn(db, { inMemory: false })
  return async (filters) => {
    const counts = await inMemory(filters)
    expect(counts).toEqual(await inDatabase(filters))
    return counts
  }
}
