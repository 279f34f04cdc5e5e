/** A text as the driver gives it: in octets where that spares decoding it, UTF-8. */
export type Octets = Uint8Array<ArrayBuffer> | string

/**
 * Said in a query without values: each of its columns is a text, these are their names, and who asks takes them in octets
 * (`Octets`). Text that is only sent on need not become strings, which cost more to collect than to read.
 */
export function inOctets(...columns: string[]): string {
  return `${BEGIN}${columns.join()}${END}`
}

/** The names that `inOctets` gives; null where it was not said. */
export function columnsInOctets(query: string): string[] | null {
  const from = query.indexOf(BEGIN)
  if (from < 0) return null
  return query.slice(from + BEGIN.length, query.indexOf(END, from)).split(',')
}

const BEGIN = '/* in octets: '
const END = ' */'

export function octetsOf(text: Octets): Uint8Array<ArrayBuffer> {
  return typeof text === 'string' ? encoder.encode(text) : text
}

export function textOf(text: Octets): string {
  return typeof text === 'string' ? text : decoder.decode(text)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
