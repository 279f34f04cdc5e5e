import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A program of the tests, in a process of its own. */
export interface Child {
  pid: number
  /** All that it has written until now, to either stream. */
  said(): string
  /** Resolves when it has written that. Rejects where it ends before. */
  says(text: string): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Its exit status, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a file of the project under this Node. The environment is what is given and nothing else. */
export function runChild(
  file: string,
  args: readonly string[] = [],
  { env = {}, cwd = root }: { env?: Record<string, string>; cwd?: string } = {},
): Child {
  const process_ = spawn(process.execPath, [`${root}${file}`, ...args], { cwd, env })
  const output = { text: '' }
  const waiting = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output.text += String(chunk)
    for (const look of waiting) look()
  }
  process_.stdout.on('data', hear)
  process_.stderr.on('data', hear)
  const ended = once(process_, 'close').then(([code, signal]) => code ?? signal)

  const says = (text: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = () => output.text.includes(text) && resolve()
    waiting.add(look)
    look()
    void ended.then((status) => reject(new Error(`${file} ended with ${status}: ${output.text}`)))
    return promise.finally(() => waiting.delete(look))
  }
  return {
    pid: process_.pid ?? 0,
    said: () => output.text,
    says,
    kill: (signal) => void process_.kill(signal),
    ended,
  }
}
