import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWellFormedKey, KEY_BYTES, keyOf } from '../../src/partners/key.ts'

const ZERO = keyOf(new Uint8Array(KEY_BYTES))
const keys = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map(keyOf)
const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')

describe('a key', () => {
  it('has a prefix, 43 letters for 256 bits, and 6 for the checksum', () => {
    expect(ZERO).toMatch(/^kal_0{43}[0-9A-Za-z]{6}$/)
    expect(keyOf(new Uint8Array(KEY_BYTES).fill(255))).toMatch(/^kal_[0-9A-Za-z]{49}$/)
  })

  it('is well formed, whatever its bits', () => {
    fc.assert(fc.property(keys, isWellFormedKey))
  })

  it('is its bits’ own', () => {
    fc.assert(
      fc.property(fc.uniqueArray(keys, { minLength: 2 }), (made) => new Set(made).size === made.length),
    )
  })

  it('is refused with any one character wrong', () => {
    fc.assert(
      fc.property(keys, fc.nat(48), letters, (key, at, letter) => {
        const wrong = `${key.slice(0, 4 + at)}${letter}${key.slice(5 + at)}`
        expect(isWellFormedKey(wrong)).toBe(wrong === key)
      }),
    )
  })

  it('is refused with two neighbours exchanged', () => {
    fc.assert(
      fc.property(keys, fc.nat(47), (key, at) => {
        const [a = '', b = ''] = key.slice(4 + at)
        const wrong = `${key.slice(0, 4 + at)}${b}${a}${key.slice(6 + at)}`
        expect(isWellFormedKey(wrong)).toBe(wrong === key)
      }),
    )
  })

  it.each(['', 'kal_', ZERO.slice(1), `${ZERO}0`, ZERO.replace('kal', 'Kal'), ` ${ZERO}`, `${ZERO}\n`])(
    'is not %j',
    (text) => {
      expect(isWellFormedKey(text)).toBe(false)
    },
  )
})
