import type { Kysely } from 'kysely'
import * as core from './migrations/0001_core.ts'
import * as keys from './migrations/0002_keys.ts'
import * as moderation from './migrations/0003_moderation.ts'
import * as changes from './migrations/0004_changes.ts'
import * as sources from './migrations/0005_sources.ts'
import * as views from './migrations/0006_views.ts'
import * as zoneData from './migrations/0007_zone_data.ts'
import * as removed from './migrations/0008_removed.ts'
import * as covering from './migrations/0009_covering.ts'
import * as places from './migrations/0010_places.ts'

export interface Migration {
  name: string
  up(db: Kysely<unknown>): Promise<void>
}

/** In the order in which they run. One that was released is never changed, renamed or taken out. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_core', up: core.up },
  { name: '0002_keys', up: keys.up },
  { name: '0003_moderation', up: moderation.up },
  { name: '0004_changes', up: changes.up },
  { name: '0005_sources', up: sources.up },
  { name: '0006_views', up: views.up },
  { name: '0007_zone_data', up: zoneData.up },
  { name: '0008_removed', up: removed.up },
  { name: '0009_covering', up: covering.up },
  { name: '0010_places', up: places.up },
]
