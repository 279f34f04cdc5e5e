import type { Allowance } from './meter.ts'
import { WINDOW_MS } from './store.ts'

/** Which of the two limits an answer tells of. */
export type Policy = 'address' | 'key'

/**
 * The fields that tell a client of its limit (draft-ietf-httpapi-ratelimit-headers-10 §3, §4): the policy's quota and
 * window in seconds, and what remains for how long.
 */
export function limitFields(policy: Policy, { limit, remaining, reset }: Allowance): Record<string, string> {
  return {
    'RateLimit-Policy': `"${policy}";q=${limit};w=${WINDOW_MS / 1000}`,
    RateLimit: `"${policy}";r=${remaining};t=${reset}`,
  }
}
