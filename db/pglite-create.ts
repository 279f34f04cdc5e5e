// A process of its own that makes a new cluster of the embedded database in the folder given, and ends.
import { PGlite } from '@electric-sql/pglite'
import { pgliteOptions } from './pglite.ts'

process.once('disconnect', () => process.exit(1)) // The process that waits for it is gone.
const pglite = await PGlite.create({ ...pgliteOptions, dataDir: String(process.argv[2]) })
await pglite.close()
process.exit(0)
