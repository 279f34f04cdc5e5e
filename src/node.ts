/** Entry of the service on Node. */

import { readConfig } from './config.ts'
import { runProcess } from './run-process.ts'
import { type Running, serve } from './serve.ts'

await runProcess(() => serve(readConfig(process.env)), howToWrite)

function howToWrite({ deps }: Running): string[] {
  if (deps.config.adminKey !== undefined) return []
  return [
    'Nobody may write to it yet, as no ADMIN_KEY is set. Make one, then start again:',
    `  echo "ADMIN_KEY=$(node -p 'crypto.randomUUID()')" >> .env`,
  ]
}
