import type { Calendar } from '../events/calendar.ts'
import { ADMIN_KEY } from '../support/deps.ts'

/** What an import answers for one VEVENT. */
export interface Item {
  uid: string | null
  recurrenceId: string | null
  status: string
  id: string | null
  problem: { status: number; detail: string; errors: { pointer: string; detail: string }[] } | null
}

/** A file around some VEVENTs; lines without their ends. */
export function calendarFile(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//Test//EN', ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  )
}

/** A VEVENT with a UID, a DTSTART and a SUMMARY, where no line gives another. */
export function vevent(uid: string, ...lines: string[]): string {
  const has = (name: string) => lines.some((line) => line.startsWith(name))
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    ...(has('DTSTART') ? [] : ['DTSTART;TZID=Europe/Stockholm:20261202T180000']),
    ...(has('SUMMARY') ? [] : ['SUMMARY:Kvällskonsert']),
    ...lines,
    'END:VEVENT',
  ].join('\r\n')
}

/** Posts a file; the whole answer. */
export async function post(
  calendar: Calendar,
  file: string,
  { query = '', type = 'text/calendar', key = ADMIN_KEY } = {},
): Promise<{ status: number; text: string; items: Item[] }> {
  const answer = await calendar.app.request(`/api/v1/imports${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': type },
    body: file,
  })
  const text = await answer.text()
  const { items } = answer.status === 200 ? (JSON.parse(text) as { items: Item[] }) : { items: [] }
  return { status: answer.status, text, items }
}

/** Posts a file; its items' statuses, each with what went wrong. */
export async function outcomes(calendar: Calendar, file: string, query = ''): Promise<string[]> {
  const { items, text, status } = await post(calendar, file, { query })
  if (status !== 200) return [text]
  return items.map(({ status, problem }) => (problem ? `${status}: ${problem.detail}` : status))
}

/** All occurrences of a window, as `local start … local end title`. */
export async function agenda(calendar: Calendar, from = '2026-11-01', to = '2027-11-01'): Promise<string[]> {
  const { body } = await calendar.get(`/api/v1/occurrences?from=${from}&to=${to}&limit=200`)
  return body.items.map(({ localStart, localEnd, title }) => {
    const texts = Object.entries(title as Record<string, string>)
    const [, text] = texts.find(([language]) => language === 'sv') ?? texts[0] ?? []
    return `${localStart} … ${localEnd} ${text}`
  })
}

/** The one event that a UID became. */
export async function eventOf(calendar: Calendar, file: string) {
  const { items, text } = await post(calendar, file)
  const id = items[0]?.id
  if (!id) throw new Error(text)
  return (await calendar.send('GET', `/api/v1/events/${id}`)).body
}
