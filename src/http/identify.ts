import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { clientOf } from '../limits/address.ts'
import { limitFields, type Policy } from '../limits/fields.ts'
import type { Allowance, Meter } from '../limits/meter.ts'
import type { Meters } from '../limits/meters.ts'
import { authenticate, type Principal } from '../partners/auth.ts'
import type { Ctx, Env } from './env.ts'

/**
 * Whose key it is, as `c.var.principal`, and whether it may send more now. A key that is not known is refused on reads
 * too, so that nobody takes a public answer for what the key may see.
 *
 * With a key, the key's requests count, wherever they come from; without, those of the address. A key that is not
 * known counts against its address: who has tried too many may not even try another.
 */
export function identify(deps: Deps, { addresses, keys }: Meters): MiddlewareHandler<Env> {
  const { trustProxy } = deps.config
  const refused = deps.metrics.counter('http_requests_limited_total', 'Requests refused by their number.')
  deps.metrics.gauge(
    'rate_limit_subjects',
    'Addresses and keys whose requests are counted here.',
    () => (addresses?.size() ?? 0) + (keys?.size() ?? 0),
  )

  return async (c, next) => {
    if (c.env?.again) {
      c.set('principal', null)
      c.set('limits', c.env.again.limits)
      return next()
    }
    const header = c.req.header('authorization')
    c.set('principal', header === undefined ? null : await principalOf(c, header))
    if (header === undefined && addresses) await count(c, addresses, 'address', addressOf(c))
    await next()
  }

  async function principalOf(c: Ctx, header: string): Promise<Principal | null> {
    const tries = addresses && `tries:${addressOf(c)}`
    const refusal = tries && addresses.refusal(tries)
    if (refusal) refuse(c, 'address', refusal)
    const principal = await authenticate(header, deps).catch(async (error: unknown) => {
      if (!(tries && error instanceof Problem)) throw error
      await addresses.take(tries)
      await count(c, addresses, 'address', addressOf(c))
      throw error
    })
    if (principal && keys) await count(c, keys, 'key', `key:${principal.keyId}`)
    return principal
  }

  async function count(c: Ctx, meter: Meter, policy: Policy, subject: string): Promise<void> {
    const taken = meter.take(subject)
    const allowance = taken instanceof Promise ? await taken : taken
    if (!allowance.isGiven) refuse(c, policy, allowance)
    c.set('limits', limitFields(policy, allowance))
  }

  function refuse(c: Ctx, policy: Policy, allowance: Allowance): never {
    refused.add({ by: policy })
    const { limit, reset } = allowance
    c.set('limits', { ...limitFields(policy, allowance), 'Retry-After': String(reset) })
    throw new Problem('tooManyRequests', `More than ${limit} requests in a minute. Wait ${reset} s.`)
  }

  function addressOf(c: Ctx): string {
    return clientOf(c.env?.address, c.req.header('x-forwarded-for'), trustProxy)
  }
}
