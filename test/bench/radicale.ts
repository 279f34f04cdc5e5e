/** Radicale (Debian's package of that name) with the events of a feed, each in a file of its own. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../support/debian.ts'
import { freePort } from '../support/postgres-server.ts'
import { answering, cpuOf } from './processes.ts'

export interface Radicale {
  /** Reads the whole calendar. @returns processor time that it took the server, in milliseconds */
  read(): Promise<number>
  stop(): Promise<void>
}

const HEADERS = { Authorization: `Basic ${btoa('bench:bench')}` }

/** Null where it is not there, and cannot be installed. */
export async function startRadicale(feed: string): Promise<Radicale | null> {
  const radicale = findProgram('radicale', ['/usr/bin/radicale'])
  if ('reason' in radicale) return null
  const folder = await mkdtemp(join(tmpdir(), 'kalendarium-radicale-'))
  await writeCalendar(join(folder, 'collection-root/bench/calendar'), feed)
  const port = await freePort()
  const config = join(folder, 'config')
  await writeFile(
    config,
    `[server]\nhosts = 127.0.0.1:${port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = ${folder}\n[logging]\nlevel = error\n`,
  )
  const child = spawn(radicale.path, ['--config', config], { stdio: 'ignore' })
  const { pid } = child
  if (pid === undefined) throw new Error('Radicale has no process')
  const url = `http://127.0.0.1:${port}/bench/calendar/`
  await answering(child, `http://127.0.0.1:${port}/.web/`)
  return {
    read: async () => {
      const before = cpuOf(pid)
      const answer = await fetch(url, { headers: HEADERS })
      const text = await answer.text()
      if (!answer.ok || !text.includes('BEGIN:VEVENT'))
        throw new Error(`Radicale: ${answer.status} ${text.slice(0, 200)}`)
      return cpuOf(pid) - before
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As Radicale keeps it: a file for each UID, with the zones that it names. */
async function writeCalendar(folder: string, feed: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.Radicale.props'), JSON.stringify({ tag: 'VCALENDAR' }))
  const zones = (feed.match(/BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n/gs) ?? []).join('')
  const events = feed.match(/BEGIN:VEVENT\r\n.*?END:VEVENT\r\n/gs) ?? []
  const byUid = Map.groupBy(events, (event) => /\r\nUID:(.*)\r\n/.exec(event)?.[1])
  let n = 0
  for (const own of byUid.values()) {
    const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kalendarium//bench//SV\r\n${zones}${own.join('')}END:VCALENDAR\r\n`
    await writeFile(join(folder, `${++n}.ics`), text)
  }
}
