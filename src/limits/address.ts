import ipaddr from 'ipaddr.js'

/**
 * Whose requests count together: the client's IPv4 address, or the /64 of its IPv6 address, as a network gives each of
 * its hosts that many. `unknown` where nobody can tell.
 *
 * Each proxy appends to X-Forwarded-For the address that spoke to it, so what the last `proxies` of them wrote is true
 * and all to its left may be forged. Where the header says less, or no address, the nearest hop that is one counts.
 *
 * @param peer the address that the connection comes from
 * @param forwarded X-Forwarded-For, its lines joined with commas
 */
export function clientOf(peer: string | undefined, forwarded: string | undefined, proxies: number): string {
  if (proxies > 0 && forwarded !== undefined) {
    const told = forwarded.split(',').slice(-proxies)
    for (const hop of told) {
      const network = networkOf(withoutPort(hop.trim()))
      if (network !== null) return network
    }
  }
  return (peer === undefined ? null : networkOf(peer)) ?? 'unknown'
}

function networkOf(text: string): string | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return null
  const address = ipaddr.process(text)
  if (!(address instanceof ipaddr.IPv6)) return address.toString()
  const groups = address.parts.slice(0, 4).map((part) => part.toString(16))
  return `${groups.join(':')}::/64`
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop
}
