import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

test('with nothing set the defaults hold', () => {
  expect(readConfig({})).toMatchObject({
    databaseUrl: undefined,
    databaseReadUrl: undefined,
    dataDir: './data',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    adminKey: undefined,
    timeZone: 'Europe/Stockholm',
    locales: ['sv', 'en'],
    calendarName: { sv: 'Kalendarium', en: 'Events calendar' },
    outboundAllow: [],
    imageOrigins: [],
    rateLimit: 600,
    rateLimitKey: 3000,
    trustProxy: 0,
    logLevel: 'info',
  })
})

test.each([
  ['an empty value, as none', { PORT: ' ', ADMIN_KEY: '' }, { port: 3000, adminKey: undefined }],
  [
    'an origin, without its slash',
    { PUBLIC_URL: 'https://kal.example/' },
    { publicUrl: 'https://kal.example' },
  ],
  ['an IPv6 address', { HOST: '::1', PORT: '8080' }, { publicUrl: 'http://[::1]:8080' }],
  ['languages in any case', { LOCALES: 'SV-se, en' }, { locales: ['sv-SE', 'en'] }],
  ['names by language', { CALENDAR_NAME: 'sv=A=B; en=C' }, { calendarName: { sv: 'A=B', en: 'C' } }],
  ['a key of 32 characters', { ADMIN_KEY: 'x'.repeat(32) }, { adminKey: 'x'.repeat(32) }],
  ['memory for what is kept, in octets', { CACHE_MB: '3' }, { cacheBytes: 3_145_728 }],
  ['no limits', { RATE_LIMIT: '0', RATE_LIMIT_KEY: '0' }, { rateLimit: 0, rateLimitKey: 0 }],
  [
    'hosts with ports',
    { OUTBOUND_ALLOW: 'Feeds.internal:8080,[fd00::1]:443' },
    { outboundAllow: ['feeds.internal:8080', '[fd00::1]:443'] },
  ],
  [
    'origins of pictures',
    { IMAGE_ORIGINS: 'https://images.example.org/, https://cdn.example.org:8443' },
    { imageOrigins: ['https://images.example.org', 'https://cdn.example.org:8443'] },
  ],
  [
    'a licence by its name',
    { DATA_LICENSE: 'cc-by-sa 4.0', DATA_CONTACT: 'data@example.org' },
    {
      openData: {
        license: 'https://creativecommons.org/licenses/by-sa/4.0/',
        publisher: undefined,
        contact: 'data@example.org',
      },
    },
  ],
  ['memory', { DATA_DIR: 'memory://' }, { dataDir: 'memory://' }],
  ['either name of PostgreSQL', { DATABASE_URL: 'postgresql://db/x' }, { databaseUrl: 'postgresql://db/x' }],
])('takes %s', (_, env, expected) => expect(readConfig(env)).toMatchObject(expected))

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['PORT', '0x50'],
  ['HOST', 'a b'],
  ['DATABASE_URL', 'mysql://db/x'],
  ['DATABASE_URL', 'db'],
  ['DATABASE_READ_URL', 'http://db/x'],
  // Of which it would be a copy is not said.
  ['DATABASE_READ_URL', 'postgres://db/x'],
  ['DATA_DIR', 'memory://x'],
  ['DATA_DIR', 's3://bucket'],
  ['PUBLIC_URL', 'calendar.example.org'],
  ['PUBLIC_URL', 'https://calendar.example.org/path'],
  ['PUBLIC_URL', 'https://user:secret@calendar.example.org'],
  ['PUBLIC_URL', 'ftp://calendar.example.org'],
  ['PUBLIC_URL', 'https://calendar.example.org/?a'],
  ['ADMIN_KEY', 'x'.repeat(31)],
  ['ADMIN_KEY', `${'x'.repeat(32)} y`],
  ['ADMIN_KEY', 'å'.repeat(32)],
  ['TIME_ZONE', 'Mars/Olympus'],
  ['TIME_ZONE', '+01:00'],
  ['LOCALES', 'sv,,en'],
  ['LOCALES', 'sv,SV'],
  ['LOCALES', 'svenska språket'],
  ['CALENDAR_NAME', 'Kalender'],
  ['CALENDAR_NAME', 'sv=A;sv=B'],
  ['CALENDAR_NAME', 'sv='],
  ['OUTBOUND_ALLOW', 'feeds.internal'],
  ['IMAGE_ORIGINS', 'images.example.org'],
  ['IMAGE_ORIGINS', 'https://images.example.org; script-src *'],
  ['OUTBOUND_ALLOW', 'http://feeds.internal:80'],
  ['OUTBOUND_ALLOW', 'feeds.internal:99999'],
  ['RATE_LIMIT', 'many'],
  ['TRUST_PROXY', 'true'],
  ['LOG_LEVEL', 'loud'],
  ['DATA_LICENSE', 'free'],
  ['DATA_LICENSE', 'javascript:alert(1)'],
  ['DATA_CONTACT', 'somebody'],
])('refuses %s=%s by its name, and does not repeat it', (name, value) => {
  const refusal = refusalOf({ [name]: value })
  expect(refusal).toMatch(new RegExp(`^${name}: `))
  expect(refusal.split('\n')).toHaveLength(1)
  if (name === 'ADMIN_KEY' || value.includes('secret')) expect(refusal).not.toContain(value)
})

test('names every wrong variable at once', () => {
  const refusal = refusalOf({ PORT: 'x', LOG_LEVEL: 'x', TIME_ZONE: 'x' })
  expect(refusal.match(/\b[A-Z_]+(?=: )/g)).toEqual(['PORT', 'TIME_ZONE', 'LOG_LEVEL'])
})

function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'taken'
}
