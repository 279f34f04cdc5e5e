import { connect } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { readConfig } from './config.ts'
import { logToStderr } from './log-node.ts'

// `npm run migrate`: for where nothing migrates at its start, such as Workers.
const log = logToStderr('warn')
try {
  const database = await connect(readConfig(process.env), log)
  try {
    const ran = await migrate(database.jobs)
    console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}` : 'The database is up to date.')
  } finally {
    await database.close()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
