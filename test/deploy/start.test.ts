import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startVariables } from '../bench/service.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

it.each(['Dockerfile', 'deploy/kalendarium.service'])('%s starts with what `npm start` sets', (path) => {
  const { NODE_COMPILE_CACHE, ...same } = startVariables()
  expect(NODE_COMPILE_CACHE).toBeDefined()
  const text = read(path)
  for (const [name, value] of Object.entries(same))
    expect(text).toMatch(new RegExp(`[ =]${name}=${value}\\s`))
  expect(text).toContain('NODE_COMPILE_CACHE=')
})
