/**
 * What one would write first, in a process of its own: a window as rows of the same tables mapped to JSON, the same by
 * expanding all events with rrule, and a route that returns a constant.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import rrule from 'rrule'
import { connectPostgres } from '../../db/postgres.ts'
import type { Db } from '../../src/deps.ts'
import type { EventContent } from '../../src/events/model.ts'
import { logToStderr } from '../../src/log-node.ts'
import { tellParent } from './told.ts'

const { DATABASE_URL = '' } = process.env
const log = logToStderr('warn')
const { db, close } = connectPostgres(DATABASE_URL, log)
const app = new Hono()
const LIMIT = 200

app.get('/mapped', async (c) => {
  const { from, to } = windowOf(c.req.query())
  return c.json({ items: await mappedRows(db, from, to) })
})

app.get('/expanded', async (c) => {
  const { from, to } = windowOf(c.req.query())
  return c.json({ items: await expanded(db, from, to) })
})

const constants = new Map<string, string>()
app.get('/constant/:octets', (c) => {
  const octets = c.req.param('octets')
  const text = constants.get(octets) ?? 'x'.repeat(Number(octets))
  constants.set(octets, text)
  return new Response(text, { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
})

const server = createServer({ noDelay: true }, getRequestListener(app.fetch))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
tellParent(port, close)

function windowOf({ from = '', to = '' }: Record<string, string>) {
  return { from: new Date(from), to: new Date(to) }
}

/** By start alone, which is the least that can be asked: what began before `from` is not looked for. */
async function mappedRows(db: Db, from: Date, to: Date) {
  const rows = await db
    .selectFrom('published_occurrences as o')
    .innerJoin('published_events as e', 'e.id', 'o.event_id')
    .select(['o.event_id', 'o.recurrence_id', 'o.starts_at', 'o.ends_at'])
    .select(['e.slug', 'e.partner', 'e.content', 'e.html', 'e.updated', 'e.sequence', 'e.time_zone'])
    .where('o.starts_at', '>=', from)
    .where('o.starts_at', '<', to)
    .orderBy('o.starts_at')
    .orderBy('o.event_id')
    .limit(LIMIT)
    .execute()
  return rows.map(({ event_id, recurrence_id, starts_at, ends_at, content, html, ...event }) => ({
    id: recurrence_id ? `${event_id}_${recurrence_id}` : event_id,
    eventId: event_id,
    ...event,
    ...timesOf(starts_at, ends_at, event.time_zone),
    ...shownOf(content, html),
  }))
}

async function expanded(db: Db, from: Date, to: Date) {
  const events = await db
    .selectFrom('published_events')
    .select(['id', 'slug', 'partner', 'content', 'html', 'updated', 'sequence', 'time_zone'])
    .execute()
  return events
    .flatMap(({ id, content, html, ...event }) =>
      startsOf(content, from, to).map((start) => ({ id, content, html, event, start })),
    )
    .sort((a, b) => a.start.getTime() - b.start.getTime())
    .slice(0, LIMIT)
    .map(({ id, content, html, event, start }) => ({
      id: `${id}_${start.toISOString()}`,
      eventId: id,
      ...event,
      ...timesOf(start, start, event.time_zone),
      ...shownOf(content, html),
    }))
}

function startsOf({ schedule }: EventContent, from: Date, to: Date): Date[] {
  const zoned = (wall: string) =>
    new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime(schedule.timeZone).epochMilliseconds)
  if (schedule.rrule === null) {
    const start = zoned(schedule.start)
    return start >= from && start < to ? [start] : []
  }
  const options = rrule.RRule.parseString(schedule.rrule)
  const rule = new rrule.RRule({ ...options, dtstart: new Date(`${schedule.start}Z`) })
  return rule.between(from, to, true).map((floating) => zoned(floating.toISOString().slice(0, 19)))
}

function timesOf(start: Date, end: Date, timeZone: string) {
  const local = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString()
  return {
    start: start.toISOString(),
    end: end.toISOString(),
    localStart: local(start),
    localEnd: local(end),
    timeZone,
  }
}

function shownOf({ schedule, changes, ...content }: EventContent, html: unknown) {
  return { ...content, descriptionHtml: html, recurring: schedule.rrule !== null }
}
