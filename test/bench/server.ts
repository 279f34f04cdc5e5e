/** The service as `npm start` runs it, in a process of its own that tells its parent how much memory it takes. */
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/serve.ts'
import { tellParent } from './told.ts'

const config = readConfig(process.env)
let running = await serve(config)
tellParent(
  running.deps.config.port,
  () => running.close(),
  async () => {
    await running.close()
    running = await serve(config)
  },
)
