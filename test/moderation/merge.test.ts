import { describe, expect, it } from 'vitest'
import type { EventContent } from '../../src/events/model.ts'
import { mergeContents } from '../../src/moderation/merge.ts'

const BASE: EventContent = {
  title: { sv: 'Titel', en: 'Title' },
  summary: { sv: 'Kort' },
  status: 'confirmed',
  type: 'other',
  categories: [],
  tags: ['a'],
  attendanceMode: 'inPerson',
  location: { locality: 'Lund', streetAddress: 'Storgatan 1' },
  people: [],
  offers: [],
  links: [],
  inLanguage: [],
  audience: [],
  accessibility: [],
  schedule: {
    start: '2026-12-01T18:00:00',
    startIsSecond: false,
    timeZone: 'Europe/Stockholm',
    length: { kind: 'none' },
    rrule: 'FREQ=WEEKLY;COUNT=4',
    rdate: [],
    exdate: [],
  },
  changes: { '2026-12-08T18:00:00': { fields: { status: 'cancelled' } } },
}
const but = (fields: Partial<EventContent>): EventContent => ({ ...BASE, ...fields })
const merge = (ours: Partial<EventContent>, theirs: Partial<EventContent>) =>
  mergeContents(BASE, but(ours), but(theirs))
const later = { ...BASE.schedule, start: '2026-12-01T19:00:00' }

describe('a merge', () => {
  it('takes what only one side changed', () => {
    const ours = { title: { ...BASE.title, sv: 'Ny' }, tags: ['a', 'b'] }
    const theirs = { title: { ...BASE.title, en: 'New' }, summary: { sv: 'Kortare' } }
    expect(merge(ours, theirs)).toEqual({
      content: but({ title: { sv: 'Ny', en: 'New' }, tags: ['a', 'b'], summary: { sv: 'Kortare' } }),
      conflicts: [],
    })
  })

  it('removes what one side removed', () => {
    const { summary: _, ...without } = BASE
    const merged = mergeContents(BASE, without, but({ tags: [] }))
    expect(merged).toEqual({ content: { ...without, tags: [] }, conflicts: [] })
    expect('summary' in merged.content).toBe(false)
  })

  it('adds what one side added beside what was there', () => {
    const ours = { location: { ...BASE.location, postalCode: '223 50' } }
    expect(merge(ours, { website: 'https://a.example' }).content).toEqual(but({ ...ours, website: 'https://a.example' }))
  }) // biome-ignore format: one call

  it('agrees where both changed the same', () => {
    expect(merge({ tags: ['x'] }, { tags: ['x'] })).toEqual({ content: but({ tags: ['x'] }), conflicts: [] })
  })

  it('names each conflict, and keeps what waits', () => {
    const ours = { title: { ...BASE.title, sv: 'Vår' }, tags: ['vår'], location: { locality: 'Malmö' } }
    const theirs = { title: { ...BASE.title, sv: 'Er' }, tags: ['er'], location: { locality: 'Ystad', streetAddress: 'Storgatan 1' } }
    const { content, conflicts } = merge(ours, theirs)
    expect(conflicts.sort()).toEqual(['/location/locality', '/tags', '/title/sv'])
    expect(content).toEqual(but(ours))
  }) // biome-ignore format: one call

  it('is a conflict where one removed what the other changed', () => {
    const { summary: _, ...without } = BASE
    expect(mergeContents(BASE, without, but({ summary: { sv: 'Ny' } })).conflicts).toEqual(['/summary'])
  })

  it('takes a series’ times as a whole', () => {
    const other = { ...BASE.schedule, timeZone: 'Europe/Helsinki' }
    expect(merge({ schedule: later }, { schedule: other })).toEqual({
      content: but({ schedule: later }),
      conflicts: ['/start'],
    })
  })

  it('merges changes to different occurrences', () => {
    const ours = { changes: { ...BASE.changes, '2026-12-15T18:00:00': { fields: { title: { sv: 'B' } } } } }
    const theirs = { changes: {} }
    expect(merge(ours, theirs)).toEqual({
      content: but({ changes: { '2026-12-15T18:00:00': { fields: { title: { sv: 'B' } } } } }),
      conflicts: [],
    })
  })

  it('is a conflict where one moves the series and the other changes an occurrence', () => {
    expect(merge({ schedule: later }, { changes: {} })).toEqual({
      content: but({ schedule: later }),
      conflicts: ['/start', '/occurrences'],
    })
    expect(merge({ changes: {} }, { schedule: later }).conflicts).toEqual(['/start', '/occurrences'])
  })
})
