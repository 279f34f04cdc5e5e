import { expect, it } from 'vitest'
import { accepts } from '../../src/http/accept.ts'

it.each([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['application/json', true],
  ['Application/JSON; charset=utf-8', true],
  ['text/html, application/*;q=0.1', true],
  ['text/html;q=0.9, */*;q=0.1', true],
  ['text/html', false],
  ['application/json;q=0, */*', false],
  ['application/json;q=0.0', false],
  ['application/*;q=0, application/json', true],
])('Accept: %s takes JSON: %s', (header, taken) => {
  expect(accepts(header, 'application/json')).toBe(taken)
})
