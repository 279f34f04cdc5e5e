import type { ServedCalendar } from './calendar.ts'

/** One page of each kind and state of the demonstration's calendar, by name; `lang` is still to be said. */
export async function demoPages({ origin, send }: ServedCalendar): Promise<Record<string, string>> {
  await send('PUT', '/api/v1/views/barn', {
    name: { sv: 'För barn', en: 'For children' },
    query: 'category=children',
    description: { sv: 'Allt för barn och unga.', en: 'All for children and young people.' },
  })
  const next = nextMonth()
  return {
    list: '/',
    month: `/?view=month&date=${next}`,
    week: `/?view=week&date=${next}-10`,
    day: `/?view=day&date=${next}-12`,
    filtered: '/?category=music&type=performance&attendanceMode=inPerson',
    searched: '/?q=kör',
    empty: '/?q=finnsinte',
    emptyMonth: '/?view=month&date=1950-01',
    wrong: '/?colour=red',
    named: '/v/barn',
    embed: '/embed',
    frame: '/embed/frame',
    docs: '/docs',
    reference: '/docs/api',
    partners: '/docs/partners',
    accessibility: '/accessibility',
    ...(await eventPages(origin)),
  }
}

/** The pages of events that show different things. */
async function eventPages(origin: string): Promise<Record<string, string>> {
  const pages: Record<string, string> = {}
  const filters = {
    cancelled: 'status=postponed',
    online: 'status=movedOnline',
    deadline: 'type=deadline',
    exhibition: 'type=exhibition',
    series: 'q=kör',
    lecture: 'type=lecture',
  }
  for (const [name, filter] of Object.entries(filters)) {
    const answer = await fetch(`${origin}/api/v1/events?limit=1&${filter}`)
    const { items } = await answer.json()
    pages[`event ${name}`] = `/events/${items[0].slug}`
  }
  return pages
}

/** `2026-12`: the demonstration's events lie around today. */
function nextMonth(): string {
  return Temporal.Now.plainDateISO().add({ months: 1 }).toString().slice(0, 7)
}
