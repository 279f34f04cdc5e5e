import fc from 'fast-check'
import { expect, it } from 'vitest'
import { luminanceOf, safeColour } from '../../src/site/calendar/colour.ts'

const rgb = (colour: string): [number, number, number] => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return [red, green, blue]
}
const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminanceOf(rgb(one)), luminanceOf(rgb(other))].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

it('a category’s colour has 3 : 1 to every ground of both themes', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(channel, channel, channel, (...parts) => {
      const colour = safeColour(`#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`)
      // Paper, surface, mist and the sunken ground, light and dark.
      for (const ground of [
        '#fbfaf6',
        '#ffffff',
        '#e3eeed',
        '#f1efe8',
        '#101718',
        '#182122',
        '#16292b',
        '#0b1011',
      ]) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(3)
      }
    }),
  )
})

it('stays as it is where it is safe already, and is a grey where there is none', () => {
  expect(safeColour('#c2541b')).toBe('#c2541b')
  expect(safeColour(null)).toBe(safeColour('red'))
})
