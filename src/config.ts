import { z } from 'zod'
import { knownLicence } from './linked/licences.ts'
import type { LogLevel } from './log.ts'

/** What the operator decides; read once, at the start. */
export interface Config {
  /** `postgres://…`; undefined: the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  databaseReadUrl: string | undefined
  /** Most connections to PostgreSQL for requests at once. */
  databasePool: number
  /** Octets that what is made from the database may take in memory, to be given again. */
  cacheBytes: number
  /** Folder of the embedded database, or `memory://`. */
  dataDir: string
  host: string
  port: number
  /** The origin in links, UIDs and feeds, without a trailing slash. */
  publicUrl: string
  adminKey: string | undefined
  /** Default IANA zone. */
  timeZone: string
  /** BCP 47 tags in canonical case; the first is the default. */
  locales: [string, ...string[]]
  /** The calendar's name by language tag. */
  calendarName: Record<string, string>
  /** `host:port` pairs that outbound requests may reach though they are not public. */
  outboundAllow: string[]
  /** Other origins, from which event pages may show pictures. */
  imageOrigins: string[]
  /** Requests a minute per address without a key; 0: no limit. */
  rateLimit: number
  /** Requests a minute per key; 0: no limit. */
  rateLimitKey: number
  /** How many proxies in front may set X-Forwarded-For. */
  trustProxy: number
  logLevel: LogLevel
  accessibility: AccessibilityConfig
  openData: OpenDataConfig
}

/** How the calendar's data are described to data portals, in `/dataset.jsonld`. */
export interface OpenDataConfig {
  /** The address of the licence. */
  license: string
  /** Who publishes them; the calendar's own organisation where it is not given. */
  publisher: string | undefined
  /** Whom to ask about them: an address of e-mail or a URL; the calendar where it is not given. */
  contact: string | undefined
}

/** What only the operator knows of the accessibility statement. */
export interface AccessibilityConfig {
  /** The public body that answers for the calendar; the calendar's name where it is not given. */
  owner: string | undefined
  /** Where faults are reported: an address of e-mail or a URL. */
  contact: string | undefined
  /** How far the law's demands are met, as the owner has judged it. */
  status: 'full' | 'partial' | 'none' | undefined
  /** The day of that judgement, `2026-11-03`. */
  assessed: string | undefined
  /** What is not accessible, and why, by language tag. */
  issues: Record<string, string> | undefined
}

/** A wrong environment. Its one message names every wrong variable and never repeats a secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads the environment's variables, with their defaults; an empty value counts as none. Throws
 * ConfigError with one line for each wrong variable.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(variables.shape).flatMap((name) => {
      const value = env[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const read = variables.safeParse(given)
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('; '),
    )
  }
  const v = read.data
  if (v.DATABASE_READ_URL !== undefined && v.DATABASE_URL === undefined)
    throw new ConfigError('DATABASE_READ_URL: needs DATABASE_URL, of which it is a copy')
  return {
    databaseUrl: v.DATABASE_URL,
    databaseReadUrl: v.DATABASE_READ_URL,
    databasePool: v.DATABASE_POOL,
    cacheBytes: v.CACHE_MB * 2 ** 20,
    dataDir: v.DATA_DIR,
    host: v.HOST,
    port: v.PORT,
    publicUrl: v.PUBLIC_URL ?? originOf(v.HOST, v.PORT),
    adminKey: v.ADMIN_KEY,
    timeZone: v.TIME_ZONE,
    locales: v.LOCALES,
    calendarName: v.CALENDAR_NAME,
    outboundAllow: v.OUTBOUND_ALLOW,
    imageOrigins: v.IMAGE_ORIGINS,
    rateLimit: v.RATE_LIMIT,
    rateLimitKey: v.RATE_LIMIT_KEY,
    trustProxy: v.TRUST_PROXY,
    logLevel: v.LOG_LEVEL,
    accessibility: {
      owner: v.ACCESSIBILITY_OWNER,
      contact: v.ACCESSIBILITY_CONTACT,
      status: v.ACCESSIBILITY_STATUS,
      assessed: v.ACCESSIBILITY_ASSESSED,
      issues: v.ACCESSIBILITY_ISSUES,
    },
    openData: {
      license: v.DATA_LICENSE,
      publisher: v.DATA_PUBLISHER,
      contact: v.DATA_CONTACT,
    },
  }
}

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be from ${least} to ${most}`)

const postgresUrl = z
  .string()
  .refine(
    (text) => ['postgres:', 'postgresql:'].includes(URL.parse(text)?.protocol ?? ''),
    'must be a postgres:// or postgresql:// URL',
  )

const origin = z.string().transform((text, context) => {
  const url = URL.parse(text)
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.username && !/[?#]/.test(text)
  if (isOrigin) return url.origin
  context.addIssue(
    'must be an http:// or https:// origin without a path, such as https://calendar.example.org',
  )
  return z.NEVER
})

/** A Content-Security-Policy holds them as they are. */
const origins = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(origin))

