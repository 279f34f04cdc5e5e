import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areAmong, editedIds, idAt, idColumn } from '../../src/calendar/id-column.ts'

/** Of few different ones, so that some come again. */
const ID = fc
  .tuple(fc.constantFrom('00000000', '7fffffff', '80000000', 'ffffffff'), fc.nat({ max: 20 }))
  .map(([first, n]) => `${first}-9abc-7def-8000-${String(n).padStart(12, '0')}`)
const IDS = fc.uniqueArray(ID).map((ids) => ids.sort())

const columnOf = (ids: string[]) => idColumn(ids.join())
const textOf = (column: Uint32Array) => Array.from({ length: column.length / 4 }, (_, i) => idAt(column, i))

test('ids are as they were', () => {
  fc.assert(
    fc.property(IDS, (ids) => {
      expect(textOf(columnOf(ids))).toEqual(ids)
    }),
  )
})

test('ids are found among others, also those that come again', () => {
  fc.assert(
    fc.property(
      fc.array(ID).map((ids) => ids.sort()),
      IDS,
      (ids, others) => {
        const expected = ids.map((id) => (others.includes(id) ? 1 : 0))
        expect([...areAmong(columnOf(ids), columnOf(others))]).toEqual(expected)
      },
    ),
  )
})

test('some go and others come', () => {
  fc.assert(
    fc.property(IDS, IDS, IDS, (ids, gone, wished) => {
      const left = ids.filter((id) => !gone.includes(id))
      const added = wished.filter((id) => !left.includes(id))
      const edited = editedIds(columnOf(ids), columnOf(gone), columnOf(added))
      expect(textOf(edited)).toEqual([...left, ...added].sort())
    }),
  )
})
