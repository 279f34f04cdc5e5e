import { createLog, type Log, type LogLevel } from './log.ts'

/** A log on stderr, by the system's clock. */
export function logToStderr(level: LogLevel): Log {
  return createLog(
    level,
    (line) => process.stderr.write(`${line}\n`),
    () => new Date(),
  )
}
