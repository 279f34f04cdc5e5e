/** The service as `npm start` runs it, in a process of its own that tells its parent how much memory it takes. */
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/serve.ts'
import { tellParent } from './told.ts'

const { deps, close } = await serve(readConfig(process.env))
tellParent(deps.config.port, close)
