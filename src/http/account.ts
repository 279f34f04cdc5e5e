import type { Deps } from '../deps.ts'
import type { Labels } from '../metrics.ts'

/** A request that was answered. */
export interface Answered {
  requestId: string
  method: string
  /** Without the query, which may hold what is nobody's business. */
  path: string
  /** As the application mounts it. */
  route: string
  status: number
  /** Octets of the body. */
  bytes: number | undefined
  /** Until the answer was ready, in milliseconds. */
  took: number
}

/** Enters answered requests into the metrics and the log. */
export function createAccount({ metrics, log }: Pick<Deps, 'metrics' | 'log'>): (answered: Answered) => void {
  const requests = metrics.counter('http_requests_total', 'Requests answered.')
  const durations = metrics.histogram('http_request_duration_seconds', 'Time until the answer was ready.')
  /** One for each of the series, so that their text is made once. */
  const labels = new Map<string, { all: Labels; route: Labels }>()

  function labelsOf(method: string, route: string, status: number) {
    const key = `${method} ${status} ${route}`
    const known = labels.get(key)
    if (known) return known
    const made = { all: { method, route, status }, route: { route } }
    labels.set(key, made)
    return made
  }

  return ({ requestId, method, path, route, status, bytes, took }) => {
    const series = labelsOf(METHODS.has(method) ? method : 'other', route, status)
    requests.add(series.all)
    durations.observe(series.route, took / 1000)
    log.info({ requestId, method, path, status, ms: Math.round(took * 10) / 10, bytes }, 'request')
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
