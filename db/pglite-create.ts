// A process of its own that makes a new cluster of the embedded database and ends: in the folder given, else it
// sends it to the process that waits for it, as a zipped tar: each copy on the way is a tenth so long.
import { PGlite } from '@electric-sql/pglite'
import { pgliteOptions } from './pglite.ts'

process.once('disconnect', () => process.exit(1)) // The process that waits for it is gone.
const dataDir = process.argv[2]
const pglite = await PGlite.create({ ...pgliteOptions, ...(dataDir === undefined ? {} : { dataDir }) })
if (dataDir === undefined) {
  const archive = await pglite.dumpDataDir('gzip')
  const bytes = new Uint8Array(await archive.arrayBuffer())
  await new Promise<void>((resolve, reject) =>
    process.send?.(bytes, (error: Error | null) => (error ? reject(error) : resolve())),
  )
}
await pglite.close()
process.exit(0)
