/** Content codings: RFC 9110 §8.4.1, §12.5.3. */
export type Coding = 'br' | 'gzip' | 'identity'

/** In the order of our own preference, for a client that has none. */
const CODINGS: readonly Coding[] = ['br', 'gzip', 'identity']

/**
 * The codings that a client takes, the best first: by its weights, then ours. A client that says nothing gets the text as
 * it is, and so does one that refuses everything: an answer that it may not read is better than none.
 */
export function acceptedCodings(header: string | undefined): readonly Coding[] {
  if (header === undefined || header === '') return ['identity']
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.trim().split(/\s*;\s*/)
    if (!weights.has(name)) weights.set(name, weightOf(parameters))
  }
  const weight = (coding: Coding) =>
    weights.get(coding) ??
    (coding === 'gzip' ? weights.get('x-gzip') : undefined) ??
    weights.get('*') ??
    // Taken unless it is refused, though never preferred to what is named.
    (coding === 'identity' ? 0.0001 : 0)
  const accepted = CODINGS.filter((coding) => weight(coding) > 0)
  return accepted.length > 0 ? accepted.sort((a, b) => weight(b) - weight(a)) : ['identity']
}

/** A weight that is none refuses. */
function weightOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  if (text === undefined) return 1
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0
}
