import { describe, expect, it } from 'vitest'
import { clientOf } from '../../src/limits/address.ts'

describe('without a proxy', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
    ['', 'unknown'],
  ])('a connection from %s counts as %s', (peer, client) => {
    expect(clientOf(peer, undefined, 0)).toBe(client)
  })

  it('what the client says of itself counts for nothing', () => {
    expect(clientOf('192.0.2.1', '198.51.100.1', 0)).toBe('192.0.2.1')
  })
})

describe('behind proxies', () => {
  const PROXY = '10.0.0.1'
  it.each([
    ['one proxy tells whom it saw', 1, '198.51.100.1', '198.51.100.1'],
    ['what the client wrote before is ignored', 1, '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['two proxies: the outer one tells', 2, '203.0.113.9, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['fewer hops than proxies: the outermost there is', 3, '198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['no header: the proxy itself', 1, undefined, PROXY],
    ['no address: the proxy itself', 1, '203.0.113.9, unknown', PROXY],
    ['an empty hop: the next nearer one', 2, '203.0.113.9, , 10.0.0.2', '10.0.0.2'],
    ['a port is left out', 1, '198.51.100.1:4711', '198.51.100.1'],
    ['a port of IPv6 too', 1, '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['IPv6', 1, '2001:db8::1', '2001:db8:0:0::/64'],
    ['odd spellings of an address are none', 1, '0x7f.1', PROXY],
  ])('%s', (_, proxies, forwarded, client) => {
    expect(clientOf(PROXY, forwarded, proxies)).toBe(client)
  })
})
