// Made from the API's operations: `npm test -- test/docs/client-types -u` writes it anew.
import type { Hono } from 'hono'

export type Occurrence = {
"uid"?: string | null
"partner"?: string | null
"externalId"?: string | null
/** A map from language tag to text. */
"title": Record<string, string>
"start": string
"end": string | null
/** ISO 8601, weeks to seconds: PT1H30M, P2D. */
"duration"?: string | null
"timeZone"?: string | null
"allDay": boolean
"recurrence"?: {
"rrule"?: string | null
"rdate"?: (string)[] | null
"exdate"?: (string)[] | null
} | null
"website"?: string | null
/** A map from language tag to text. */
"summary"?: Record<string, string>
/** A map from language tag to text. */
"description"?: Record<string, string>
"status"?: "confirmed" | "tentative" | "cancelled" | "postponed" | "rescheduled" | "movedOnline" | null
/** A map from language tag to text. */
"statusNote"?: Record<string, string>
"type"?: "conference" | "webinar" | "lecture" | "workshop" | "residency" | "exhibition" | "performance" | "meeting" | "deadline" | "other" | null
"categories"?: (string)[] | null
"tags"?: (string)[] | null
"attendanceMode"?: "inPerson" | "online" | "mixed" | null
"location"?: {
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"streetAddress"?: string | null
"postalCode"?: string | null
"locality"?: string | null
"region"?: string | null
"country"?: string | null
"latitude"?: number | null
"longitude"?: number | null
"url"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"accessibility"?: (string) | (Record<string, string>) | (null)
} | null
"onlineLocation"?: {
"url"?: string | null
"name"?: string | null
} | null
"organizer"?: {
"name"?: string | null
"url"?: string | null
"email"?: string | null
"phone"?: string | null
} | null
"people"?: ({
"name": string
"role"?: "speaker" | "moderator" | "artist" | "host" | "contact" | null
"title"?: string | null
"affiliation"?: string | null
"url"?: string | null
"staff"?: boolean | null
})[] | null
"registration"?: {
"url"?: string | null
"required"?: boolean | null
"opens"?: string | null
"closes"?: string | null
"capacity"?: number | null
} | null
"offers"?: ({
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"price": number
"currency"?: string | null
"url"?: string | null
})[] | null
"image"?: {
"url": string
/** A map from language tag to text; a plain string is the default language. */
"alt": (string) | (Record<string, string>)
"credit"?: string | null
"license"?: string | null
} | null
"links"?: ({
"url": string
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"mediaType"?: string | null
})[] | null
"inLanguage"?: (string)[] | null
"audience"?: (string)[] | null
"accessibility"?: ("signLanguage" | "captions" | "inductionLoop" | "wheelchair" | "easyLanguage" | "audioDescription")[] | null
"superEvent"?: string | null
"state"?: "draft" | "submitted" | "published" | "rejected" | "archived" | null
"id": string
"eventId": string
"recurrenceId": string | null
"slug": string
"url": string
"localStart": string
"localEnd": string | null
"recurring": boolean
"sequence": number
"updated": string
}

export type Problem = {
/** What kind of problem: an address that explains it. */
"type": string
/** The kind in words. */
"title": string
/** The HTTP status. */
"status": number
/** What is wrong with this request. */
"detail": string
/** The path that was asked for. */
"instance": string
/** Of a 500: what to tell those who run the calendar. */
"id"?: string
/** Each fault of the input, all at once. */
"errors"?: ({
/** JSON pointer into the body (RFC 6901). */
"pointer"?: string
/** Name of the query parameter. */
"parameter"?: string
"detail": string
})[]
}

export type Event = {
"uid"?: string | null
"partner"?: string | null
"externalId"?: string | null
/** A map from language tag to text. */
"title": Record<string, string>
"start": string
"end": string | null
/** ISO 8601, weeks to seconds: PT1H30M, P2D. */
"duration"?: string | null
"timeZone"?: string | null
"allDay": boolean
"recurrence"?: {
"rrule"?: string | null
"rdate"?: (string)[] | null
"exdate"?: (string)[] | null
} | null
"website"?: string | null
/** A map from language tag to text. */
"summary"?: Record<string, string>
/** A map from language tag to text. */
"description"?: Record<string, string>
"status"?: "confirmed" | "tentative" | "cancelled" | "postponed" | "rescheduled" | "movedOnline" | null
/** A map from language tag to text. */
"statusNote"?: Record<string, string>
"type"?: "conference" | "webinar" | "lecture" | "workshop" | "residency" | "exhibition" | "performance" | "meeting" | "deadline" | "other" | null
"categories"?: (string)[] | null
"tags"?: (string)[] | null
"attendanceMode"?: "inPerson" | "online" | "mixed" | null
"location"?: {
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"streetAddress"?: string | null
"postalCode"?: string | null
"locality"?: string | null
"region"?: string | null
"country"?: string | null
"latitude"?: number | null
"longitude"?: number | null
"url"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"accessibility"?: (string) | (Record<string, string>) | (null)
} | null
"onlineLocation"?: {
"url"?: string | null
"name"?: string | null
} | null
"organizer"?: {
"name"?: string | null
"url"?: string | null
"email"?: string | null
"phone"?: string | null
} | null
"people"?: ({
"name": string
"role"?: "speaker" | "moderator" | "artist" | "host" | "contact" | null
"title"?: string | null
"affiliation"?: string | null
"url"?: string | null
"staff"?: boolean | null
})[] | null
"registration"?: {
"url"?: string | null
"required"?: boolean | null
"opens"?: string | null
"closes"?: string | null
"capacity"?: number | null
} | null
"offers"?: ({
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"price": number
"currency"?: string | null
"url"?: string | null
})[] | null
"image"?: {
"url": string
/** A map from language tag to text; a plain string is the default language. */
"alt": (string) | (Record<string, string>)
"credit"?: string | null
"license"?: string | null
} | null
"links"?: ({
"url": string
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"mediaType"?: string | null
})[] | null
"inLanguage"?: (string)[] | null
"audience"?: (string)[] | null
"accessibility"?: ("signLanguage" | "captions" | "inductionLoop" | "wheelchair" | "easyLanguage" | "audioDescription")[] | null
"superEvent"?: string | null
"state"?: "draft" | "submitted" | "published" | "rejected" | "archived" | null
"id": string
"slug": string
"url": string
"localStart": string
"localEnd": string | null
"descriptionHtml"?: Record<string, string>
"sequence": number
"created": string
"updated": string
"published": string | null
"moderation"?: Moderation
}

