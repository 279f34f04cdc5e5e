/**
 * `DATABASE_URL=… npm run generate -- --events=1000000 [--seed=1]`: a calendar of so many invented events, about ten
 * occurrences each. Ended early, it goes on where it was.
 */

import { fill } from './fill.ts'
import { openService } from './service.ts'

const { DATABASE_URL } = process.env
const [events, seed] = [numberOf('events'), numberOf('seed') ?? 1]
if (DATABASE_URL === undefined || events === null) {
  console.error('Usage: DATABASE_URL=postgres://… npm run generate -- --events=1000000 [--seed=1]')
  process.exit(2)
}
const service = await openService(DATABASE_URL)
await fill(service.deps, events, seed, (line) => console.error(line))
await service.close()

function numberOf(name: string): number | null {
  const given = process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  return given !== undefined && /^\d{1,7}$/.test(given) ? Number(given) : null
}
