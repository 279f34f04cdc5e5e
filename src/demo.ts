/** Entry of the demonstration: the service with invented events, which are gone when it stops. */

import { readConfig } from './config.ts'
import { runProcess } from './run-process.ts'
import { writeSeed } from './seed.ts'
import { type Running, serve } from './serve.ts'

await runProcess(start, ({ deps }) => [
  `A key to write with   ${deps.config.adminKey}`,
  'Everything here is invented, kept in memory, and gone when this stops.',
])

async function start(): Promise<Running> {
  const given = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const adminKey =
    given.adminKey ?? Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url')
  const running = await serve({ ...given, databaseUrl: undefined, dataDir: 'memory://', adminKey })
  await writeSeed(running.deps)
  return running
}
