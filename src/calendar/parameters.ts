/** The query parameters of every list, feed and page: how each is read, and what the documentation says of it. */
import { z } from 'zod'
import { ATTENDANCE_MODES, STATES, STATUSES, TYPES } from '../events/model.ts'
import { excludable, excludableEnum, localTime, numbers, plainText, wholeNumber } from './parameter-values.ts'

export const SORTS = ['start', '-start', 'updated', '-updated'] as const
export type Sort = (typeof SORTS)[number]

/** What `fields` may pick: of an event, and of an occurrence. */
export const FIELDS = [
  'id', 'eventId', 'recurrenceId', 'website', 'uid', 'slug', 'partner', 'externalId', 'title', 'summary',
  'description', 'start', 'end', 'duration', 'localStart', 'localEnd', 'timeZone', 'allDay', 'recurrence', 'status',
  'statusNote', 'type', 'categories', 'tags', 'attendanceMode', 'location', 'onlineLocation', 'organizer', 'people',
  'registration', 'offers', 'image', 'links', 'inLanguage', 'audience', 'accessibility', 'superEvent', 'state',
  'sequence', 'created', 'updated', 'published', 'url', 'moderation',
] as const // biome-ignore format: a list to read

const LIMIT = { default: 20, most: 200 }

const word = excludable()

/** Each parameter's `value` reads one occurrence of it; `many` parameters may be repeated. */
export const READERS = {
  from: {
    description:
      'Start of the window: an instant with offset, or a date (its midnight in the calendar’s time zone).',
    example: '2026-11-03',
    value: localTime,
  },
  to: {
    description: 'Exclusive end of the window, as `from`.',
    example: '2026-12-01T00:00:00+01:00',
    value: localTime,
  },
  category: { description: 'A category’s slug.', example: 'music', many: true, value: word },
  type: { description: 'The kind of event.', example: 'lecture', many: true, value: excludableEnum(TYPES) },
  tag: { description: 'A free keyword.', example: 'jazz', many: true, value: word },
  partner: {
    description: 'The slug of the organisation.',
    example: 'house',
    many: true,
    value: word,
  },
  locality: { description: 'The town.', example: 'Lund', many: true, value: word },
  language: {
    description: 'A language spoken at the event.',
    example: 'sv',
    many: true,
    value: word,
  },
  attendanceMode: {
    description: 'How one takes part.',
    example: 'online',
    many: true,
    value: excludableEnum(ATTENDANCE_MODES),
  },
  status: { description: 'The status.', example: 'confirmed', many: true, value: excludableEnum(STATUSES) },
  person: {
    description: 'The name of somebody taking part.',
    example: 'Anna Andersson',
    many: true,
    value: word,
  },
  superEvent: {
    description: 'The id of the event that it is part of.',
    example: '01980000-0000-7000-8000-000000000000',
    many: true,
    value: excludable(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is not the id of an event'),
  },
  free: {
    description: '`true`: with an offer that costs nothing. `false`: all others.',
    example: 'true',
    value: z
      .enum(['true', 'false'], { error: 'must be true or false' })
      .meta({ type: 'boolean', enum: undefined }),
  },
  near: {
    description: 'Only what takes place within `radius` of `latitude,longitude`.',
    example: '55.705,13.193',
    value: numbers(['latitude', 'longitude'], [[-90, 90], [-180, 180]]), // biome-ignore format: ranges side by side
  },
  radius: {
    description: 'Kilometres around `near`; 10 if not given.',
    example: '5',
    value: numbers(['kilometres'], [[0, 20_100]]),
  },
  bbox: {
    description:
      'Only what takes place within `west,south,east,north`; west > east crosses the antimeridian.',
    example: '12.4,55.3,14.6,56.5',
    value: numbers(
      ['west', 'south', 'east', 'north'],
      [[-180, 180], [-90, 90], [-180, 180], [-90, 90]], // biome-ignore format: ranges side by side
    ).refine(([, south = 0, , north = 0]) => south <= north, 'has its south above its north'),
  },
  q: {
    description: 'Full text: all words, Swedish and English stemming, the last word also as a prefix.',
    example: 'jazz konsert',
    value: plainText(200),
  },
  lang: {
    description: 'Language of flattened output, a BCP 47 tag.',
    example: 'en',
    value: plainText(35).regex(/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i, 'is not a language tag'),
  },
  sort: {
    description:
      'Order; `-` reverses. Other than by `start`, an open window reaches as far as series are kept.',
    example: '-updated',
    value: z.enum(SORTS, { error: `must be one of ${SORTS.join(', ')}` }),
  },
  fields: {
    description: 'Only these fields, separated by commas.',
    example: 'id,title,start',
    many: true,
    value: plainText(1000).transform((text) => text.split(',').map((field) => field.trim())).pipe(
      z.array(z.enum(FIELDS, { error: ({ input }) => `knows no field ${String(input)}` })),
    ), // biome-ignore format: one pipe
  },
  limit: {
    description: `How many items, at most ${LIMIT.most}; ${LIMIT.default} if not given.`,
    example: '50',
    value: wholeNumber(1, LIMIT.most),
  },
  cursor: {
    description: 'Goes on after the page whose `next` held it; stable while data changes.',
    example: 'from the `next` of a list',
    value: plainText(500),
  },
  page: {
    description: 'The page, from 1; `page` times `limit` is at most 10,000.',
    example: '2',
    value: wholeNumber(1, 10_000),
  },
  state: {
    description: 'Unpublished events too, for those who may see them: the moderation queue is `submitted`.',
    example: 'submitted',
    many: true,
    value: excludableEnum(STATES),
  },
  past: {
    description: 'How many past days the feed holds, or `all`.',
    example: '30',
    value: z.union([z.literal('all'), wholeNumber(0, 36_500)], {
      error: 'must be a number of days from 0 to 36500, or all',
    }),
  },
  cancelled: {
    description: 'How the feed shows what is cancelled: marked in the title, by STATUS, or not at all.',
    example: 'status',
    value: z.enum(['mark', 'status', 'omit'], { error: 'must be one of mark, status, omit' }),
  },
} as const

export type ParameterName = keyof typeof READERS

/** The default of `limit`. */
export const DEFAULT_LIMIT = LIMIT.default

/** One parameter as the documentation shows it. */
export interface Parameter {
  description: string
  /** JSON Schema of one value. */
  schema: Record<string, unknown>
  example: string
  /** Whether it may be given several times (OR). */
  repeated: boolean
}

/** The documentation's table of all parameters; what OpenAPI shows is what `parseFilters` reads. */
export const PARAMETERS: Record<ParameterName, Parameter> = mapReaders()

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(READERS, name)
}

