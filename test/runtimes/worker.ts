import { fileURLToPath } from 'node:url'
import { ADMIN_KEY } from '../support/deps.ts'
import { type Runtime, SETTINGS, type Vars } from './runtime.ts'

/** The real workerd with the project as wrangler builds it, on a local PostgreSQL in Hyperdrive's place. */
export async function openWorker(
  database: { url: string; drop(): Promise<void> },
  given: Vars = {},
): Promise<Runtime> {
  const url = new URL(database.url)
  // wrangler insists on one; the server trusts whoever is on the loopback.
  url.password = 'none'
  Object.assign(process.env, {
    CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: url.href,
    // Neither a look at Cloudflare's network nor a count of uses.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
  })
  const { createTestHarness } = await import('wrangler')
  const configPath = fileURLToPath(new URL('../../wrangler.toml', import.meta.url))
  const vars = { ...SETTINGS, ...given }
  const server = createTestHarness({ workers: [{ configPath, vars, secrets: { ADMIN_KEY } }] })
  await server.listen()
  return {
    async fetch(path, init = {}) {
      const { body, ...rest } = init
      const answer = await server.fetch(path, { ...rest, ...(body == null ? {} : { body: String(body) }) })
      return new Response(
        answer.status === 204 || answer.status === 304 ? null : await answer.arrayBuffer(),
        {
          status: answer.status,
          headers: [...answer.headers],
        },
      )
    },
    async runJobs() {
      const { outcome } = await server.getWorker().scheduled({ cron: '* * * * *' })
      if (outcome !== 'ok') throw new Error(`the jobs ended with ${outcome}`)
    },
    async close() {
      await server.close()
      await database.drop()
    },
  }
}
