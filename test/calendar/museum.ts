import type { Database } from '../../db/connect.ts'
import { freshDatabase } from '../support/database.ts'

/** A database with a partner beside the house. */
export async function openMuseum(): Promise<Database> {
  const database = await freshDatabase()
  await database.db.insertInto('partners').values({ slug: 'museum', name: 'Museum' }).execute()
  return database
}
