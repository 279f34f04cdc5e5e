import { describe, expect, it } from 'vitest'
import { evaluate, type Validators } from '../../src/http/conditional.ts'

const CHANGED = new Date('2026-11-03T12:00:00.750Z')
const SAME = 'Tue, 03 Nov 2026 12:00:00 GMT'
const BEFORE = 'Tue, 03 Nov 2026 11:59:59 GMT'
const STRONG: Validators = { etag: '"v,3"', lastModified: CHANGED }
const WEAK: Validators = { etag: 'W/"v3"' }

const verdict = (headers: Record<string, string>, current: Validators | null = STRONG, method = 'GET') =>
  evaluate(method, (name) => headers[name], current)

describe('conditional requests (RFC 9110 §13.2.2)', () => {
  it.each<[string, Record<string, string>, Validators | null, string]>([
    ['no condition', {}, STRONG, 'proceed'],
    ['If-None-Match of the tag', { 'if-none-match': '"v,3"' }, STRONG, 'notModified'],
    ['in a list, with a comma inside', { 'if-none-match': '"a", "v,3" , W/"b"' }, STRONG, 'notModified'],
    ['weakly, the client’s', { 'if-none-match': 'W/"v,3"' }, STRONG, 'notModified'],
    ['weakly, ours', { 'if-none-match': '"v3"' }, WEAK, 'notModified'],
    ['of another tag', { 'if-none-match': '"v4"' }, STRONG, 'proceed'],
    ['of a part of the tag', { 'if-none-match': '"v", "3"' }, STRONG, 'proceed'],
    ['of anything', { 'if-none-match': '*' }, STRONG, 'notModified'],
    ['of anything where nothing is', { 'if-none-match': '*' }, null, 'proceed'],
    ['of what is no tag', { 'if-none-match': 'v,3' }, STRONG, 'proceed'],
    ['If-Modified-Since, the same second', { 'if-modified-since': SAME }, STRONG, 'notModified'],
    [
      'the obsolete form of RFC 850',
      { 'if-modified-since': 'Tuesday, 03-Nov-26 12:00:00 GMT' },
      STRONG,
      'notModified',
    ],
    ['the form of asctime', { 'if-modified-since': 'Tue Nov  3 12:00:00 2026' }, STRONG, 'notModified'],
    ['a second before', { 'if-modified-since': BEFORE }, STRONG, 'proceed'],
    ['another zone', { 'if-modified-since': 'Tue, 03 Nov 2026 23:59:00 +0200' }, STRONG, 'proceed'],
    ['no date', { 'if-modified-since': '2026-11-03T12:00:00Z' }, STRONG, 'proceed'],
    [
      'If-None-Match before If-Modified-Since',
      { 'if-none-match': '"x"', 'if-modified-since': SAME },
      STRONG,
      'proceed',
    ],
    ['If-Match of the tag', { 'if-match': '"v,3"' }, STRONG, 'proceed'],
    ['If-Match of another', { 'if-match': '"v4"' }, STRONG, 'preconditionFailed'],
    ['If-Match never weakly', { 'if-match': 'W/"v3"' }, WEAK, 'preconditionFailed'],
    ['If-Match of anything', { 'if-match': '*' }, WEAK, 'proceed'],
    ['If-Match where nothing is', { 'if-match': '*' }, null, 'preconditionFailed'],
    ['If-Unmodified-Since', { 'if-unmodified-since': BEFORE }, STRONG, 'preconditionFailed'],
    [
      'If-Match before If-Unmodified-Since',
      { 'if-match': '*', 'if-unmodified-since': BEFORE },
      STRONG,
      'proceed',
    ],
    ['If-Match and then If-None-Match', { 'if-match': '*', 'if-none-match': '"v,3"' }, STRONG, 'notModified'],
  ])('%s', (_, headers, current, expected) => {
    expect(verdict(headers, current)).toBe(expected)
    expect(verdict(headers, current, 'HEAD')).toBe(expected)
  })

  it('of a write makes 412 of what would be 304, and ignores If-Modified-Since', () => {
    expect(verdict({ 'if-none-match': '*' }, STRONG, 'PUT')).toBe('preconditionFailed')
    expect(verdict({ 'if-modified-since': SAME }, STRONG, 'PUT')).toBe('proceed')
  })
})
