/** Queries that never come twice, as Lua for wrk: no answer is one that was kept. */
import { CATEGORIES, TOWNS, TYPES } from './bodies.ts'

const FIRST = Date.UTC(2026, 2, 1) / 1000
const YEAR = 365 * 86_400
const MONTH = 30 * 86_400

const RANDOM = `
local function iso(t) return os.date("!%Y-%m-%dT%H:%M:%SZ", t) end
local function start() return ${FIRST} + math.random(0, ${YEAR}) end
local n = 0
`

/** The first `limit` of a random month, to the second. */
export function month(limit: number, path = '/api/v1/occurrences'): string {
  return `${RANDOM}
request = function()
  local from = start()
  return wrk.format("GET", "${path}?limit=${limit}&from=" .. iso(from) .. "&to=" .. iso(from + ${MONTH}))
end`
}

/** The next `limit` after a random second. */
export function next(limit: number): string {
  return `${RANDOM}
request = function() return wrk.format("GET", "/api/v1/occurrences?limit=${limit}&from=" .. iso(start())) end`
}

/** An address that asks for the same each time, by a tag that nothing has and that is left out. */
export function unkept(path: string): string {
  return `${RANDOM}
request = function()
  n = n + 1
  return wrk.format("GET", "${path}&tag=-" .. seed .. "x" .. n)
end`
}

/** A word in a random month, as a list or as facets by turns. */
export function search(words: readonly string[]): string {
  return `${RANDOM}
local words = { ${words.map((word) => `"${encodeURIComponent(word)}"`).join()} }
request = function()
  n = n + 1
  local from = start()
  local path = n % 2 == 0 and "/api/v1/occurrences" or "/api/v1/facets"
  return wrk.format("GET", path .. "?q=" .. words[math.random(#words)]
    .. "&from=" .. iso(from) .. "&to=" .. iso(from + ${MONTH}))
end`
}

const list = (texts: readonly string[]) =>
  `{ ${texts.map((text) => `"${encodeURIComponent(text)}"`).join()} }`

/** The counts of a random month in one town. */
export const facets = `${RANDOM}
local towns = ${list(TOWNS)}
request = function()
  local from = start()
  return wrk.format("GET", "/api/v1/facets?locality=" .. towns[math.random(#towns)]
    .. "&from=" .. iso(from) .. "&to=" .. iso(from + ${MONTH}))
end`

/** A subscription to a town, a type and a category, made anew each time. */
export const feedOf = `${RANDOM}
local towns, types, categories = ${list(TOWNS)}, ${list(TYPES)}, ${list(CATEGORIES)}
request = function()
  n = n + 1
  return wrk.format("GET", "/calendar.ics?locality=" .. towns[math.random(#towns)] .. "&type=" .. types[math.random(#types)]
    .. "&category=" .. categories[math.random(#categories)] .. "&tag=-" .. seed .. "x" .. n)
end`
