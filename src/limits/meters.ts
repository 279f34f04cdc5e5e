import type { Deps } from '../deps.ts'
import { createMeter, type Meter } from './meter.ts'

/** What is counted by address, and what by key; null where there is no limit. */
export interface Meters {
  addresses: Meter | null
  keys: Meter | null
}

export function createMeters(deps: Deps): Meters {
  const { rateLimit, rateLimitKey } = deps.config
  return {
    addresses: rateLimit > 0 ? createMeter(deps, rateLimit) : null,
    keys: rateLimitKey > 0 ? createMeter(deps, rateLimitKey) : null,
  }
}