/** For the event’s owner and moderators. */
export type Moderation = {
/** What was said to the last step or decision. */
"note"?: string
/** The change that waits for review; `?version=held` shows the whole version. */
"held"?: {
"etag": string
"action": "update" | "remove"
"at": string
"by": {
"partner": string
"key": string
}
"changes": (Difference)[]
"conflicts": (string)[]
}
/** For moderators: events that may announce the same, the likeliest first. */
"duplicates"?: ({
"id": string
"score": number
})[]
}

/** By pointer into the event; `before` or `after` is absent where the field is. */
export type Difference = {
"pointer": string
"before"?: unknown
"after"?: unknown
}

export type DryRun = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"event": Event
"changes": (Difference)[]
}

export type EventInput = {
"id"?: unknown
"slug"?: unknown
"sequence"?: unknown
"created"?: unknown
"updated"?: unknown
"published"?: unknown
"url"?: unknown
"localStart"?: unknown
"localEnd"?: unknown
"descriptionHtml"?: unknown
"uid"?: string | null
"partner"?: string | null
"externalId"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"title": (string) | (Record<string, string>)
/** RFC 3339 with any offset, a local date-time in timeZone, or a date (all day). */
"start": string
/** Exclusive. */
"end"?: string | null
/** ISO 8601, weeks to seconds: PT1H30M, P2D. */
"duration"?: string | null
"timeZone"?: string | null
"allDay"?: boolean | null
"recurrence"?: {
"rrule"?: string | null
"rdate"?: (string)[] | null
"exdate"?: (string)[] | null
} | null
"website"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"summary"?: (string) | (Record<string, string>) | (null)
/** CommonMark. */
"description"?: (string) | (Record<string, string>) | (null)
"status"?: "confirmed" | "tentative" | "cancelled" | "postponed" | "rescheduled" | "movedOnline" | null
/** A map from language tag to text; a plain string is the default language. */
"statusNote"?: (string) | (Record<string, string>) | (null)
"type"?: "conference" | "webinar" | "lecture" | "workshop" | "residency" | "exhibition" | "performance" | "meeting" | "deadline" | "other" | null
"categories"?: (string)[] | null
"tags"?: (string)[] | null
"attendanceMode"?: "inPerson" | "online" | "mixed" | null
"location"?: {
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"streetAddress"?: string | null
"postalCode"?: string | null
"locality"?: string | null
"region"?: string | null
"country"?: string | null
"latitude"?: number | null
"longitude"?: number | null
"url"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"accessibility"?: (string) | (Record<string, string>) | (null)
} | null
"onlineLocation"?: {
"url"?: string | null
"name"?: string | null
} | null
"organizer"?: {
"name"?: string | null
"url"?: string | null
"email"?: string | null
"phone"?: string | null
} | null
"people"?: ({
"name": string
"role"?: "speaker" | "moderator" | "artist" | "host" | "contact" | null
"title"?: string | null
"affiliation"?: string | null
"url"?: string | null
"staff"?: boolean | null
})[] | null
"registration"?: {
"url"?: string | null
"required"?: boolean | null
"opens"?: string | null
"closes"?: string | null
"capacity"?: number | null
} | null
"offers"?: ({
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"price": number
"currency"?: string | null
"url"?: string | null
})[] | null
"image"?: {
"url": string
/** A map from language tag to text; a plain string is the default language. */
"alt": (string) | (Record<string, string>)
"credit"?: string | null
"license"?: string | null
} | null
"links"?: ({
"url": string
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"mediaType"?: string | null
})[] | null
"inLanguage"?: (string)[] | null
"audience"?: (string)[] | null
"accessibility"?: ("signLanguage" | "captions" | "inductionLoop" | "wheelchair" | "easyLanguage" | "audioDescription")[] | null
"superEvent"?: string | null
"state"?: "draft" | "submitted" | "published" | "rejected" | "archived" | null
/** What GET shows to the owner and to moderators; sent back, it is ignored. */
"moderation"?: unknown
}

