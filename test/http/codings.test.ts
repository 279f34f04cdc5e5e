import { expect, test } from 'vitest'
import { acceptedCodings, type Coding } from '../../src/http/codings.ts'

test.each<[header: string | undefined, Coding[]]>([
  [undefined, ['identity']],
  ['', ['identity']],
  ['gzip', ['gzip', 'identity']],
  ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
  ['GZIP;Q=1 , Br ; q=0.5', ['gzip', 'br', 'identity']],
  ['x-gzip', ['gzip', 'identity']],
  ['*', ['br', 'gzip', 'identity']],
  ['*;q=0.5, gzip', ['gzip', 'br', 'identity']],
  ['br;q=0, *', ['gzip', 'identity']],
  ['gzip;q=0.5, identity', ['identity', 'gzip']],
  ['identity;q=0, gzip', ['gzip']],
  ['*;q=0, br', ['br']],
  ['identity;q=0', ['identity']],
  ['*;q=0', ['identity']],
  ['gzip;q=0.000', ['identity']],
  ['gzip;q=-1', ['identity']],
  ['gzip;q=1e9', ['identity']],
  ['gzip;q=, br;q=NaN', ['identity']],
  ['deflate, compress, zstd', ['identity']],
  ['gzipp, bro,;;;,=,q=1', ['identity']],
  ['gzip;q=0, gzip', ['identity']],
])('Accept-Encoding: %s', (header, expected) => {
  expect(acceptedCodings(header)).toEqual(expected)
})
