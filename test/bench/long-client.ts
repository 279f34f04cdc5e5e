/**
 * Asks for the same again and again and only counts the octets that come, a megabyte at a time, so that it takes little more
 * than their way out of the kernel. Arguments: port, connections, seconds, and the request as it is sent. Writes `Told`.
 */
import { connect } from 'node:net'
import type { Told } from './long.ts'

const [port, connections, seconds, request = ''] = process.argv.slice(2)
const memory = Buffer.alloc(1024 * 1024)
const times: number[] = []

const began = performance.now()
for (let i = 0; i < Number(connections); i++) readAgainAndAgain()
setTimeout(() => {
  const { user, system } = process.cpuUsage()
  const told: Told = {
    times: times.sort((a, b) => a - b),
    seconds: (performance.now() - began) / 1000,
    cpu: (user + system) / 1e6,
  }
  process.stdout.write(JSON.stringify(told), () => process.exit())
}, Number(seconds) * 1000)

/** On a connection of its own. All answers are as long as the first. */
function readAgainAndAgain(): void {
  let size = 0
  let left = 0
  let asked = 0
  const ask = () => {
    asked = performance.now()
    left = size
    socket.write(request)
  }
  const socket = connect({
    port: Number(port),
    host: '127.0.0.1',
    onread: {
      buffer: memory,
      callback(octets) {
        if (size === 0) {
          size = sizeOf(memory.toString('latin1', 0, octets))
          left = size
        }
        left -= octets
        if (left < 0) throw new Error('More came than was asked for.')
        if (left > 0) return true
        times.push(performance.now() - asked)
        ask()
        return true
      },
    },
  })
  socket.once('close', () => {
    throw new Error('The connection was closed.')
  })
  ask()
}

/**
 * @param first what came first, with all of the head
 * @throws Error where the answer is no success or does not tell its length
 */
function sizeOf(first: string): number {
  const head = first.slice(0, first.indexOf('\r\n\r\n') + 4)
  const length = Number(/^content-length: *(\d+)\r$/im.exec(head)?.[1])
  if (!head.startsWith('HTTP/1.1 200 ') || Number.isNaN(length)) throw new Error(head)
  return head.length + length
}
