import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { zoneDataFingerprint } from '../../src/time/fingerprint.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('names the zone data of the runtime, the same each time', () => {
  const name = zoneDataFingerprint(2026, sha256)
  expect(name).toMatch(/^zones-[0-9a-f]{12}$/)
  expect(zoneDataFingerprint(2026, sha256)).toBe(name)
})

test('looks at every zone’s offset in winter and summer', () => {
  let seen = ''
  zoneDataFingerprint(2026, (text) => {
    seen = text
    return sha256(text)
  })
  expect(seen).toContain('\nEurope/Stockholm 3600,7200,3600,7200,3600,7200\n')
  expect(seen.split('\n').length).toBeGreaterThan(400)
})