const zone = z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Stockholm')

const locales = z.string().transform((text, context): [string, ...string[]] => {
  const tags = text.split(',').map((part) => languageTag(part.trim()))
  const [first, ...rest] = tags.filter((tag) => tag !== null)
  if (first !== undefined && rest.length === tags.length - 1 && new Set(tags).size === tags.length) {
    return [first, ...rest]
  }
  context.addIssue('must be different BCP 47 language tags with commas between, such as sv,en')
  return z.NEVER
})

const nameByLanguage = z.string().transform((text, context) => {
  const entries = text.split(';').map((part) => {
    const [tag = '', ...name] = part.split('=')
    return [languageTag(tag.trim()), name.join('=').trim()] as const
  })
  const names = new Map(entries.flatMap(([tag, name]) => (tag && name ? [[tag, name] as const] : [])))
  if (names.size === entries.length) return Object.fromEntries(names)
  context.addIssue('must be a name for each language, such as sv=Kalendarium;en=Events calendar')
  return z.NEVER
})

const contact = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') || z.email().safeParse(text).success,
    'must be an address of e-mail, or an http:// or https:// URL',
  )

const licence = z.string().transform((text, context) => {
  const url = knownLicence(text)?.url ?? URL.parse(text)?.href
  if (url && /^https?:/.test(url)) return url
  context.addIssue('must be the address of a licence, or one of Creative Commons such as CC BY 4.0')
  return z.NEVER
})

const hostPorts = z.string().transform((text, context) => {
  const pairs = text.split(',').map((part) => part.trim().toLowerCase())
  if (pairs.every(isHostPort)) return pairs
  context.addIssue('must be host:port with commas between, such as feeds.internal:8080,[fd00::1]:443')
  return z.NEVER
})

const variables = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  DATABASE_POOL: integer(1, 500).default(10),
  CACHE_MB: integer(3, 65_536).default(96),
  DATA_DIR: z
    .string()
    .refine((dir) => dir === 'memory://' || !dir.includes('://'), 'must be a folder, or memory://')
    .default('./data'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'must be a host name or an address')
    .default('127.0.0.1'),
  PORT: integer(0, 65535).default(3000),
  PUBLIC_URL: origin.optional(),
  ADMIN_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .regex(/^[\x21-\x7e]*$/, 'must be visible ASCII characters, without spaces')
    .optional(),
  TIME_ZONE: zone.default('Europe/Stockholm'),
  LOCALES: locales.prefault('sv,en'),
  CALENDAR_NAME: nameByLanguage.prefault('sv=Kalendarium;en=Events calendar'),
  OUTBOUND_ALLOW: hostPorts.default([]),
  IMAGE_ORIGINS: origins.default([]),
  RATE_LIMIT: integer(0, 1_000_000).default(600),
  RATE_LIMIT_KEY: integer(0, 1_000_000).default(3000),
  TRUST_PROXY: integer(0, 20).default(0),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  ACCESSIBILITY_OWNER: z.string().max(200, 'has over 200 characters').optional(),
  ACCESSIBILITY_CONTACT: contact.optional(),
  ACCESSIBILITY_STATUS: z.enum(['full', 'partial', 'none'], 'must be full, partial or none').optional(),
  ACCESSIBILITY_ASSESSED: z.iso.date('must be a date such as 2026-11-03').optional(),
  ACCESSIBILITY_ISSUES: nameByLanguage.optional(),
  DATA_LICENSE: licence.prefault('CC0 1.0'),
  DATA_PUBLISHER: z.string().max(200, 'has over 200 characters').optional(),
  DATA_CONTACT: contact.optional(),
})

function originOf(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host
  return URL.parse(`http://${name}:${port}`)?.origin ?? `http://localhost:${port}`
}

/** Whether the runtime knows the zone by name: an offset such as +01:00 is none. */
function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The tag in canonical case, or null where it is none. */
function languageTag(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}

function isHostPort(text: string): boolean {
  const port = /^(?:\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+):(\d{1,5})$/.exec(text)?.[1]
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535
}
