/**
 * `npm run bench [-- PART…] [-- --data=FOLDER]`: the figures of the README, all sides of each comparison by turns in one
 * run. With a folder, its databases stay there for the next run.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { coldStart } from './cold-start.ts'
import { expansion } from './expansion.ts'
import { feed } from './feed.ts'
import { imports } from './imports.ts'
import { isMet, type Result } from './measure.ts'
import { memory } from './memory.ts'
import { pages } from './pages.ts'
import { type PostgresServer, startPostgres } from './postgres.ts'
import { posting } from './posting.ts'
import { reads } from './reads.ts'
import { replicas } from './replicas.ts'
import { scale } from './scale.ts'
import { windows } from './windows.ts'
import { writes } from './writes.ts'

const PARTS: Record<string, (server: PostgresServer) => Promise<Result[]>> = {
  expansion,
  windows,
  reads,
  pages,
  feed,
  writes,
  imports,
  'cold-start': coldStart,
  posting,
  replicas,
  memory,
  scale,
}

/** Only where they are asked for. */
const RARE = new Set(['scale'])

const asked = process.argv.slice(2)
const wanted = asked.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.filter((name) => !(name in PARTS))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join()}: ${Object.keys(PARTS).join(', ')}`)
  process.exit(2)
}
const kept = asked.find((arg) => arg.startsWith('--data='))?.slice('--data='.length)
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'kalendarium-bench-')))

const server = await startPostgres(folder)
try {
  const results: Result[] = []
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 ? !wanted.includes(name) : RARE.has(name)) continue
    const own = await part(server)
    console.log(table(own))
    results.push(...own)
  }
  const machine = await facts(server)
  console.log(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  )
  await mkdir('bench-results', { recursive: true })
  await writeFile('bench-results/bench.json', `${JSON.stringify({ machine, results }, null, 2)}\n`)
  if (!results.every(isMet)) process.exitCode = 1
} finally {
  await server.stop()
  if (kept === undefined) await rm(folder, { recursive: true, force: true })
}

function table(results: readonly Result[]): string {
  const lines = results.map((one) => {
    const { what, unit, ours, other, against, ratio, goal } = one
    const bound = goal === null ? '' : 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`
    const verdict = goal === null ? '' : `${bound}  ${isMet(one) ? 'ok' : 'MISSED'}`
    const figures = [`${figure(ours)} ${unit}`, `${figure(other)} ${unit}`, figure(ratio)]
    return [
      what.padEnd(52),
      ...figures.map((text) => text.padStart(12)),
      verdict.padEnd(14),
      `against ${against}`,
    ].join('  ')
  })
  return lines.join('\n')
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

async function facts({ url }: PostgresServer): Promise<Record<string, string>> {
  const client = new pg.Client(url('postgres'))
  await client.connect()
  const { rows } = await client.query<{ version: string }>('select version()')
  await client.end()
  return {
    date: new Date().toISOString(),
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim(),
    node: process.version,
    postgresql: rows[0]?.version.split(' on ')[0] ?? 'unknown',
  }
}
