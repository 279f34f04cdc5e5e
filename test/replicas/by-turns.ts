import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** An address that hands each connection on to another of the ports, as a balancer by DNS or TCP does. */
export async function byTurns(ports: readonly number[]): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<{ destroy(): void }>()
  let turn = 0
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
      one.pipe(another)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const one of open) one.destroy()
      await closed
    },
  }
}
