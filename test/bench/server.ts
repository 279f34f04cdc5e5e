/** The service as `npm start` runs it, in a process of its own that tells its parent how much memory it takes. */
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/serve.ts'

const { deps, close } = await serve(readConfig(process.env))
process.on('message', async (message) => {
  if (message === 'stop') {
    await close()
    process.exit(0)
  }
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage.rss() })
})
process.send?.({ port: deps.config.port })