export type BatchAnswer = {
"dryRun"?: true
"items": ({
"index": number
"externalId": string | null
"status": "created" | "updated" | "unchanged" | "held" | "failed"
"id": string | null
"problem"?: unknown
"changes"?: (Difference)[]
})[]
}

export type Batch = {
"items": (unknown)[]
}

export type EventPatch = {
"id"?: unknown
"slug"?: unknown
"sequence"?: unknown
"created"?: unknown
"updated"?: unknown
"published"?: unknown
"url"?: unknown
"localStart"?: unknown
"localEnd"?: unknown
"descriptionHtml"?: unknown
"uid"?: string | null
"partner"?: string | null
"externalId"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>)
/** RFC 3339 with any offset, a local date-time in timeZone, or a date (all day). */
"start"?: string
/** Exclusive. */
"end"?: string | null
/** ISO 8601, weeks to seconds: PT1H30M, P2D. */
"duration"?: string | null
"timeZone"?: string | null
"allDay"?: boolean | null
"recurrence"?: {
"rrule"?: string | null
"rdate"?: (string)[] | null
"exdate"?: (string)[] | null
} | null
"website"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"summary"?: (string) | (Record<string, string>) | (null)
/** CommonMark. */
"description"?: (string) | (Record<string, string>) | (null)
"status"?: "confirmed" | "tentative" | "cancelled" | "postponed" | "rescheduled" | "movedOnline" | null
/** A map from language tag to text; a plain string is the default language. */
"statusNote"?: (string) | (Record<string, string>) | (null)
"type"?: "conference" | "webinar" | "lecture" | "workshop" | "residency" | "exhibition" | "performance" | "meeting" | "deadline" | "other" | null
"categories"?: (string)[] | null
"tags"?: (string)[] | null
"attendanceMode"?: "inPerson" | "online" | "mixed" | null
"location"?: {
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"streetAddress"?: string | null
"postalCode"?: string | null
"locality"?: string | null
"region"?: string | null
"country"?: string | null
"latitude"?: number | null
"longitude"?: number | null
"url"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"accessibility"?: (string) | (Record<string, string>) | (null)
} | null
"onlineLocation"?: {
"url"?: string | null
"name"?: string | null
} | null
"organizer"?: {
"name"?: string | null
"url"?: string | null
"email"?: string | null
"phone"?: string | null
} | null
"people"?: ({
"name": string
"role"?: "speaker" | "moderator" | "artist" | "host" | "contact" | null
"title"?: string | null
"affiliation"?: string | null
"url"?: string | null
"staff"?: boolean | null
})[] | null
"registration"?: {
"url"?: string | null
"required"?: boolean | null
"opens"?: string | null
"closes"?: string | null
"capacity"?: number | null
} | null
"offers"?: ({
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"price": number
"currency"?: string | null
"url"?: string | null
})[] | null
"image"?: {
"url": string
/** A map from language tag to text; a plain string is the default language. */
"alt": (string) | (Record<string, string>)
"credit"?: string | null
"license"?: string | null
} | null
"links"?: ({
"url": string
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"mediaType"?: string | null
})[] | null
"inLanguage"?: (string)[] | null
"audience"?: (string)[] | null
"accessibility"?: ("signLanguage" | "captions" | "inductionLoop" | "wheelchair" | "easyLanguage" | "audioDescription")[] | null
"superEvent"?: string | null
"state"?: "draft" | "submitted" | "published" | "rejected" | "archived" | null
/** What GET shows to the owner and to moderators; sent back, it is ignored. */
"moderation"?: unknown
}

export type DryRunOfOccurrence = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"event": Event
"occurrence": (Occurrence) & (Record<string, unknown> | null)
"changes": (Difference)[]
}

