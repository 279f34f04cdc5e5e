import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentLine, fold, parameterValue, textValue, uriValue } from '../../src/calendar/ical-text.ts'

const octets = (text: string) => new TextEncoder().encode(text).length
const unfold = (text: string) => text.replaceAll('\r\n ', '')

describe('TEXT', () => {
  test.each([
    ['plain', 'plain'],
    ['a;b,c\\d', 'a\\;b\\,c\\\\d'],
    ['one\r\ntwo\rthree\nfour', 'one\\ntwo\\nthree\\nfour'],
    ['line\u2028paragraph\u2029next\u0085', 'line\\nparagraph\\nnext\\n'],
    ['nul\0 bell\u0007 delete\u007f vertical\v', 'nul bell delete vertical'],
    ['tab\tstays', 'tab\tstays'],
    ['"quotes": stay', '"quotes": stay'],
    ['half \ud83d surrogate', 'half \ufffd surrogate'],
  ])('%j is written %j', (text, written) => expect(textValue(text)).toBe(written))
})

describe('a parameter', () => {
  test.each([
    ['sv-FI', 'sv-FI'],
    ['Europe/Stockholm', 'Europe/Stockholm'],
    ['Anna Andersson', '"Anna Andersson"'],
    ['a:b;c,d', '"a:b;c,d"'],
    ['the "Hall" ^\r\nX-EVIL:1', `"the ^'Hall^' ^^^nX-EVIL:1"`],
    ['', '""'],
  ])('%j is written %j', (value, written) => expect(parameterValue(value)).toBe(written))
})

describe('a URI', () => {
  test.each([
    ['https://x.example/a?b=c,d;e&f=%C3%A5#g', 'https://x.example/a?b=c,d;e&f=%C3%A5#g'],
    ['https://x.example/\r\nX-EVIL:1', 'https://x.example/%0D%0AX-EVIL:1'],
    ['https://x.example/å "b"', 'https://x.example/%C3%A5%20%22b%22'],
    ['https://x.example/\ud83d', 'https://x.example/%EF%BF%BD'],
  ])('%j is written %j', (uri, written) => expect(uriValue(uri)).toBe(written))
})

describe('folding', () => {
  test('keeps a line of 75 octets and breaks one of 76', () => {
    expect(fold('x'.repeat(75))).toBe('x'.repeat(75))
    expect(fold('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`)
  })

  test('counts octets and splits no code point', () => {
    expect(fold('å'.repeat(38))).toBe(`${'å'.repeat(37)}\r\n å`)
    expect(fold(`x${'😀'.repeat(19)}`)).toBe(`x${'😀'.repeat(18)}\r\n 😀`)
  })

  test('keeps what people see as one character together', () => {
    const family = '👩‍👩‍👧‍👦'
    expect(fold(`${'x'.repeat(60)}${family}`)).toBe(`${'x'.repeat(60)}\r\n ${family}`)
    expect(fold(`${'x'.repeat(74)}e\u0301`)).toBe(`${'x'.repeat(74)}\r\n e\u0301`)
    expect(fold(`${'x'.repeat(70)}🇸🇪`)).toBe(`${'x'.repeat(70)}\r\n 🇸🇪`)
  })

  test('splits a character that outgrows a line between its code points', () => {
    const stacked = `e${'\u0301'.repeat(80)}`
    expect(fold(stacked).split('\r\n ').map(octets)).toEqual([75, 74, 12])
  })

  test('never exceeds 75 octets and unfolds to the same, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = textValue(text)
        const folded = fold(line)
        expect(unfold(folded)).toBe(line)
        expect(Math.max(...folded.split('\r\n').map(octets))).toBeLessThanOrEqual(75)
        expect(folded.isWellFormed()).toBe(true)
      }),
    )
  })
})

test('a content line has its parameters in order, absent ones left out, and CRLF', () => {
  expect(contentLine('SUMMARY', 'Möte', { LANGUAGE: 'sv', 'X-NONE': null })).toBe(
    'SUMMARY;LANGUAGE=sv:Möte\r\n',
  )
})
