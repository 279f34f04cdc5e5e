import { z } from '@hono/zod-openapi'
import { once } from '../once.ts'
import { isCountry } from './countries.ts'
import { ACCESSIBILITY, ATTENDANCE_MODES, ROLES, STATES, STATUSES, TYPES } from './model.ts'
import { email, httpUrl, languageTag, line, lines, localized } from './text-input.ts'

/** A reference to one of the calendar's own lists: lower-case letters, digits and hyphens. */
export const slug = () =>
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and hyphens')
    .max(100)

const list = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item).max(most, `has more than ${most} items`)

const location = once(() =>
  z.strictObject({
    name: localized(line()).nullish(),
    streetAddress: line().nullish(),
    postalCode: line().nullish(),
    locality: line().nullish(),
    region: line().nullish(),
    country: z
      .string()
      .refine(isCountry, 'must be a country’s two capital letters (ISO 3166-1 alpha-2)')
      .nullish(),
    latitude: z.number().min(-90).max(90).nullish(),
    longitude: z.number().min(-180).max(180).nullish(),
    url: httpUrl().nullish(),
    accessibility: localized(lines()).nullish(),
  }),
)

const person = once(() =>
  z.strictObject({
    name: line(),
    role: z.enum(ROLES).nullish(),
    title: line().nullish(),
    affiliation: line().nullish(),
    url: httpUrl().nullish(),
    staff: z.boolean().nullish(),
  }),
)

const offer = once(() =>
  z.strictObject({
    name: localized(line()).nullish(),
    price: z.number().min(0).max(1e9),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 4217)')
      .nullish(),
    url: httpUrl().nullish(),
  }),
)

/** The fields that describe an event, and in which one occurrence may differ. */
const descriptionFields = once(() => ({
  website: httpUrl().nullish(),
  summary: localized(lines(500)).nullish(),
  description: localized(lines(20_000)).nullish().openapi({ description: 'CommonMark.' }),
  status: z.enum(STATUSES).nullish(),
  statusNote: localized(lines()).nullish(),
  type: z.enum(TYPES).nullish(),
  categories: list(slug(), 20).nullish(),
  tags: list(line(), 20).nullish(),
  attendanceMode: z.enum(ATTENDANCE_MODES).nullish(),
  location: location().nullish(),
  onlineLocation: z.strictObject({ url: httpUrl().nullish(), name: line().nullish() }).nullish(),
  organizer: z
    .strictObject({
      name: line().nullish(),
      url: httpUrl().nullish(),
      email: email().nullish(),
      phone: line().nullish(),
    })
    .nullish(),
  people: list(person(), 100).nullish(),
  registration: z
    .strictObject({
      url: httpUrl().nullish(),
      required: z.boolean().nullish(),
      opens: z.string().nullish(),
      closes: z.string().nullish(),
      capacity: z.int().min(0).max(10_000_000).nullish(),
    })
    .nullish(),
  offers: list(offer(), 50).nullish(),
  image: z
    .strictObject({
      url: httpUrl(),
      alt: localized(line()),
      credit: line().nullish(),
      license: line().nullish(),
    })
    .nullish(),
  links: list(
    z.strictObject({
      url: httpUrl(),
      title: localized(line()).nullish(),
      mediaType: line(127)
        .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type')
        .nullish(),
    }),
    50,
  ).nullish(),
  inLanguage: list(languageTag(), 20).nullish(),
  audience: list(line(), 20).nullish(),
  accessibility: list(z.enum(ACCESSIBILITY), 6).nullish(),
}))

const title = once(() => localized(line(200)))
const end = once(() => z.string().nullish().openapi({ description: 'Exclusive.' }))
const duration = once(() =>
  z.string().nullish().openapi({ description: 'ISO 8601, weeks to seconds: PT1H30M, P2D.' }),
)

/** Read-only fields: taken only with their stored values (`write.ts` compares). */
export const READ_ONLY = [
  'id',
  'slug',
  'sequence',
  'created',
  'updated',
  'published',
  'url',
  'localStart',
  'localEnd',
  'descriptionHtml',
] as const

const readOnly = once(
  () =>
    Object.fromEntries(
      READ_ONLY.map((name) => [name, z.unknown().optional().openapi({ readOnly: true })]),
    ) as Record<(typeof READ_ONLY)[number], z.ZodOptional<z.ZodUnknown>>,
)

/** The body of POST and PUT: an event as the contract's §2 has it. */
export const EventInput = once(() =>
  z
    .strictObject({
      ...readOnly(),
      uid: line().nullish(),
      partner: slug().nullish(),
      externalId: line().nullish(),
      title: title(),
      start: z.string().openapi({
        description: 'RFC 3339 with any offset, a local date-time in timeZone, or a date (all day).',
        example: '2026-11-03T13:00',
      }),
      end: end(),
      duration: duration(),
      timeZone: z.string().nullish(),
      allDay: z.boolean().nullish(),
      recurrence: z
        .strictObject({
          rrule: z.string().max(1000, 'is longer than 1000 characters').nullish(),
          rdate: list(z.string().max(40), 1000).nullish(),
          exdate: list(z.string().max(40), 1000).nullish(),
        })
        .nullish(),
      ...descriptionFields(),
      superEvent: z.uuid().nullish(),
      state: z.enum(STATES).nullish(),
      moderation: z.unknown().optional().openapi({
        readOnly: true,
        description: 'What GET shows to the owner and to moderators; sent back, it is ignored.',
      }),
    })
    .openapi('EventInput'),
)
export type EventInput = z.infer<ReturnType<typeof EventInput>>

/** A merge patch on an event (RFC 7396). */
export const EventPatch = once(() => EventInput().partial().openapi('EventPatch'))

/** The body of PUT …/occurrences/{recurrenceId}: the fields in which the occurrence differs. */
export const ChangeInput = once(() =>
  z
    .strictObject({
      excluded: z.literal(true, 'must be true where it is given').nullish(),
      start: z.string().nullish(),
      end: end(),
      duration: duration(),
      title: title().nullish(),
      ...descriptionFields(),
    })
    .openapi('OccurrenceChange'),
)
export type ChangeInput = z.infer<ReturnType<typeof ChangeInput>>

/** The body of POST /events/{id}/split. `changes` is a merge patch on the event that starts there. */
export const SplitInput = once(() =>
  z
    .strictObject({ recurrenceId: z.string().max(40), changes: z.record(z.string(), z.unknown()).nullish() })
    .openapi('Split'),
)

/** The body of POST /events/batch; the items are checked one by one. */
export const BatchInput = once(() => z.strictObject({ items: list(z.unknown(), 500) }).openapi('Batch'))
