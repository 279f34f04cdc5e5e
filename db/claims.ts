import { randomUUID } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Who claims a folder. */
export interface Claim {
  id: string
  pid: number
  host: string
  started: string
  /** The running kernel. Where it is ours too, the claim's socket tells whether the claimant lives. */
  boot: string
}

export interface OwnClaim extends Claim {
  release(): Promise<void>
}

/** Milliseconds between signs of life, and after which a claimant on another machine counts as dead. */
const HEARTBEAT = 5_000
const SILENCE = 30_000

/**
 * The claims on a folder. One is a file that says whose it is, beside a Unix socket that its process listens
 * on. The kernel closes the socket with the process, so who can be connected to lives, and a stale file, a
 * reused pid or a restored backup mean nothing; containers that share a volume on one machine see each other.
 * Machines that share a volume do not, so there the file's time is the sign of life (and their clocks must
 * agree to some seconds).
 */
export async function claimFolder(dir: string) {
  const folder = join(resolve(dir), 'lock')
  await mkdir(folder, { recursive: true })
  const boot = await bootId()
  const short = await shortened(folder)
  const file = (id: string) => join(folder, `${id}.json`)

  return {
    /** Claims the folder: from now on others see it. It says nothing of who else does. */
    async make(): Promise<OwnClaim> {
      const id = randomUUID()
      const claim = { id, pid: process.pid, host: hostname(), started: new Date().toISOString(), boot }
      await writeFile(join(folder, `${id}.tmp`), JSON.stringify(claim))
      await rename(join(folder, `${id}.tmp`), file(id))
      const server = await listen(short.socket(id)).catch(async (error: Error) => {
        await rm(file(id), { force: true })
        throw new Error(`Cannot lock ${folder} by a Unix socket: ${error.message}`, { cause: error })
      })
      const beat = setInterval(() => void utimes(file(id), new Date(), new Date()).catch(() => {}), HEARTBEAT)
      beat.unref()
      let released = false
      const release = async () => {
        if (released) return
        released = true
        clearInterval(beat)
        await new Promise((done) => server.close(done))
        await remove(id)
      }
      return { ...claim, release }
    },

    /** Claims of processes that live, without `own`. */
    async living(own?: Claim): Promise<Claim[]> {
      const ids = await listIds()
      const checked = ids
        .filter((id) => id !== own?.id)
        .map(async (id) => {
          const claim = await read(id)
          return (await answers(short.socket(id))) || (await isHeardFrom(claim)) ? [claim] : []
        })
      return (await Promise.all(checked)).flat()
    },

    async has(own: Claim): Promise<boolean> {
      return (await listIds()).includes(own.id)
    },

    /** Removes the files of all others: only for the one who has found that nobody else lives. */
    async clearDead(own: Claim): Promise<void> {
      const dead = (await readdir(folder)).filter((name) => !name.startsWith(own.id))
      // One may have begun to listen meanwhile: it then sees `own`, and gives way.
      for (const name of dead) await rm(join(folder, name), { force: true })
    },

    close: short.close,
  }

  async function listIds(): Promise<string[]> {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  }

  async function read(id: string): Promise<Claim> {
    try {
      return { ...JSON.parse(await readFile(file(id), 'utf8')), id }
    } catch {
      return { id, pid: 0, host: 'unknown', started: '', boot }
    }
  }

  async function remove(id: string): Promise<void> {
    await rm(file(id), { force: true })
    await rm(join(folder, `${id}.sock`), { force: true })
  }

  async function isHeardFrom(claim: Claim): Promise<boolean> {
    if (claim.boot === boot) return false
    const seen = await stat(file(claim.id)).catch(() => null)
    return seen !== null && Date.now() - seen.mtimeMs < SILENCE
  }
}

/** A path to a socket may have 103 bytes: a long folder is reached through a link in the temporary folder. */
async function shortened(folder: string) {
  if (process.platform === 'win32') {
    return { socket: (id: string) => `\\\\.\\pipe\\kalendarium-${id}`, close: async () => {} }
  }
  if (Buffer.byteLength(folder) <= 60) {
    return { socket: (id: string) => join(folder, `${id}.sock`), close: async () => {} }
  }
  const aside = await mkdtemp(join(tmpdir(), 'kal-'))
  const link = join(aside, 'l')
  await symlink(folder, link)
  return {
    socket: (id: string) => join(link, `${id}.sock`),
    close: () => rm(aside, { recursive: true, force: true }),
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.unref()
    server.once('error', reject)
    server.listen(path, () => resolve(server))
  })
}

/** Whether a process listens there. A stopped one does too: the kernel accepts for it. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const settle = (lives: boolean) => {
      socket.destroy()
      resolve(lives)
    }
    socket.setTimeout(500, () => settle(true))
    socket.once('connect', () => settle(true))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(error.code ?? '')),
    )
  })
}

async function bootId(): Promise<string> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => hostname(),
  )
}
