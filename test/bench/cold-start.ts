/** How long a start takes by processor time, so that what else the machine does matters less: of Node until it is ready, and of workerd what is this service's own part of it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/postgres-server.ts'
import { median, type Result, result } from './measure.ts'
import type { PostgresServer } from './postgres.ts'
import { ADMIN_KEY, openService } from './service.ts'

const ROUNDS = 9
const NODE_GOAL_MS = 600
const WORKERD_GOAL_MS = 100
const root = join(import.meta.dirname, '../..')
const bin = join(root, 'node_modules/.bin')
/** The program itself: what stands in `.bin` starts it as another process, which outlives it. */
const workerd = join(
  root,
  `node_modules/@cloudflare/workerd-${process.platform}-${process.arch === 'x64' ? '64' : process.arch}/bin/workerd`,
)

export async function coldStart(server: PostgresServer): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kalendarium-cold-'))
  try {
    return [await onNode(server, folder), await onWorkerd(folder)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As `npm start` does it, with Node's cache of compiled code: from the spawn to the first 200 of /readyz. */
async function onNode(server: PostgresServer, folder: string): Promise<Result> {
  await server.create('bench_cold')
  await (await openService(server.url('bench_cold'))).close()
  const port = await freePort()
  const env = {
    DATABASE_URL: server.url('bench_cold'),
    ADMIN_KEY,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  }
  const start = () => spawn(join(bin, 'node'), ['src/node.ts'], { cwd: root, env, stdio: 'ignore' })
  const times: number[] = []
  // The first fills the cache.
  for (let round = 0; round <= ROUNDS; round++) times.push(await untilAnswered(start, port, '/readyz'))
  const ours = median(times.slice(1))
  return result('cold start on Node with PostgreSQL', 'ms', ours, NODE_GOAL_MS, 'the goal', 1)
}

/** The bundle as wrangler makes it against a Worker that does nothing: from the spawn to the first 200 of /healthz. */
async function onWorkerd(folder: string): Promise<Result> {
  const bundle = join(folder, 'bundle')
  execFileSync(join(bin, 'wrangler'), ['deploy', '--dry-run', '--outdir', bundle], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', PATH: `${bin}:${process.env.PATH}` },
    stdio: 'ignore',
  })
  const port = await freePort()
  const files = readdirSync(bundle).filter((name) => !/\.map$|^README/.test(name))
  writeFileSync(
    join(folder, 'ours.capnp'),
    configOf(port, ['worker.js', ...files.filter((name) => name !== 'worker.js')]),
  )
  writeFileSync(join(bundle, 'nothing.js'), "export default { fetch: () => new Response('ok') }")
  writeFileSync(join(folder, 'nothing.capnp'), configOf(port, ['nothing.js']))
  const start = (name: string) => () =>
    spawn(workerd, ['serve', join(folder, name)], { cwd: folder, stdio: 'ignore' })
  const times: { ours: number[]; nothing: number[] } = { ours: [], nothing: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    times.ours.push(await untilAnswered(start('ours.capnp'), port, '/healthz'))
    times.nothing.push(await untilAnswered(start('nothing.capnp'), port, '/healthz'))
  }
  const own = median(times.ours.slice(1)) - median(times.nothing.slice(1))
  return result('cold start on workerd, own code', 'ms', own, WORKERD_GOAL_MS, 'the goal', 1)
}

function configOf(port: number, [main = '', ...texts]: string[]): string {
  const modules = [
    `(name = "${main}", esModule = embed "bundle/${main}")`,
    ...texts.map((name) => `(name = "${name}", text = embed "bundle/${name}")`),
  ]
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [${modules.join(', ')}],
    compatibilityDate = "2026-10-01",
    compatibilityFlags = ["nodejs_compat"],
    bindings = [
      (name = "PUBLIC_URL", text = "https://calendar.example.org"),
      (name = "HYPERDRIVE", json = "{\\"connectionString\\": \\"postgres://nobody@127.0.0.1:1/none\\"}"),
    ],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`
}

/** Milliseconds of processor time; the process is stopped afterwards. */
async function untilAnswered(start: () => ChildProcess, port: number, path: string): Promise<number> {
  if (await isAnswered(port, path)) throw new Error(`something answers at ${port} already`)
  const child = start()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (!(await isAnswered(port, path))) {
    if (child.exitCode !== null) throw new Error(`it ended with status ${child.exitCode}`)
    await sleep(2)
  }
  const took = processorTime(child)
  child.kill('SIGTERM')
  await ended
  return took
}

/** Of a process, in milliseconds (proc(5): utime and stime, in hundredths of a second). */
function processorTime({ pid }: ChildProcess): number {
  const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')
  const [utime, stime] = fields.join(') ').split(' ').slice(11, 13).map(Number)
  return 10 * (Number(utime) + Number(stime))
}

/** With a key that is none, so that a Worker does not look for a cache, which is not configured here. */
function isAnswered(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ port, path, host: '127.0.0.1', agent: false, headers: { Authorization: 'none' } })
    asked.once('response', (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asked.once('error', () => resolve(false))
    asked.end()
  })
}
