/** A feed that is fetched again and again, whose events become the partner's. */
export interface Source {
  id: string
  partner: string
  slug: string
  url: string
  /** ISO 8601, as it was given. */
  interval: string
  removeMissing: boolean
}

/** What a run did, or with a dry run would do, by the number of VEVENTs or events. */
export interface SourceCounts {
  created: number
  updated: number
  unchanged: number
  /** Waiting for review. */
  held: number
  failed: number
  /** Events that were this source's and are in its file no more. */
  vanished: number
  /** Of the vanished, those archived now; and those that had been, and are back. */
  archived: number
  restored: number
}

export interface SourceResult {
  counts: SourceCounts
  /** The first that failed, and why. */
  problems: { uid: string | null; recurrenceId: string | null; detail: string }[]
}

/** What is known of the runs of a source. */
export interface SourceState extends Source {
  created: Date
  nextRun: Date
  /** Whether it is being fetched now. */
  running: boolean
  lastRun: Date | null
  lastSuccess: Date | null
  /** Failed runs in a row. */
  failures: number
  /** Why the last run failed. */
  error: string | null
  result: SourceResult | null
}

/** What the last answer said of itself, to ask with the next time (RFC 9110 §13.1). */
export interface Validators {
  etag: string | null
  lastModified: string | null
  /** SHA-256 of the file. */
  digest: string | null
}