export type OccurrenceChange = {
"excluded"?: true
"start"?: string | null
/** Exclusive. */
"end"?: string | null
/** ISO 8601, weeks to seconds: PT1H30M, P2D. */
"duration"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"website"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"summary"?: (string) | (Record<string, string>) | (null)
/** CommonMark. */
"description"?: (string) | (Record<string, string>) | (null)
"status"?: "confirmed" | "tentative" | "cancelled" | "postponed" | "rescheduled" | "movedOnline" | null
/** A map from language tag to text; a plain string is the default language. */
"statusNote"?: (string) | (Record<string, string>) | (null)
"type"?: "conference" | "webinar" | "lecture" | "workshop" | "residency" | "exhibition" | "performance" | "meeting" | "deadline" | "other" | null
"categories"?: (string)[] | null
"tags"?: (string)[] | null
"attendanceMode"?: "inPerson" | "online" | "mixed" | null
"location"?: {
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"streetAddress"?: string | null
"postalCode"?: string | null
"locality"?: string | null
"region"?: string | null
"country"?: string | null
"latitude"?: number | null
"longitude"?: number | null
"url"?: string | null
/** A map from language tag to text; a plain string is the default language. */
"accessibility"?: (string) | (Record<string, string>) | (null)
} | null
"onlineLocation"?: {
"url"?: string | null
"name"?: string | null
} | null
"organizer"?: {
"name"?: string | null
"url"?: string | null
"email"?: string | null
"phone"?: string | null
} | null
"people"?: ({
"name": string
"role"?: "speaker" | "moderator" | "artist" | "host" | "contact" | null
"title"?: string | null
"affiliation"?: string | null
"url"?: string | null
"staff"?: boolean | null
})[] | null
"registration"?: {
"url"?: string | null
"required"?: boolean | null
"opens"?: string | null
"closes"?: string | null
"capacity"?: number | null
} | null
"offers"?: ({
/** A map from language tag to text; a plain string is the default language. */
"name"?: (string) | (Record<string, string>) | (null)
"price": number
"currency"?: string | null
"url"?: string | null
})[] | null
"image"?: {
"url": string
/** A map from language tag to text; a plain string is the default language. */
"alt": (string) | (Record<string, string>)
"credit"?: string | null
"license"?: string | null
} | null
"links"?: ({
"url": string
/** A map from language tag to text; a plain string is the default language. */
"title"?: (string) | (Record<string, string>) | (null)
"mediaType"?: string | null
})[] | null
"inLanguage"?: (string)[] | null
"audience"?: (string)[] | null
"accessibility"?: ("signLanguage" | "captions" | "inductionLoop" | "wheelchair" | "easyLanguage" | "audioDescription")[] | null
}

export type DryRunOfSplit = {
"dryRun": true
"before": Event
"after": Event
"changes": (Difference)[]
}

export type Split = {
"recurrenceId": string
"changes"?: Record<string, unknown> | null
}

export type Publication = {
"state": "draft" | "submitted" | "published" | "rejected" | "archived"
/** To the partner; of an owner, to the moderators. */
"note"?: string | null
}

export type HistoryItem = {
"version": number
"action": "created" | "updated" | "stepped" | "approved" | "removed" | "held" | "heldRemoval" | "declined" | "withdrawn"
"at": string
"by": {
"partner": string
"key": {
"id": string
"name": string | null
}
}
"state": "draft" | "submitted" | "published" | "rejected" | "archived" | null
"note": string | null
"changes": (Difference)[]
}

export type VersionToRestore = {
"version": number
}

export type ImportAnswer = {
"dryRun"?: true
"items": ({
"uid": string | null
"recurrenceId": string | null
"status": "created" | "updated" | "unchanged" | "held" | "failed"
"id": string | null
"problem"?: unknown
"changes"?: (Difference)[]
})[]
}

export type CalendarFile = string

export type Source = {
"slug": string
"partner": string
"url": string
"interval": string
"removeMissing": boolean
"created": string
"nextRun": string
/** Whether it is being fetched now. */
"running": boolean
"lastRun": string | null
"lastSuccess": string | null
/** Failed runs in a row. */
"failures": number
/** Why the last run failed. */
"error": string | null
/** Of the last run that took a file. */
"counts": {
"created": number
"updated": number
"unchanged": number
"held": number
"failed": number
"vanished": number
"archived": number
"restored": number
} | null
/** The first 20 VEVENTs that failed. */
"problems": ({
"uid": string | null
"recurrenceId": string | null
"detail": string
})[]
}

/** What a run would do now. */
export type DryRunOfRun = {
"dryRun": true
"status": "created" | "updated"
"error": string | null
/** Of the last run that took a file. */
"counts": {
"created": number
"updated": number
"unchanged": number
"held": number
"failed": number
"vanished": number
"archived": number
"restored": number
} | null
"items": ({
"uid": string | null
"recurrenceId": string | null
"status": "created" | "updated" | "unchanged" | "held" | "failed"
"id": string | null
"problem"?: unknown
"changes"?: (Difference)[]
})[]
}

export type SourceInput = {
"url": string
"interval": string
"removeMissing"?: boolean
}

export type DryRunOfSource = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"source": Source
"changes": (Difference)[]
}

export type Category = {
"slug": string
"name": Record<string, string>
"color": string | null
}

export type DryRunOfCategory = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"category": Category
"changes": (Difference)[]
}

export type CategoryInput = {
/** A map from language tag to text; a plain string is the default language. */
"name": (string) | (Record<string, string>)
"color"?: string | null
}

export type Partner = {
"slug": string
"name": string
"url": string | null
/** Shown to an administrator only. */
"email"?: string | null
/** Shown to an administrator only. */
"trusted"?: boolean
}

export type DryRunOfPartner = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"partner": Partner
"changes": (Difference)[]
}

export type PartnerInput = {
"name": string
"url"?: string | null
"email"?: string | null
"trusted"?: boolean | null
}

export type DryRunOfNewKey = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"key": {
"name": string
"scopes": ("events:write" | "events:moderate" | "admin")[]
"expires": string | null
}
"changes": (Difference)[]
}

export type NewKey = {
"id": string
"name": string
"scopes": ("events:write" | "events:moderate" | "admin")[]
"expires": string | null
/** Shown this once. */
"key": string
}

