import { expect, it } from 'vitest'
import { isPublicAddress } from '../../src/outbound/address.ts'
import { urlFault } from '../../src/outbound/target.ts'

it.each([
  '8.8.8.8',
  '1.1.1.1',
  '100.128.0.1',
  '172.32.0.1',
  '2606:4700:4700::1111',
  '2a00:1450:400f:80d::200e',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

it.each([
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1',
  '192.0.0.1', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1',
  '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1',
  '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1',
  '64:ff9b::808:808', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', '100::1', '3fff::1',
  '5f00::1', 'localhost', '', '0x7f.1', '2130706433', '127.1',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false)) // biome-ignore format: a list

const PUBLIC = 'must have a public address'
const DECIMAL = 'must have an IPv4 address as four decimal numbers'

it.each([
  ['https://example.org/feed.ics', null],
  ['https://kalender.exempel.se:8443/a?b=c', null],
  ['http://8.8.8.8/', null],
  ['http://[2606:4700::1111]/', null],
  ['https://åäö.example/', null],
  ['ftp://example.org/', 'must be an http or https URL'],
  ['webcal://example.org/', 'must be an http or https URL'],
  ['/feed.ics', 'must be an http or https URL'],
  ['http://user@example.org/', 'must not hold a user name or a password'],
  ['http://:secret@example.org/', 'must not hold a user name or a password'],
  ['http://example.org./', 'must have a host without a trailing dot'],
  ['http://127.0.0.1/', PUBLIC],
  ['http://[::1]/', PUBLIC],
  ['http://[::ffff:7f00:1]/', PUBLIC],
  ['http://[::ffff:127.0.0.1]/', PUBLIC],
  ['http://169.254.169.254/latest/meta-data', PUBLIC],
  ['http://127.0.0.1./', DECIMAL],
  ['http://0x7f.1/', DECIMAL],
  ['http://2130706433/', DECIMAL],
  ['http://0177.0.0.1/', DECIMAL],
  ['http://134744072/', DECIMAL],
  ['http://１２７.0.0.1/', DECIMAL],
  ['http://example.org:22/', 'must have the port 80, 443, or one from 1024 on'],
  ['http://example.org:5000/', null],
])('of %s says: %s', (url, fault) => expect(urlFault(url, [])).toBe(fault))

it.each([
  ['http://127.0.0.1:8080/a', ['127.0.0.1:8080'], null],
  ['http://127.0.0.1:8081/a', ['127.0.0.1:8080'], PUBLIC],
  ['http://127.1:8080/a', ['127.0.0.1:8080'], DECIMAL],
  ['http://FEEDS.internal/', ['feeds.internal:80'], null],
  ['https://feeds.internal:25/', ['feeds.internal:25'], null],
  ['https://[fd00:0::1]/', ['[fd00::1]:443'], null],
  ['http://[fd00::1]/', ['[fd00::1]:443'], PUBLIC],
])('takes %s with the exceptions %j: %s', (url, allow, fault) => expect(urlFault(url, allow)).toBe(fault))
