import { hc } from 'hono/client'

/**
 * A client of a calendar's API, for Node and browsers. It is Hono's `hc`, which sends path parameters as they are:
 * here they are encoded, and `body` is sent as a calendar file.
 *
 * @param {string} origin where the calendar is: `https://calendar.example.org`
 * @param {{ key?: string, fetch?: typeof fetch }} [options]
 */
export function createClient(origin, { key, fetch } = {}) {
  const client = hc(`${origin.replace(/\/+$/, '')}/api/v1`, {
    ...(key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  })
  return around(client)
}

/** What `hc` gives, at every step of a path; its calls get arguments that it can send. */
function around(part) {
  return new Proxy(part, {
    get: (target, name) => {
      const next = target[name]
      return next === undefined ? next : around(next)
    },
    apply: (target, _, [args, options]) => target(...sendable(args, options)),
  })
}

function sendable({ body, param, ...args } = {}, options = {}) {
  const encoded = Object.entries(param ?? {}).map(([name, value]) => [name, encodeURIComponent(value)])
  const rest = { ...args, param: Object.fromEntries(encoded) }
  if (body === undefined) return [rest, options]
  const header = { ...args.header, 'Content-Type': 'text/calendar' }
  return [
    { ...rest, header },
    { ...options, init: { ...options.init, body } },
  ]
}
