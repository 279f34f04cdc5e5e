import type { Localized } from '../events/model.ts'
import type { Languages } from './language.ts'

/** What the lines of one event need to know apart from the event. */
export interface FeedContext extends Languages {
  /** The calendar's origin, without a slash at its end. */
  publicUrl: string
  /** The calendar's zone. */
  timeZone: string
  partner: { name: string; url?: string | null; email?: string | null }
  categoryNames: (slug: string) => Localized | undefined
  /** The UID in feeds of the event that this one is part of. */
  superEventUid?: string | null
}
