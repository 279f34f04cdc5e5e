/** The app with one more address, `/one`: what a request costs that asks the database for nothing. */
import { sql } from 'kysely'
import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { nodeDeps } from '../../src/deps-node.ts'
import { jsonText } from '../../src/http/respond.ts'
import { listen } from '../../src/listen.ts'
import { logToStderr } from '../../src/log-node.ts'
import { tellParent } from './told.ts'

const config = readConfig(process.env)
const now = () => new Date()
const log = logToStderr(config.logLevel)
const database = await connect(config, log)
await migrate(database.db)
const { port } = await listen(config.host, config.port, () => {
  const { deps } = nodeDeps(config, database, { log, now, wake: () => {} })
  const app = createApp(deps, { read: async () => new Uint8Array() })
  app.get('/one', async (c) => {
    const { rows } = await sql`select 1 as one`.execute(deps.db)
    return jsonText(c, JSON.stringify(rows))
  })
  return app.fetch
})
tellParent(port, database.close)
