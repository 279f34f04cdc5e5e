export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type LogFields = Record<string, unknown>

/** Structured log: one JSON object a line. Fields named like secrets are not written. */
export type Log = Record<Exclude<LogLevel, 'silent'>, (fields: LogFields, message: string) => void>

/**
 * A log that hands each line (without a line end) to `write`.
 *
 * @param now the clock; the line's `time` is its instant in UTC
 */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => Date): Log {
  const at = (own: LogLevel) => {
    if (LOG_LEVELS.indexOf(own) < LOG_LEVELS.indexOf(level)) return () => {}
    return (fields: LogFields, message: string) => {
      const head = { time: now().toISOString(), level: own, message }
      // The head comes last too: no field may pose as it.
      write(JSON.stringify({ ...head, ...clean(fields, new Set()), ...head }))
    }
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

type Objects = Set<object>
const SECRET = /^(authorization|cookie|set-?cookie|.*(secret|passw(or)?d|token|key))$/i
const HARMLESS_KEY = /^(idempotency|cache|primary|foreign)[-_]?key$/i

function clean(fields: LogFields, above: Objects): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET.test(name) && !HARMLESS_KEY.test(name) ? '[redacted]' : plain(value, above),
    ]),
  )
}

/** The value as JSON can hold it: errors with their causes, no loops, no credentials inside URLs. */
function plain(value: unknown, above: Objects): unknown {
  if (typeof value === 'string') return withoutCredentials(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (above.has(value)) return '[circular]'
  const within = new Set(above).add(value)
  if (value instanceof Error) return describe(value, within)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Array.isArray(value)) return value.map((item) => plain(item, within))
  return clean({ ...value }, within)
}

function describe(error: Error, above: Objects): LogFields {
  return {
    name: error.name,
    message: withoutCredentials(error.message),
    ...('code' in error ? { code: plain(error.code, above) } : {}),
    ...(error.stack ? { stack: withoutCredentials(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: plain(error.cause, above) }),
  }
}

/** `postgres://user:password@host` → `postgres://[redacted]@host`; a key in any text likewise. */
function withoutCredentials(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+@/gi, '$1[redacted]@')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]')
    .replace(/\bkal_[0-9A-Za-z]{20,}/g, 'kal_[redacted]')
}