export function isRepeatable(name: ParameterName): boolean {
  return 'many' in READERS[name]
}

const FILTERS = [
  'from', 'to', 'category', 'type', 'tag', 'partner', 'locality', 'language', 'attendanceMode', 'status', 'person',
  'superEvent', 'free', 'near', 'radius', 'bbox', 'q',
] as const satisfies ParameterName[] // biome-ignore format: a list to read
const PAGING = ['sort', 'fields', 'limit', 'cursor', 'page'] as const satisfies ParameterName[]

/** What each kind of address takes. */
export const ALLOWED = {
  /** `/occurrences`, `/events`, `/events/{id}/occurrences`. */
  list: new Set<ParameterName>([...FILTERS, ...PAGING, 'lang', 'state']),
  facets: new Set<ParameterName>([...FILTERS, 'state', 'lang']),
  /** Feeds and pages. */
  feed: new Set<ParameterName>([...FILTERS, 'lang', 'sort', 'limit', 'past', 'cancelled']),
  page: new Set<ParameterName>([...FILTERS, 'lang', 'sort', 'limit', 'cursor', 'page']),
  /** The change log: without a window, which time alone would make an event leave. */
  changes: new Set<ParameterName>([...FILTERS.slice(2), 'fields', 'limit']),
} as const

function mapReaders(): Record<ParameterName, Parameter> {
  const entries = Object.entries(READERS).map(([name, { description, example, value, ...rest }]) => {
    const parameter = {
      description,
      example,
      repeated: 'many' in rest,
      // When it is asked for: reading needs it not.
      get schema() {
        const { $schema: _, ...schema } = z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' })
        return schema
      },
    }
    return [name, parameter]
  })
  return Object.fromEntries(entries)
}
