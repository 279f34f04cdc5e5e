import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const PROGRAM = `
import { createClient, type EventInput } from 'kalendarium/client'

const client = createClient('https://calendar.example.org', { key: 'kal_1' })
const input: EventInput = { title: { sv: 'Orgel' }, start: '2027-03-03T12:15', tags: ['orgel'] }
const posted = await client.events.$post({ json: input, query: { dryRun: true }, header: { 'Idempotency-Key': '1' } })
if (posted.status === 201) {
  const event = await posted.json()
  const text: string = event.localStart + event.url
  console.log(text, event.sequence + 1)
}
const list = await client.occurrences.$get({ query: { from: '2027-03-01', tag: ['a', 'b'], limit: 20 } })
if (list.ok) for (const { eventId, localStart } of (await list.json()).items) console.log(eventId.length, localStart)
else console.log((await list.json()).detail)
await client.events['by-external-id'][':external-id'].$put({ param: { 'external-id': 'a/1' }, json: input })
await client.events[':id'].$get({ param: { id: '1' }, query: { version: 'held' } })
await client.imports.$post({ body: 'BEGIN:VCALENDAR' })
`

test('a program of TypeScript that uses the installed package compiles', async () => {
  expect(await compiled(PROGRAM)).toBe('')
})

test('so does the example of the README', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [, example] = /^```ts\n([\s\S]*?)^```$/m.exec(readme) ?? []
  expect(example).toContain('kalendarium/client')
  expect(await compiled(String(example))).toBe('')
})

test.each([
  ['an unknown field', '{ title: ', '{ titel: ', "'titel' does not exist"],
  ['a value of the wrong kind', "tags: ['orgel']", 'tags: 5', "'number' is not assignable"],
  ['an unknown parameter', "from: '2027", "form: '2027", "'form' does not exist"],
  ['an address that is not there', 'client.imports', 'client.exports', "'exports' does not exist"],
  ['a parameter of the path left out', "param: { id: '1' }", 'param: {}', '\'"id"\' is missing'],
  ['a field that an answer lacks', 'event.localStart', 'event.localBegin', "'localBegin' does not exist"],
])('%s does not compile', async (_, right, wrong, complaint) => {
  expect(PROGRAM).toContain(right)
  expect(await compiled(PROGRAM.replace(right, wrong))).toContain(complaint)
})

test('nor does the program when the API renames a field that it uses', async () => {
  const renamed = (types: string) => types.replaceAll('"localStart"', '"beginsLocally"')
  expect(await compiled(PROGRAM, renamed)).toContain("'localStart' does not exist")
})

/** What tsc says of a program in a project of its own, into which the package is installed. */
async function compiled(program: string, change = (types: string) => types): Promise<string> {
  const folder = await temporaryFolder()
  const installed = join(folder, 'node_modules', 'kalendarium')
  await mkdir(installed, { recursive: true })
  await cp(join(root, 'client'), join(installed, 'client'), { recursive: true })
  await cp(join(root, 'package.json'), join(installed, 'package.json'))
  await symlink(join(root, 'node_modules', 'hono'), join(folder, 'node_modules', 'hono'))
  const types = join(installed, 'client', 'api.d.ts')
  await writeFile(types, change(await readFile(types, 'utf8')))
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  await writeFile(join(folder, 'program.ts'), program)
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'esnext',
    '--types',
    '',
    'program.ts',
  ]
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  return promisify(execFile)(tsc, options, { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}
