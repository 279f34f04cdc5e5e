import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { unprivileged } from '../support/postgres-server.ts'

/** A server beside the tests. It ends with this process, however that ends. */
export interface Guarded {
  /** The last that it wrote. */
  said(): string
  /** Ends it as `signal` does, and waits. */
  end(): Promise<void>
}

/** As one who is not root: PostgreSQL and pgbouncer refuse to run as that. */
export function startGuarded(args: readonly string[], signal: 'KILL' | 'QUIT'): Guarded {
  // The shell reads from us until we end, be it by kill -9, and then takes the server with it.
  const script = `trap "" INT; "$@" </dev/null & cat >/dev/null; kill -${signal} $! 2>/dev/null; wait`
  const [command, prefix] = unprivileged()
  const child = spawn(command, [...prefix, 'sh', '-c', script, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000)
  })
  return {
    said: () => said,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.stdin.end()
      await exited
    },
  }
}

/** Runs a program to its end, as the same. */
export function runAsUser(args: readonly string[], input = ''): void {
  const [command, prefix] = unprivileged()
  execFileSync(command, [...prefix, ...args], { input, stdio: ['pipe', 'ignore', 'inherit'] })
}
