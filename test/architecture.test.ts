import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What touches the machine: alone in reading the environment and the clock, and in importing `node:`. */
const ENTRY = /^src\/(node|serve|run-process|demo|listen|unreadable|worker|[a-z-]+-(node|worker))\.ts$/

const files = globSync('{src,db}/**/*.ts', { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const sources = files.filter(({ path }) => path.startsWith('src/'))
const belowEntries = sources.filter(({ path }) => !ENTRY.test(path))
const imports = files.flatMap(({ path, text }) => importsOf(path, text).map((to) => ({ from: path, to })))

test('there is code to look at', () => {
  expect(sources.length).toBeGreaterThan(80)
  expect(imports.length).toBeGreaterThan(300)
})

describe('imports go down only:', () => {
  test('entry → app → routes → everything else', () => {
    const up = imports.filter(({ from, to }) => from.startsWith('src/') && level(to) > level(from))
    expect(shown(up)).toEqual([])
  })

  test('time and recurrence know only each other, and what an event is', () => {
    const domain = /^src\/(time|recurrence)\//
    const out = imports.filter(
      ({ from, to }) => domain.test(from) && !domain.test(to) && to !== 'src/events/model.ts',
    )
    expect(shown(out)).toEqual([])
  })

  test('what renders, models or decides knows no database and no HTTP', () => {
    const pure = /\/(ical-|json|model|slug|markdown|plain-text|terms|filters|merge|diff)[^/]*\.ts$/
    const knowing = /^(kysely|hono|@hono\/(?!zod-openapi))|^src\/http\/|^db\//
    expect(shown(imports.filter(({ from, to }) => pure.test(from) && knowing.test(to)))).toEqual([])
  })

  test('the database’s side knows of src only types', () => {
    const statements = files
      .filter(({ path }) => path.startsWith('db/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^(?:import|export) (?!type\b)[^'"]*['"][./]+src\/.*/gm)].map(
          ([line]) => `${path}: ${line}`,
        ),
      )
    expect(statements).toEqual([])
  })
})

describe('one place only', () => {
  test.each([
    ['pg', /^db\/(postgres|copy-out)\.ts$/],
    ['@electric-sql/pglite', /^db\/pglite(-create)?\.ts$/],
    ['@hono/node-server', /^src\/listen\.ts$/],
    ['markdown-it', /^src\/(events\/markdown|calendar\/plain-text)\.ts$/],
    ['ical.js', /^src\/imports\/property\.ts$/],
    ['undici', /^nowhere$/],
    ['undici/index.js', /^src\/outbound-node\.ts$/],
    ['rrule', /^nowhere$/],
    ['feed', /^src\/news\/write\.ts$/],
    ['ical-generator', /^nowhere$/],
  ])('imports %s', (name, place) => {
    expect(shown(imports.filter(({ from, to }) => to === name && !place.test(from)))).toEqual([])
  })
})

describe('below the entries', () => {
  test('nothing is imported from Node', () => {
    const node = imports.filter(({ from, to }) => to.startsWith('node:') && from.startsWith('src/'))
    expect(shown(node.filter(({ from }) => !ENTRY.test(from)))).toEqual([])
  })

  test.each([
    ['the environment', /\bprocess\.|\bimport\.meta\.env\b/],
    ['a clock', /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b/],
    ['chance', /\bMath\.random\(|\brandomUUID\(/],
    ['the console', /\bconsole\./],
  ])('nothing reads or writes %s', (_, pattern) => {
    expect(belowEntries.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)).toEqual([])
  })
})

test('no file has more than 400 lines', () => {
  const all = globSync('{src,db,test,scripts,examples}/**/*.{ts,js,mjs}', { cwd: root })
  const lines = (path: string) => readFileSync(join(root, path), 'utf8').split('\n').length - 1
  expect(all.filter((path) => lines(path) > 400)).toEqual([])
})

test('no type is silenced', () => {
  const silenced = files.filter(({ text }) =>
    /\bas any\b|\bas unknown as\b|@ts-(ignore|nocheck|expect-error)/.test(code(text)),
  )
  expect(silenced.map(({ path }) => path)).toEqual([])
})

function level(path: string): number {
  if (ENTRY.test(path)) return 3
  if (path === 'src/app.ts') return 2
  return /routes\.ts$|^src\/docs\/welcome\.ts$/.test(path) ? 1 : 0
}

/** The modules that a file imports: those of ours as paths from the root, others by name. */
function importsOf(path: string, text: string): string[] {
  const found = code(text).matchAll(
    /^import\s*(?:[^'"=]*?\bfrom\s*)?['"]([^'"]+)['"]|^export\b[^'"=(]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  )
  return [...found]
    .map(([, fixed, passedOn, dynamic]) => String(fixed ?? passedOn ?? dynamic))
    .map((to) => (to.startsWith('.') ? join(dirname(path), to) : to))
}

/** Without comments. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}

function shown(found: readonly { from: string; to: string }[]): string[] {
  return found.map(({ from, to }) => `${from} imports ${to}`)
}