export type KeyInput = {
"name": string
"scopes": ("events:write" | "events:moderate" | "admin")[]
"expires"?: string | null
}

export type Key = {
"id": string
"name": string
"scopes": ("events:write" | "events:moderate" | "admin")[]
"expires": string | null
"created": string
"lastUsed": string | null
}

export type DryRunOfKey = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"key": Key
"changes": (Difference)[]
}

export type Webhook = {
"slug": string
"url": string
"types": ("event.published" | "event.updated" | "event.cancelled" | "event.removed" | "event.rejected")[]
/** Of whose events: the partner’s own, or everybody’s. */
"hears": "own" | "all"
/** Why nothing is sent any more; null: it is. */
"disabled": string | null
"created": string
}

export type DryRunOfWebhook = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"webhook": Webhook
"changes": (Difference)[]
}

export type NewWebhook = (Webhook) & ({
/** Signs the messages; shown this once. */
"secret": string
})

export type WebhookInput = {
"url": string
"types": ("event.published" | "event.updated" | "event.cancelled" | "event.removed" | "event.rejected")[]
}

export type DryRunOfSecret = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"changes": (Difference)[]
}

export type WebhookSecret = {
"secret": string
}

export type Delivery = {
/** The `webhook-id` of the message. */
"id": string
"type": "event.published" | "event.updated" | "event.cancelled" | "event.removed" | "event.rejected"
"eventId": string
"state": "pending" | "delivered" | "failed"
"attempts": number
"created": string
"nextAttempt": string | null
"finished": string | null
/** What the receiver answered last; null where it did not. */
"lastStatus": number | null
"lastError": string | null
}

export type DryRunOfReplay = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"delivery": Delivery
"changes": (Difference)[]
}

export type ApiInfo = {
"apiName": string
"apiVersion": string
"apiReleased": string
"apiDocumentation": string
"apiStatus": "active" | "deprecated" | "retired"
}

export type View = {
"slug": string
"name": Record<string, string>
"query": string
"description": Record<string, string> | null
"url": string
}

export type DryRunOfView = {
"dryRun": true
"status": "created" | "updated" | "unchanged" | "held" | "deleted"
"view": View
"changes": (Difference)[]
}

export type ViewInput = {
/** A map from language tag to text; a plain string is the default language. */
"name": (string) | (Record<string, string>)
"query": string
/** A map from language tag to text; a plain string is the default language. */
"description"?: (string) | (Record<string, string>) | (null)
}

