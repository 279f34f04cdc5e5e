/** A path as an RFC 6901 JSON pointer; '' is the whole. Its steps are short, as of `shortStep`. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${shortStep(String(step))}`).join('')
}

const LONGEST_STEP = 200

/** A step to be told of: a body of few names must not become a list of long ones. */
export function shortStep(name: string): string {
  return escapeStep(name.length > LONGEST_STEP ? `${name.slice(0, LONGEST_STEP)}…` : name)
}

/** One step of a pointer (RFC 6901 §3). */
export function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
