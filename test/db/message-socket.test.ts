import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageSocket } from '../../db/message-socket.ts'

const server = createServer({ noDelay: true })
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

/** A message of so many octets beside its head, all of them told apart by where they stand. */
function message(size: number, seed: number): Buffer {
  const octets = Buffer.alloc(5 + size)
  octets.write('D')
  octets.writeUInt32BE(4 + size, 1)
  for (let i = 0; i < size; i++) octets[5 + i] = (seed * 31 + i * 7 + (i >> 8)) % 251
  return octets
}

/** Sizes around those of the memory that is read into. */
const SIZE = fc.oneof(
  { weight: 6, arbitrary: fc.nat(300) },
  { weight: 2, arbitrary: fc.integer({ min: 30_000, max: 140_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 131_060, max: 131_080 }) },
  { weight: 1, arbitrary: fc.integer({ min: 200_000, max: 900_000 }) },
)
const CUT = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200_000 }))

test('however it comes in, whole messages are heard, each once and in order', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(SIZE, { minLength: 1, maxLength: 12 }),
      fc.array(CUT, { minLength: 1, maxLength: 30 }),
      async (sizes, cuts) => {
        const sent = Buffer.concat(sizes.map(message))
        const accepted = once(server, 'connection')
        const socket = messageSocket()
        const heard: Buffer[] = []
        // As its memory is read into again, what is kept is copied.
        socket.on('data', (octets: Buffer) => heard.push(Buffer.from(octets)))
        const { port } = server.address() as AddressInfo
        socket.connect(port, '127.0.0.1')
        const [peer]: Socket[] = await accepted
        if (!peer) throw new Error('nobody came')
        const ended = once(socket, 'close')
        for (let at = 0, n = 0; at < sent.length; n++) {
          const size = cuts[n % cuts.length] ?? sent.length
          // After the first cuts all the rest at once.
          const to = n < cuts.length ? at + size : sent.length
          peer.write(sent.subarray(at, to))
          at = to
          await turn()
        }
        peer.end()
        await ended
        expect(Buffer.concat(heard).equals(sent)).toBe(true)
        for (const octets of heard) expect(endsWhole(octets)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('what is no server of PostgreSQL is told so at once, and takes no memory', async () => {
  const accepted = once(server, 'connection')
  const { port } = server.address() as AddressInfo
  const socket = messageSocket().connect(port, '127.0.0.1')
  const refused = once(socket, 'error')
  const [peer]: Socket[] = await accepted
  peer?.write('HTTP/1.1 400 Bad Request\r\n\r\n')
  expect(String((await refused)[0])).toMatch(/does not speak as PostgreSQL/)
  peer?.destroy()
})

function endsWhole(octets: Buffer): boolean {
  let at = 0
  while (at + 5 <= octets.length) at += 1 + octets.readUInt32BE(at + 1)
  return at === octets.length
}