export type Api = Hono<{}, {
"/api-info": {
/** About this API. Name, version, release and status, as the national REST API profile asks. */
$get: { input: {  }; output: ApiInfo; outputFormat: 'json'; status: 200 } | { input: {  }; output: Problem; outputFormat: 'json'; status: 401 | 406 | 429 | 500 | 503 }
}
"/categories": {
/** All categories. Sorted by name in the calendar’s first language. */
$get: { input: {  }; output: {
"items": (Category)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: {  }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
}
"/categories/:slug": {
/** Add or change a category. A new name shows at once in the feeds of the events that carry the category. Needs the scope admin. */
$put: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: CategoryInput }; output: (Category) | (DryRunOfCategory); outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: CategoryInput }; output: Category; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: CategoryInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 413 | 415 | 422 | 429 | 500 | 503 }
/** Remove a category. One that no event carries any more; else 409. Needs the scope admin. */
$delete: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfCategory; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 429 | 500 | 503 }
}
"/changes": {
/** What changed since. Every publication, change and removal after the cursor `after`, in the order of commits, none left out; from the start without it. `event` is the event as it is now, and null where it is to be dropped: it was removed, or no longer fits the filters. Who keeps what comes and drops what is null has what `GET /events` serves. When `next` is null, ask again later with `after` set to the answer’s `cursor`. */
$get: { input: { query?: { "after"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "fields"?: string | (string)[]; "limit"?: number } }; output: {
"items": ({
"cursor": string
"type": "event.published" | "event.updated" | "event.cancelled" | "event.removed"
"eventId": string
"event": (Event) & (Record<string, unknown> | null)
})[]
"cursor": string
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { query?: { "after"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "fields"?: string | (string)[]; "limit"?: number } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 410 | 429 | 500 | 503 }
}
"/events": {
/** Events, a series once. With `from` or `to` only the events with an occurrence inside. Published ones, unless a key asks for another `state`. `state=submitted` is the moderation queue: new events, and published ones with a change that waits, as they would be; `moderation` tells what differs, and what may be a duplicate. */
$get: { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[]; "limit"?: number; "cursor"?: string; "page"?: number; "lang"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[] }; header?: { "Kalendarium-Min-Revision"?: string } }; output: {
"items": (Event)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[]; "limit"?: number; "cursor"?: string; "page"?: number; "lang"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[] }; header?: { "Kalendarium-Min-Revision"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
/** Post an event. Stores a new event. With `dryRun=true` everything is checked and nothing is stored. */
$post: { input: { query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string }; json: EventInput }; output: DryRun; outputFormat: 'json'; status: 200 } | { input: { query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string }; json: EventInput }; output: Event; outputFormat: 'json'; status: 201 } | { input: { query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string }; json: EventInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/events/batch": {
/** Create or change up to 500 events. Each item is an event with an `externalId`, created, changed, left alone or held for review as by PUT by external id. One bad item harms no other. At most 10 MiB. A dry run tells of each item what would differ. */
$post: { input: { query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string }; json: Batch }; output: BatchAnswer; outputFormat: 'json'; status: 200 } | { input: { query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string }; json: Batch }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/events/by-external-id/:external-id": {
/** Create or replace an event by your own id. Creates the event in the caller’s partner (a moderator names another with `partner`), replaces it, or leaves it alone where nothing differs. */
$put: { input: { param: { "external-id": string }; query?: { "partner"?: string; "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventInput }; output: (Event) | (DryRun); outputFormat: 'json'; status: 200 } | { input: { param: { "external-id": string }; query?: { "partner"?: string; "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventInput }; output: Event; outputFormat: 'json'; status: 201 } | { input: { param: { "external-id": string }; query?: { "partner"?: string; "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventInput }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "external-id": string }; query?: { "partner"?: string; "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/events/:id": {
/** One event. A published event, or with a key one that its partner or a moderator may see. To them `moderation` tells of a note, a change that waits for review, and likely duplicates. */
$get: { input: { param: { "id": string }; query?: { "version"?: "held" } }; output: Event; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "version"?: "held" } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 404 | 406 | 429 | 500 | 503 }
/** Replace an event. The body is all that the event is; changes to single occurrences stay. Needs `If-Match`. */
$put: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header: { "Idempotency-Key"?: string; "If-Match": string }; json: EventInput }; output: (Event) | (DryRun); outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header: { "Idempotency-Key"?: string; "If-Match": string }; json: EventInput }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header: { "Idempotency-Key"?: string; "If-Match": string }; json: EventInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503 }
/** Change fields of an event. An RFC 7396 merge patch: fields that are given replace, null removes, objects are merged. */
$patch: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventPatch }; output: (Event) | (DryRun); outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventPatch }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: EventPatch }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
/** Remove an event. The event is gone from lists; if it was public, feeds show it cancelled for 30 days. */
$delete: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: DryRun; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 429 | 500 | 503 }
}
"/events/:id/history": {
/** Who changed what, and when. For the event’s owner and moderators; for all others it is 404. Each version tells who did what, when, and what differs from the version that was in force, field by field. It outlives the event, for the same readers. `held` and `heldRemoval` wait for review; `approved`, `declined` and `withdrawn` tell what became of them. Vem som ändrade vad och när, fält för fält, för evenemangets ägare och redaktionen. */
$get: { input: { param: { "id": string }; query?: { "limit"?: number; "cursor"?: string; "page"?: number } }; output: {
"items": (HistoryItem)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "limit"?: number; "cursor"?: string; "page"?: number } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/events/:id/occurrences": {
/** The occurrences of one event. Those that overlap [from, to), as `/occurrences` has them. */
$get: { input: { param: { "id": string }; query?: { "from"?: string; "to"?: string; "limit"?: number; "cursor"?: string; "page"?: number; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[] } }; output: {
"items": (Occurrence)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "from"?: string; "to"?: string; "limit"?: number; "cursor"?: string; "page"?: number; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[] } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 404 | 406 | 429 | 500 | 503 }
}
"/events/:id/occurrences/:recurrence-id": {
/** One occurrence. Named by its original local start, its change applied. */
$get: { input: { param: { "id": string; "recurrence-id": string } }; output: Occurrence; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string; "recurrence-id": string } }; output: Problem; outputFormat: 'json'; status: 401 | 404 | 406 | 429 | 500 | 503 }
/** Change one occurrence. The body holds the fields in which it differs, and replaces the change before. A new `start` moves it, `status: cancelled` keeps it visible, `{"excluded": true}` drops it. */
$put: { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: OccurrenceChange }; output: (Occurrence) | (DryRunOfOccurrence); outputFormat: 'json'; status: 200 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: OccurrenceChange }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: OccurrenceChange }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: OccurrenceChange }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
/** Take back the change to one occurrence. The occurrence is again as the series says. */
$delete: { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: DryRun; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "id": string; "recurrence-id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 429 | 500 | 503 }
}
"/events/:id/publication": {
/** Lead an event to another state, or decide on a change that waits. The steps, by who may take them: - the owner: draft ↔ submitted, published → archived → draft, rejected → draft or submitted; of a trusted partner also draft → published - moderators: submitted → published or rejected, published → archived, archived → published Where a change of a published event waits for review, a moderator decides on it: `published` lets it through, `rejected` drops it, and the published version stays. `If-Match` then names the version that waits (`moderation.held.etag`). A change that contradicts what was published meanwhile is 409, and `errors` tells where; its partner sees both, and may change it. What leaves `published` is shown cancelled in feeds for 30 days, and drops a change that waits. Ägaren och redaktionen leder evenemanget mellan tillstånden ovan; ett steg som inte går är 409 och nämner dem som går. `note` når den andra parten. */
$put: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Publication }; output: (Event) | (DryRun); outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Publication }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Publication }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/events/:id/split": {
/** Change this occurrence and the following. The series ends before `recurrenceId`, and a new one starts there with `changes` (a merge patch on the event) applied. */
$post: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Split }; output: DryRunOfSplit; outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Split }; output: {
"before": Event
"after": Event
}; outputFormat: 'json'; status: 201 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Split }; output: {
"before": Event
"after": Event
}; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: Split }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/events/:id/version": {
/** Restore an earlier version. The event is again what it was in that version of its history, a held or declined one too; its state, partner and external id stay. A change like any other: it makes a new version, and waits for review where the partner is not trusted. Återställer en tidigare version ur historiken, som en ändring bland andra. */
$put: { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: VersionToRestore }; output: (Event) | (DryRun); outputFormat: 'json'; status: 200 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: VersionToRestore }; output: Event; outputFormat: 'json'; status: 202 } | { input: { param: { "id": string }; query?: { "dryRun"?: boolean }; header?: { "Idempotency-Key"?: string; "If-Match"?: string }; json: VersionToRestore }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/facets": {
/** Count occurrences by category, type, place and more. Counts the occurrences in the window by category, type, locality, partner, tag, language, attendanceMode, status and local day. `to` is a year after `from` if not given, and at most five years after it. Far from now, where long series are counted one by one, a million occurrences are the most. */
$get: { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[]; "lang"?: string } }; output: Record<string, ({
"value": string
"count": number
})[]>; outputFormat: 'json'; status: 200 } | { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[]; "lang"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
}
"/imports": {
/** Import an iCalendar file. Creates or changes the events of a file by UID and RECURRENCE-ID, in the caller’s partner; what does not differ is left alone. Files as Google, Outlook, Apple, Thunderbird and WordPress write them, up to 10 MiB and 5,000 events. What is wrong with one VEVENT harms no other. What a field of iCalendar does not say of an event that is here already stays. Events of CLASS PRIVATE or CONFIDENTIAL are not imported. */
$post: { input: { query?: { "dryRun"?: boolean; "partner"?: string }; header?: { "Idempotency-Key"?: string }; body: string }; output: ImportAnswer; outputFormat: 'json'; status: 200 } | { input: { query?: { "dryRun"?: boolean; "partner"?: string }; header?: { "Idempotency-Key"?: string }; body: string }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/occurrences": {
/** What happens in a window. Occurrences that overlap [from, to), by start, then by id. `from` is now if not given, an open `to` is open: endless series go on. Page with `cursor` (stable while data changes) or `page`. */
$get: { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[]; "limit"?: number; "cursor"?: string; "page"?: number; "lang"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[] }; header?: { "Kalendarium-Min-Revision"?: string } }; output: {
"items": (Occurrence)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { query?: { "from"?: string; "to"?: string; "category"?: string | (string)[]; "type"?: "conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other" | ("conference" | "-conference" | "webinar" | "-webinar" | "lecture" | "-lecture" | "workshop" | "-workshop" | "residency" | "-residency" | "exhibition" | "-exhibition" | "performance" | "-performance" | "meeting" | "-meeting" | "deadline" | "-deadline" | "other" | "-other")[]; "tag"?: string | (string)[]; "partner"?: string | (string)[]; "locality"?: string | (string)[]; "language"?: string | (string)[]; "attendanceMode"?: "inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed" | ("inPerson" | "-inPerson" | "online" | "-online" | "mixed" | "-mixed")[]; "status"?: "confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline" | ("confirmed" | "-confirmed" | "tentative" | "-tentative" | "cancelled" | "-cancelled" | "postponed" | "-postponed" | "rescheduled" | "-rescheduled" | "movedOnline" | "-movedOnline")[]; "person"?: string | (string)[]; "superEvent"?: string | (string)[]; "free"?: boolean; "near"?: string; "radius"?: string; "bbox"?: string; "q"?: string; "sort"?: "start" | "-start" | "updated" | "-updated"; "fields"?: string | (string)[]; "limit"?: number; "cursor"?: string; "page"?: number; "lang"?: string; "state"?: "draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived" | ("draft" | "-draft" | "submitted" | "-submitted" | "published" | "-published" | "rejected" | "-rejected" | "archived" | "-archived")[] }; header?: { "Kalendarium-Min-Revision"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
}
"/partners": {
/** All organisations that post events. Sorted by name. An administrator sees `email` and `trusted` too. */
$get: { input: {  }; output: {
"items": (Partner)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: {  }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
}
"/partners/:slug": {
/** One organisation. An administrator sees `email` and `trusted` too. */
$get: { input: { param: { "slug": string } }; output: Partner; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 404 | 406 | 429 | 500 | 503 }
/** Add or change a partner. What a trusted partner posts is published at once; `trusted` is false if not given. A new name shows at once in the events and feeds that it organizes. Needs the scope admin. */
$put: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: PartnerInput }; output: (Partner) | (DryRunOfPartner); outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: PartnerInput }; output: Partner; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: PartnerInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 413 | 415 | 422 | 429 | 500 | 503 }
}
"/partners/:slug/keys": {
/** Give a partner a key. The answer shows the key, this once. One with `events:moderate` or `admin` acts for the calendar’s own organisation. `expires` is optional. Needs the scope admin. */
$post: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: KeyInput }; output: DryRunOfNewKey; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: KeyInput }; output: NewKey; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: KeyInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 413 | 415 | 422 | 429 | 500 | 503 }
/** The keys of a partner. Those that are not revoked, the oldest first, with when they were last used (to the minute); never the key itself. Needs the scope admin. */
$get: { input: { param: { "slug": string } }; output: {
"items": (Key)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/partners/:slug/keys/:id": {
/** Revoke a key. It is refused from the next request on, for good. Needs the scope admin. */
$delete: { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfKey; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/sources": {
/** Your sources. A moderator sees those of all partners, or of the one named by `partner`. */
$get: { input: { query?: { "partner"?: string } }; output: {
"items": (Source)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { query?: { "partner"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 429 | 500 | 503 }
}
"/sources/:slug": {
/** One of your sources. With what its last run did, when the next is, and what went wrong. */
$get: { input: { param: { "slug": string }; query?: { "partner"?: string } }; output: Source; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "partner"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
/** Fetch a feed again and again. The iCalendar file at `url` is fetched at once and then every `interval`, and taken in as by POST /imports. With `removeMissing`, what was created by this source, is still to come and is in the file no more is archived, unless that is over half of what is to come. What is over may leave the file. Addresses that are not public are refused. `?dryRun=true` fetches and shows what would change. */
$put: { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean }; json: SourceInput }; output: (Source) | (DryRunOfRun); outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean }; json: SourceInput }; output: Source; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean }; json: SourceInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 413 | 415 | 422 | 429 | 500 | 503 }
/** Fetch a feed no more. The events that came from it stay, as the partner’s own. */
$delete: { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean } }; output: DryRunOfSource; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "slug": string }; query?: { "partner"?: string; "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/views": {
/** All named views. By slug. Each has a page at /v/{slug} and feeds at /v/{slug}.ics, .rss, .atom and .json. */
$get: { input: {  }; output: {
"items": (View)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: {  }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 406 | 429 | 500 | 503 }
}
"/views/:slug": {
/** One named view. What it is called, and what it shows. */
$get: { input: { param: { "slug": string } }; output: View; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 404 | 406 | 429 | 500 | 503 }
/** Add a named view, or point it elsewhere. `query` is a query string of the filters that all lists take. What the address shows changes at once. Needs the scope admin. */
$put: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: ViewInput }; output: (View) | (DryRunOfView); outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: ViewInput }; output: View; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: ViewInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 413 | 415 | 422 | 429 | 500 | 503 }
/** Remove a named view. Its page and feeds are 404 from then on: point it elsewhere if it is printed. Needs the scope admin. */
$delete: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfView; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/webhooks": {
/** Your webhooks. By slug, without their secrets. */
$get: { input: {  }; output: {
"items": (Webhook)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: {  }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 429 | 500 | 503 }
}
"/webhooks/:slug": {
/** Add or change a webhook. From now on the address is told of each change by POST, signed as Standard Webhooks says, at least once, and of each event in order. A partner’s webhook hears of its own events, an administrator’s of all. The answer to a new one shows its secret, this once. What fails is tried again after 5 s, then after twice as long each time up to 6 h, for three days; a redirect is a failure, and 410 disables the webhook until it is put again. */
$put: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: WebhookInput }; output: (Webhook) | (DryRunOfWebhook); outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: WebhookInput }; output: NewWebhook; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean }; json: WebhookInput }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503 }
/** One webhook. Without its secret. `disabled` tells why nothing is sent any more. */
$get: { input: { param: { "slug": string } }; output: Webhook; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
/** Remove a webhook. What has not been sent yet is not sent any more. */
$delete: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfWebhook; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: {}; outputFormat: 'body'; status: 204 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/webhooks/:slug/deliveries": {
/** The messages of a webhook. The newest first; what ended more than 30 days ago is not kept. */
$get: { input: { param: { "slug": string }; query?: { "limit"?: number; "before"?: string } }; output: {
"items": (Delivery)[]
"next": string | null
}; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "limit"?: number; "before"?: string } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
"/webhooks/:slug/deliveries/:id/replay": {
/** Send a message again. At once, whatever became of it, under the same `webhook-id`; if need be again for three days. A disabled webhook is to be put again first. */
$post: { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfReplay; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: Delivery; outputFormat: 'json'; status: 202 } | { input: { param: { "slug": string; "id": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 409 | 429 | 500 | 503 }
}
"/webhooks/:slug/secret": {
/** Change the secret of a webhook. The answer shows the new secret, this once. For 24 hours every message carries two signatures, by the new secret and by the one before. */
$post: { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: DryRunOfSecret; outputFormat: 'json'; status: 200 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: WebhookSecret; outputFormat: 'json'; status: 201 } | { input: { param: { "slug": string }; query?: { "dryRun"?: boolean } }; output: Problem; outputFormat: 'json'; status: 400 | 401 | 403 | 404 | 406 | 429 | 500 | 503 }
}
}, '/'>
