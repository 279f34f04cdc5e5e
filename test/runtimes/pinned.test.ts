import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { isOtherRun, programOf } from './programs.ts'

const run = promisify(execFile)
const file = fileURLToPath(new URL('./pinned-request.ts', import.meta.url))

const programs: { name: string; file: string; args: string[] }[] = isOtherRun
  ? (['Deno', 'Bun'] as const).map((name) => ({ name, ...programOf(name) }))
  : [{ name: 'Node', file: process.execPath, args: [] }]

test.each(programs)(
  'on $name a request goes to the address that was checked, whatever its name is',
  async (program) => {
    const server = createServer((request, response) => response.end(request.headers.host)).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { stdout } = await run(program.file, [...program.args, file, port])
    expect(stdout).toBe(`200 nobody.invalid:${port}\n`)
  },
)
