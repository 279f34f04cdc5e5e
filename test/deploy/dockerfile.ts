import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** One instruction, its continuation lines joined. */
export interface Instruction {
  name: string
  text: string
}

/** A stage carried out: what `docker build` would make of it, on this machine's own Debian in the place of the image. */
export interface Stage {
  /** The layer of files that the stage wrote. */
  files: string
  environment: Record<string, string>
  workdir: string
  user: string
  volumes: string[]
  command: string[]
  healthcheck: string
}

export function readInstructions(text: string): Instruction[] {
  return text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
      return { name: name.toUpperCase(), text: rest }
    })
}

/** Carries out each instruction of the file at `root`. @param node the program that the base image brings along */
export function build(root: string, into: string, node: string): Stage {
  const stages = new Map<string, Stage>()
  let stage: Stage | undefined
  for (const { name, text } of readInstructions(readFileSync(join(root, 'Dockerfile'), 'utf8'))) {
    if (name === 'FROM') {
      const [image = '', , alias = `${stages.size}`] = text.split(/\s+/)
      stage = baseImage(image, join(into, alias), node)
      stages.set(alias, stage)
    } else if (stage) carryOut(stage, { name, text }, root, stages)
  }
  if (!stage) throw new Error('no stage')
  return stage
}

function baseImage(image: string, folder: string, node: string): Stage {
  if (!/^node:26\b/.test(image)) throw new Error(`what would ${image} hold?`)
  const files = join(folder, 'files')
  mkdirSync(join(files, 'usr/local/bin'), { recursive: true })
  mkdirSync(join(files, 'etc'), { recursive: true })
  cpSync(node, join(files, 'usr/local/bin/node'))
  cpSync('/etc/passwd', join(files, 'etc/passwd'))
  cpSync('/etc/group', join(files, 'etc/group'))
  // The image has this user; the machine may have another of its number.
  appendFileSync(join(files, 'etc/passwd'), 'node:x:61000:61000::/home/node:/bin/sh\n')
  appendFileSync(join(files, 'etc/group'), 'node:x:61000:\n')
  const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' }
  return { files, environment, workdir: '/', user: 'root', volumes: [], command: [], healthcheck: '' }
}

function carryOut(stage: Stage, { name, text }: Instruction, root: string, stages: Map<string, Stage>): void {
  const inside = (path: string) => join(stage.files, path.startsWith('/') ? path : join(stage.workdir, path))
  if (name === 'WORKDIR') {
    stage.workdir = text
    mkdirSync(inside('.'), { recursive: true })
  } else if (name === 'ENV') {
    for (const [, key = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) stage.environment[key] = value
  } else if (name === 'COPY') {
    const [, from, list = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(text) ?? []
    const paths = list.split(/\s+/)
    const to = inside(paths.pop() ?? '')
    const source = from === undefined ? root : (stages.get(from)?.files ?? '')
    for (const path of paths) {
      const one = join(source, path)
      const isFolder = statSync(one).isDirectory()
      cpSync(one, isFolder || !list.endsWith('/') ? to : join(to, basename(path)), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
  } else if (name === 'RUN')
    execFileSync('unshare', inNamespace(stage, ['sh', '-c', text]), { stdio: 'pipe' })
  else if (name === 'USER') stage.user = text
  else if (name === 'VOLUME') stage.volumes.push(text)
  else if (name === 'CMD') stage.command = JSON.parse(text)
  else if (name === 'HEALTHCHECK') stage.healthcheck = text.replace(/^.*?CMD /, '')
  else if (name !== 'EXPOSE') throw new Error(`${name} is not understood here`)
}

/** What `docker run --read-only` would start, as the image's user. */
export function run(stage: Stage, environment: Record<string, string>): ChildProcess {
  const command = inNamespace(stage, stage.command, environment, 'ro')
  return spawn('unshare', command, { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What `docker exec` would say: the status and the output of a shell command beside what runs there. */
export function execute(
  stage: Stage,
  running: ChildProcess,
  environment: Record<string, string>,
  text: string,
) {
  const within = [
    '--target',
    `${running.pid}`,
    '--mount',
    '--root',
    `--wd=/proc/${running.pid}/root${stage.workdir}`,
  ]
  const user = ['setpriv', '--reuid=61000', '--regid=61000', '--clear-groups']
  const variables = Object.entries({ ...stage.environment, ...environment }).map((pair) => pair.join('='))
  const command = [...within, ...user, 'env', '-i', ...variables, 'sh', '-c', text]
  const { status, stdout } = spawnSync('nsenter', command, { encoding: 'utf8' })
  return { status, stdout }
}

/**
 * The arguments of `unshare` for a command within the stage's files laid over the machine's own; only the volumes can
 * be written to where `mode` is `ro`.
 */
function inNamespace(
  { files, environment, workdir, user, volumes }: Stage,
  command: readonly string[],
  more: Record<string, string> = {},
  mode: 'rw' | 'ro' = 'rw',
): string[] {
  const whole = `${files}-root`
  const volume = (path: string) => `mount --bind ${files}${path} ${whole}${path}`
  const script = [
    'set -e',
    `mkdir -p ${whole} ${files}-work`,
    `mount -t overlay overlay -o lowerdir=/,upperdir=${files},workdir=${files}-work ${whole}`,
    ...['/proc', '/dev'].map((path) => `mount --rbind ${path} ${whole}${path}`),
    ...(mode === 'ro' ? [`mount -o remount,ro,bind ${whole}`, ...volumes.map(volume)] : []),
    `exec chroot --userspec=${user}:${user} ${whole} sh -c 'cd "$0" && exec "$@"' ${workdir} "$@"`,
  ]
  const variables = Object.entries({ ...environment, ...more }).map(([name, value]) => `${name}=${value}`)
  return ['--mount', 'sh', '-c', script.join('\n'), 'sh', 'env', '-i', ...variables, ...command]
}

/** Why such a namespace cannot be had here; null where it can. */
export function hindrance(): string | null {
  if (process.platform !== 'linux') return 'it takes Linux'
  if (process.getuid?.() !== 0) return 'it takes root'
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
    return null
  } catch {
    return 'it takes the right to mount'
  }
}
