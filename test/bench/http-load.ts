/** Requests over HTTP/1.1 and several kept connections, by sockets alone: the client should cost as little as it can. */
import { connect, type Socket } from 'node:net'

export interface Load {
  /** Asks so many times on each connection; resolves with the octets of all bodies. */
  run(times: number): Promise<number>
  close(): void
}

export async function openLoad(port: number, path: string, connections: number): Promise<Load> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
  return {
    run: async (times) => {
      const sizes = await Promise.all(sockets.map((socket) => askAgain(socket, request, times)))
      return sizes.reduce((sum, size) => sum + size, 0)
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return socket
}

async function askAgain(socket: Socket, request: string, times: number): Promise<number> {
  let size = 0
  for (let i = 0; i < times; i++) size += await ask(socket, request)
  return size
}

function ask(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = ''
    let length = 0
    let missing = -1
    const end = () => reject(new Error('the server closed the connection'))
    socket.on('data', take).once('close', end)
    socket.write(request)

    function take(chunk: Buffer) {
      if (missing >= 0) missing -= chunk.length
      else {
        head += chunk.toString('latin1')
        const at = head.indexOf('\r\n\r\n')
        if (at < 0) return
        length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1])
        if (!head.startsWith('HTTP/1.1 200') || !(length >= 0)) return reject(new Error(head.slice(0, at)))
        missing = length - (head.length - at - 4)
      }
      if (missing > 0) return
      socket.off('data', take).off('close', end)
      resolve(length)
    }
  })
}
