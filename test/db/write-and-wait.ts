// Opens the embedded database in the folder given, migrates it, writes a category, and waits to be killed.

import { migrate } from '../../db/migrate.ts'
import { connectPglite } from '../../db/pglite.ts'

const { db } = await connectPglite(String(process.argv[2]))
await migrate(db)
await db.insertInto('categories').values({ slug: 'music', name: '{"sv":"Musik"}', color: null }).execute()
setInterval(() => {}, 1000)
console.log('written')
