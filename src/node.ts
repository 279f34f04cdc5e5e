/** Entry of the service on Node. */

import { readConfig } from './config.ts'
import { runProcess } from './run-process.ts'
import { serve } from './serve.ts'

await runProcess(() => serve(readConfig(process.env)))
