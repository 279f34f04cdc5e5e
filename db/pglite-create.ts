// A worker thread that makes a new cluster of the embedded database in the folder given, and ends.
import { workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pgliteOptions } from './pglite.ts'

const pglite = await PGlite.create({ ...pgliteOptions, dataDir: String(workerData) })
await pglite.close()
