import { databaseFault } from '../db/faults.ts'
import { LockedError } from '../db/lock.ts'
import { NewerDatabaseError } from '../db/migrate.ts'
import { ConfigError } from './config.ts'
import type { Running } from './serve.ts'

/** The contract's 10 s, less what leaving takes. */
const LONGEST_STOP_MS = 9500

/**
 * Starts the service as this process, which also takes variables from a file `.env` where it stands (those that are
 * set already win): prints where the calendar is, stops on SIGTERM and SIGINT, and exits with status 1
 * and one message where it cannot start.
 * @param words lines to print below, of the running service
 */
export async function runProcess(
  start: () => Promise<Running>,
  words: (running: Running) => string[] = () => [],
): Promise<void> {
  const began: { running?: Running } = {}
  // A start may be given up anywhere: migrations and a new embedded database are made whole or not at all.
  const stop = () => (began.running ? void leave(began.running) : process.exit(0))
  process.once('SIGTERM', stop).once('SIGINT', stop)
  try {
    readEnvFile()
    const running = await start()
    began.running = running
    console.log([welcome(running), ...words(running)].join('\n'))
  } catch (error) {
    console.error(reason(error))
    process.exit(1)
  }
}

function readEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing) throw new ConfigError('.env: is there and cannot be read')
  }
}

async function leave(running: Running): Promise<void> {
  const { log } = running.deps
  log.info({}, 'stopping: requests under way finish')
  setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref()
  try {
    await running.close()
  } catch (error) {
    log.error({ error }, 'could not close the database')
  }
  process.exit(0)
}

function welcome({ deps }: Running): string {
  const { publicUrl } = deps.config
  return [
    `The calendar is at    ${publicUrl}/`,
    `Subscribe to          ${publicUrl}/calendar.ics`,
    `The API is at         ${publicUrl}/api/v1`,
    `and described at      ${publicUrl}/docs`,
  ].join('\n')
}

/** One line for what the operator can mend; the whole for what only a developer can. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigError) return `Wrong configuration: ${error.message}`
  if (error instanceof LockedError || error instanceof NewerDatabaseError) return error.message
  const { code, port } = { code: '', port: '', ...error }
  if (code === 'EADDRINUSE')
    return `PORT: ${port} is taken by another program. Choose another, or stop that one.`
  if (code === 'EACCES' && port) return `PORT: ${port} may not be opened by this user.`
  if (code === 'EADDRNOTAVAIL') return 'HOST: is not an address of this machine.'
  if (databaseFault(error) === 'unavailable')
    return `DATABASE_URL: the database does not answer (${error.message})`
  return error.stack ?? error.message
}
