import { formatInstant } from '../events/times.ts'
import type { Key } from './key-store.ts'

/** A key as answers show it: never the key itself. */
export function keyJson({ id, name, scopes, expires, created, lastUsed }: Key) {
  return {
    id,
    name,
    scopes,
    expires: instant(expires),
    created: instant(created),
    lastUsed: instant(lastUsed),
  }
}

export function instant(date: Date | null): string | null {
  return date && formatInstant(date.getTime())
}
