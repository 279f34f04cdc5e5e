import { z } from '@hono/zod-openapi'

/** The longest text where the contract names no other limit, in characters (code points). */
const TEXT_LIMIT = 500

/** C0 and C1 controls, line and paragraph separators: never in a text of one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
const LINE_ENDS = /\r\n?/g

/** More than any text is translated into; to judge tens of thousands takes seconds. */
const MOST_LANGUAGES = 200

/** A schema for each argument, made once: to make one takes longer than to read with it. */
function madeOnce<Argument, Schema>(make: (argument: Argument) => Schema): (argument: Argument) => Schema {
  const made = new Map<Argument, Schema>()
  return (argument) => {
    const known = made.get(argument)
    if (known) return known
    const schema = make(argument)
    made.set(argument, schema)
    return schema
  }
}

/** A text of one line. */
export const line = (limit = TEXT_LIMIT) => lineWithin(limit)
const lineWithin = madeOnce((limit: number) =>
  z.string().check(
    z.refine((text) => text.trim() !== '', 'must not be empty'),
    z.refine((text) => withinLimit(text, limit), `is longer than ${limit} characters`),
    z.refine((text) => !CONTROLS.test(text), 'must be one line without control characters'),
    z.refine((text) => text.isWellFormed(), 'has half a surrogate pair'),
  ),
)

/** A text of several lines; CR LF and CR become LF. */
export const lines = (limit = TEXT_LIMIT) => linesWithin(limit)
const linesWithin = madeOnce((limit: number) =>
  z.string().check(
    z.overwrite((text) => text.replace(LINE_ENDS, '\n')),
    z.refine((text) => text.trim() !== '', 'must not be empty'),
    z.refine((text) => withinLimit(text, limit), `is longer than ${limit} characters`),
    z.refine((text) => !CONTROLS_BUT_LINES.test(text), 'has control characters'),
    z.refine((text) => text.isWellFormed(), 'has half a surrogate pair'),
  ),
)

/** Localised text: a map from language tag to text, or a text in the calendar's default language. */
export const localized = madeOnce((text: z.ZodType<string, string>) =>
  z
    .union([
      text,
      z
        .record(z.string(), text)
        .refine((map) => Object.keys(map).length > 0, 'needs a text in at least one language')
        .superRefine((map, context) => {
          const tags = Object.keys(map)
          if (tags.length > MOST_LANGUAGES) {
            context.addIssue({ code: 'custom', message: `is in more than ${MOST_LANGUAGES} languages` })
            return
          }
          const seen = new Set<string>()
          for (const tag of tags) {
            const language = canonicalLanguage(tag)
            const wrong =
              language === null ? 'is not a language tag (BCP 47)' : seen.has(language) && 'is there twice'
            if (wrong) context.addIssue({ code: 'custom', path: [tag], message: wrong })
            if (language !== null) seen.add(language)
          }
        }),
    ])
    .openapi({ description: 'A map from language tag to text; a plain string is the default language.' }),
)

/** An http or https URL, at most 2,000 characters. */
export const httpUrl = () => urlOf('uri')
const urlOf = madeOnce((format: string) =>
  line(2000).refine(isHttpUrl, 'must be an http or https URL').openapi({ format }),
)

export const email = () =>
  line(320).refine((text) => z.email().safeParse(text).success, 'must be an e-mail address')

/** A BCP 47 tag, in its canonical spelling. */
export const languageTag = () =>
  line(35)
    .refine((tag) => canonicalLanguage(tag) !== null, 'is not a language tag (BCP 47)')
    .overwrite((tag) => canonicalLanguage(tag) ?? tag)

/** The canonical spelling (`SV-se` → `sv-SE`) of a BCP 47 tag, null where it is none. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s/?#\\"<>^`{|}]+[^\s"<>\\^`{|}]*$/i.test(text)) return false
  return URL.canParse(text)
}

/** Counts code points, and only where the cheap bound does not decide. */
function withinLimit(text: string, limit: number): boolean {
  if (text.length <= limit) return true
  return text.length <= 2 * limit && [...text].length <= limit
}
