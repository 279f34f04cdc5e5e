/** How lists go on. */
import { type CursorKind, type Key, writeCursor } from './cursor.ts'
import { DEEPEST, type Filters, type Page } from './filters.ts'

/** The parameter of the next page's address; it replaces `cursor` and `page`. */
export interface Next {
  parameter: 'cursor' | 'page'
  value: string
}

/** How many items stand on the pages before. */
export function skippedBy({ number, limit }: Page): number {
  return number === null ? 0 : (number - 1) * limit
}

/** Whether nothing of the list stands before. */
export function isFirstPage(page: Page): boolean {
  return page.cursor === null && skippedBy(page) === 0
}

/** What follows a page that ends with `last`: numbered pages as far as they go, then cursors. */
export function nextOf(
  { from, sort }: Filters,
  { number, limit }: Page,
  kind: CursorKind,
  last: Key | undefined,
): Next | null {
  if (!last) return null
  if (number !== null && (number + 1) * limit <= DEEPEST)
    return { parameter: 'page', value: String(number + 1) }
  return { parameter: 'cursor', value: writeCursor({ kind, sort, from, key: keyOf(last) }) }
}

function keyOf({ updated, start, eventId, recurrenceId }: Key): Key {
  return { updated, start, eventId, recurrenceId }
}
