import type { Filters } from './filters.ts'

/** What both ask for. Of two places the frame's stands. */
export function both(frame: Filters, own: Filters): Filters {
  const q = frame.q !== null && own.q !== null ? `${frame.q} ${own.q}` : (frame.q ?? own.q)
  return {
    ...own,
    from: later(frame.from, own.from),
    to: earlier(frame.to, own.to),
    anyOf: [...frame.anyOf, ...own.anyOf],
    noneOf: [...frame.noneOf, ...own.noneOf],
    near: frame.near ?? own.near,
    bbox: frame.bbox ?? own.bbox,
    q,
  }
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}
