import ipaddr from 'ipaddr.js'

/** Global unicast, RFC 4291 §2.4: what is assigned to the public lies in it alone. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address (`192.0.2.1`, `2001:db8::1`) is one of the public Internet: unicast, and neither private,
 * loopback, link-local, shared (CGNAT), reserved nor for documentation. IPv6 addresses that carry one of IPv4
 * (mapped, compatible, NAT64, 6to4, Teredo) are not, whatever they carry: a gateway would decide where they lead.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST)
}

/** The address that a URL's host is, without brackets; null where it is a name. */
export function literalAddress(hostname: string): string | null {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  return ipaddr.IPv4.isValidFourPartDecimal(hostname) ? hostname : null
}
