import type { Deps } from '../deps.ts'
import type { Labels } from '../metrics.ts'

/** A request that was answered. */
export interface Answered {
  /** `method`, `route` and `status`; the same object for the same values costs less. */
  labels: Labels
  /** `route` alone. */
  route: Labels
  /** Until the answer was ready, in milliseconds. */
  took: number
  log: { requestId: string; method: string; path: string; status: number; bytes: number | undefined }
}

/** Enters answered requests into the metrics and the log, which gets no query string. */
export function createAccount({ metrics, log }: Pick<Deps, 'metrics' | 'log'>): (answered: Answered) => void {
  const requests = metrics.counter('http_requests_total', 'Requests answered.')
  const durations = metrics.histogram('http_request_duration_seconds', 'Time until the answer was ready.')
  return ({ labels, route, took, log: { requestId, method, path, status, bytes } }) => {
    requests.add(labels)
    durations.observe(route, took / 1000)
    log.info({ requestId, method, path, status, ms: Math.round(took * 10) / 10, bytes }, 'request')
  }
}
