import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export interface ByTurns {
  port: number
  /** Nothing comes through any more, as where a network is cut: nobody is told. */
  freeze(): void
  close(): Promise<void>
}

/** An address that hands each connection on to another of the ports, as a balancer by DNS or TCP does. */
export async function byTurns(ports: readonly number[]): Promise<ByTurns> {
  const open = new Set<{ destroy(): void }>()
  let turn = 0
  let isFrozen = false
  const server = createServer((from) => {
    const to = connect(ports[turn++ % ports.length] ?? 0, '127.0.0.1')
    for (const [one, another] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one
        .on('error', () => another.destroy())
        .on('close', () => {
          open.delete(one)
          another.destroy()
        })
      one.on('data', (chunk) => isFrozen || another.write(chunk))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    freeze: () => {
      isFrozen = true
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const one of open) one.destroy()
      await closed
    },
  }
}
