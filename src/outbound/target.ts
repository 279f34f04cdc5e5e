import { isPublicAddress, literalAddress } from './address.ts'

/** Where a request may go, as far as its URL alone tells; `trusted` where the operator named its host and port. */
export type Target = { url: URL; trusted: boolean; fault?: undefined } | { fault: string }

/** What can be told of an address before anything is resolved, in words that go on from the name of its field. */
export function urlFault(text: string, allow: readonly string[]): string | null {
  return readTarget(text, allow).fault ?? null
}

/**
 * Reads the URL of an outbound request. http and https alone, no user name or password, no trailing dot, no IPv4
 * address in another form than four decimal numbers (`0x7f.1`, `2130706433`), no literal address that is not
 * public, no port below 1024 but 80 and 443.
 * @param allow `host:port` pairs as OUTBOUND_ALLOW has them, for which neither address nor port is asked
 * @param base what a relative address, as of a redirect, is relative to
 */
export function readTarget(text: string, allow: readonly string[], base?: URL): Target {
  const url = URL.parse(text, base)
  if (!url || !/^https?:$/.test(url.protocol)) return { fault: 'must be an http or https URL' }
  if (url.username || url.password) return { fault: 'must not hold a user name or a password' }
  if (url.hostname.endsWith('.')) return { fault: 'must have a host without a trailing dot' }
  const literal = literalAddress(url.hostname)
  const written = writtenHost(text)
  if (literal !== null && !literal.includes(':') && written !== null && written !== literal)
    return { fault: 'must have an IPv4 address as four decimal numbers' }
  const port = url.port || DEFAULT_PORTS[url.protocol]
  if (allow.some((pair) => isSamePlace(pair, url.hostname, port))) return { url, trusted: true }
  if (literal !== null && !isPublicAddress(literal)) return { fault: 'must have a public address' }
  if (Number(port) < 1024 && port !== '80' && port !== '443')
    return { fault: 'must have the port 80, 443, or one from 1024 on' }
  return { url, trusted: false }
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }

/** The host as it stands in the text, in lower case; null where the text has none. */
function writtenHost(text: string): string | null {
  const authority = /^\s*(?:[a-z][a-z\d+.-]*:)?[\\/]{2}([^\\/?#]*)/i.exec(text)?.[1]
  return authority?.replace(/:\d*$/, '').toLowerCase() ?? null
}

/** Hosts are compared in the form that URLs give them: names in Punycode, IPv6 addresses at their shortest. */
function isSamePlace(pair: string, hostname: string, port: string | undefined): boolean {
  const colon = pair.lastIndexOf(':')
  return pair.slice(colon + 1) === port && URL.parse(`http://${pair}`)?.hostname === hostname
}
