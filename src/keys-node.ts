import { parseArgs } from 'node:util'
import { connect } from '../db/connect.ts'
import { LockedError } from '../db/lock.ts'
import { migrate } from '../db/migrate.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { nodeDeps } from './deps-node.ts'
import { Problem } from './errors.ts'
import { logToStderr } from './log-node.ts'
import { readNewKey } from './partners/input.ts'
import { instant } from './partners/key-json.ts'
import { type Key, readKeys } from './partners/key-store.ts'
import { addKey, endKey, type KeyDeps, requirePartner } from './partners/write.ts'

// `npm run keys -- …`: the keys of partners at the console, for the first administrator and for emergencies.
const USAGE = `npm run keys -- add PARTNER NAME [--scopes events:write,events:moderate,admin] [--expires 2027-12-31]
npm run keys -- list PARTNER
npm run keys -- revoke PARTNER ID

The calendar's own organisation is the partner house. A key for its first administrator:
npm run keys -- add house "My name" --scopes admin`

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { scopes: { type: 'string' }, expires: { type: 'string' }, help: { type: 'boolean' } },
  })
  const [command = '', partner = '', third = ''] = positionals
  const isWhole = positionals.length === { add: 3, list: 2, revoke: 3 }[command]
  const hasOptions = values.scopes !== undefined || values.expires !== undefined
  if (values.help) console.log(USAGE)
  else if (!isWhole || (hasOptions && command !== 'add')) throw new Problem('malformed', USAGE)
  else await run({ command, partner, third, ...values })
} catch (error) {
  console.error(reason(error))
  process.exitCode = 1
}

interface Asked {
  command: string
  partner: string
  /** The name of a new key, or the id of one to revoke. */
  third: string
  scopes?: string | undefined
  expires?: string | undefined
}

/** What is wrong in itself is told before the database is opened. */
async function run({ command, partner, third, scopes = 'events:write', expires }: Asked): Promise<void> {
  const config = readConfig(process.env)
  const { timeZone } = config
  if (command === 'add') {
    const wanted = readNewKey({ name: third, scopes: scopes.split(','), expires }, timeZone, now())
    const { key, ...made } = await withDatabase(config, (deps) => addKey(deps, partner, wanted, false))
    console.error(`${lineOf({ ...made, lastUsed: null })}\nThe key, shown this once:`)
    console.log(key)
  } else if (command === 'list') {
    const keys = await withDatabase(config, async ({ db }) => {
      await requirePartner(db, partner)
      return readKeys(db, partner)
    })
    for (const key of keys) console.log(lineOf(key))
  } else {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(third))
      throw new Problem('notFound', 'There is no such key.')
    const key = await withDatabase(config, (deps) => endKey(deps, partner, third, false))
    console.log(`Revoked: ${lineOf(key)}`)
  }
}

async function withDatabase<T>(config: Config, work: (deps: KeyDeps) => Promise<T>): Promise<T> {
  if (config.databaseUrl === undefined && config.dataDir === 'memory://')
    throw new ConfigError('DATA_DIR: memory:// keeps no key; name the folder, or set DATABASE_URL')
  const log = logToStderr('error')
  const database = await connect(config, log)
  try {
    await migrate(database.jobs)
    return await work(nodeDeps(config, database, { log, now, wake: () => {} }).deps)
  } finally {
    await database.close()
  }
}

function now(): Date {
  return new Date()
}

function lineOf({ id, name, scopes, expires, lastUsed }: Key): string {
  const until = expires ? `until ${instant(expires)}` : 'without end'
  return `${id}  ${name}  ${scopes.join(',')}  ${until}  ${lastUsed ? `used ${instant(lastUsed)}` : 'never used'}`
}

function reason(error: unknown): string {
  if (error instanceof LockedError)
    return `${error.message}\nWhile the service runs, its API makes keys: POST /api/v1/partners/{slug}/keys.`
  if (error instanceof Problem && error.errors.length > 0)
    return error.errors
      .map((fault) => ('pointer' in fault ? `${fault.pointer.slice(1)}: ${fault.detail}` : fault.detail))
      .join('\n')
  return error instanceof Error ? error.message : String(error)
}
