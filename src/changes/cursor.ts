/** Where a reader of the change log stands: everything up to a revision is known to it. */
export interface ChangeCursor {
  /** The first characters of the log's name. */
  log: string
  /** The revision up to which it has read. */
  revision: number
  /**
   * The revision at which it began: what was removed before, it has never seen. So it needs to know of the removals
   * after this one alone, however far back it still reads.
   */
  began: number
}

/** How much of the log's name stands in a cursor. */
export const NAME_LENGTH = 8

/** Opaque text for an address. */
export function writeChangeCursor({ log, revision, began }: ChangeCursor): string {
  const fields = [log, revision, ...(began > revision ? [began] : [])]
  return btoa(fields.join(' ')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads what `writeChangeCursor` wrote; null for anything else. */
export function readChangeCursor(text: string): ChangeCursor | null {
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(text)) return null
  const match = /^([0-9a-f]{8}) (\d{1,15})(?: (\d{1,15}))?$/.exec(decode(text))
  if (!match) return null
  const [, log = '', revision, began] = match
  return { log, revision: Number(revision), began: Number(began ?? revision) }
}

function decode(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
