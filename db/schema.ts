import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely'
import type { EventContent, Localized, State } from '../src/events/model.ts'
import type { Action } from '../src/moderation/actions.ts'
import type { Scope } from '../src/partners/auth.ts'
import type { SourceResult } from '../src/sources/model.ts'

/** The tables, as the newest migration leaves them. */
export interface Schema {
  calendar: {
    id: Generated<number>
    revision: number
    changed: Date
    log: Generated<string>
    pruned: Generated<number>
  }
  partners: PartnerTable
  categories: { slug: string; name: JSONColumnType<Localized>; color: string | null }
  events: EventTable
  /** What the public may see of `events`. */
  published_events: EventTable
  occurrences: OccurrenceTable
  /** What the public may see of `occurrences`. */
  published_occurrences: OccurrenceTable
  labels: { term: string; label: string }
  feed_entries: FeedEntryTable
  slugs: { slug: string; event_id: string }
  tombstones: TombstoneTable
  sources: SourceTable
  source_events: { event_id: string; source_id: string; archived: Generated<boolean> }
  views: ViewTable
  keys: KeyTable
  request_counts: { subject: string; taken: number; ends: Date }
  history: HistoryTable
  held: { event_id: string; version: number }
  changes: { revision: number; event_id: string; type: string; terms: string[]; at: Generated<Date> }
  idempotency: IdempotencyTable
  webhooks: WebhookTable
  deliveries: DeliveryTable
}

export interface PartnerTable {
  slug: string
  name: string
  url: string | null
  email: string | null
  trusted: Generated<boolean>
  created: Generated<Date>
}

export interface EventTable {
  id: string
  partner: string
  external_id: string | null
  uid: string
  feed_uid: string
  slug: string
  state: State
  sequence: number
  version: number
  created: Date
  updated: Date
  published: Date | null
  content: JSONColumnType<EventContent>
  html: JSONColumnType<Localized> | null
  terms: string[]
  /** Written by to_tsvector, never read as text. */
  search: ColumnType<string>
  time_zone: string
  next_start: Date
  last_end: Date | null
  kept_from: Date | null
  kept_until: Date | null
  renew: Date | null
  tzdata: string
}
export type EventRow = Selectable<EventTable>

export interface OccurrenceTable {
  event_id: string
  /** '' where the event does not recur. */
  recurrence_id: string
  starts_at: Date
  ends_at: Date
  span: number
  public: boolean
  changed: boolean
  terms: string[]
  latitude: number | null
  longitude: number | null
}

export interface FeedEntryTable {
  event_id: string
  lang: string
  mark: string
  status_mode: string | null
  omit_mode: string | null
}

/** `query` is a query string of filters, without a question mark. */
export interface ViewTable {
  slug: string
  name: JSONColumnType<Localized>
  query: string
  description: JSONColumnType<Localized> | null
}

export interface TombstoneTable {
  event_id: string
  partner: string
  uid: string
  feed_uid: string
  sequence: number
  removed: Date
  time_zone: string
  last_end: Date | null
  terms: string[]
  entry: string
}
export type NewTombstone = Insertable<TombstoneTable>

export interface KeyTable {
  id: string
  partner: string
  name: string
  digest: string
  scopes: Scope[]
  created: Date
  expires: Date | null
  revoked: Date | null
  last_used: Date | null
}

export interface IdempotencyTable {
  id: string
  request: string
  status: number
  headers: JSONColumnType<Record<string, string>>
  body: string
  created: Generated<Date>
}

export interface WebhookTable {
  id: string
  partner: string
  slug: string
  url: string
  types: string[]
  hears_all: boolean
  secret: string
  old_secret: string | null
  old_secret_until: Date | null
  disabled: string | null
  failures: Generated<number>
  created: Generated<Date>
}

export interface DeliveryTable {
  id: Generated<number>
  webhook_id: string
  message_id: string
  event_id: string
  type: string
  body: string
  state: Generated<'pending' | 'delivered' | 'failed'>
  attempts: Generated<number>
  created: Generated<Date>
  since: Generated<Date>
  due: Generated<Date>
  claim: string | null
  finished: Date | null
  last_status: number | null
  last_error: string | null
}

export interface HistoryTable {
  event_id: string
  version: number
  base: number | null
  action: Action
  at: Date
  owner: string
  partner: string
  key_id: string
  state: State | null
  note: string | null
  content: JSONColumnType<EventContent> | null
}

export interface SourceTable {
  id: string
  partner: string
  slug: string
  url: string
  interval: string
  interval_seconds: number
  remove_missing: boolean
  created: Generated<Date>
  next_run: Generated<Date>
  lease: string | null
  leased_until: Date | null
  last_run: Date | null
  last_success: Date | null
  runs: Generated<number>
  failed_runs: Generated<number>
  failures: Generated<number>
  error: string | null
  result: JSONColumnType<SourceResult> | null
  etag: string | null
  last_modified: string | null
  digest: string | null
}
