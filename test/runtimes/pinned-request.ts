/** Asks a name that nobody has, pinned to the loopback, at the port given, and prints the answer. */
import { nodeCarrier } from '../../src/outbound-node.ts'

const signal = AbortSignal.timeout(10_000)
const url = new URL(`http://nobody.invalid:${process.argv[2]}/`)
const answer = await nodeCarrier().send(url, { method: 'GET', headers: {}, body: undefined, signal }, [
  '127.0.0.1',
])
const chunks: Uint8Array[] = []
for await (const chunk of answer.body ?? []) chunks.push(chunk)
console.log(answer.status, Buffer.concat(chunks).toString())
await answer.close()
