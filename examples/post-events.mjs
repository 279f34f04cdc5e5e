#!/usr/bin/env node
// Posts the events of a JSON file, a list, each with an externalId of your own. Run it as often as you like: what is
// new is created, what differs is updated, the rest is left alone.
//
//   ADMIN_KEY=… node examples/post-events.mjs events.json [https://calendar.example.org]
import { readFile } from 'node:fs/promises'

const [file, calendar = 'http://127.0.0.1:3000'] = process.argv.slice(2)
const key = process.env.ADMIN_KEY
if (!file || !key) {
  console.error('Usage: ADMIN_KEY=… node examples/post-events.mjs events.json [https://calendar.example.org]')
  process.exit(2)
}

/** The most that one request takes. */
const AT_ONCE = 500
const events = await readEvents()
const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 }

for (let from = 0; from < events.length; from += AT_ONCE) {
  for (const { index, externalId, status, problem } of await post(events.slice(from, from + AT_ONCE))) {
    counts[status] += 1
    const faults = problem?.errors.map(({ pointer, detail }) => `${pointer} ${detail}`) ?? []
    if (problem)
      console.error(`${externalId ?? `number ${from + index}`}: ${faults.join('; ') || problem.detail}`)
  }
}
console.log(
  Object.entries(counts)
    .map(([status, count]) => `${count} ${status}`)
    .join(', '),
)
if (counts.failed > 0) process.exitCode = 1

async function post(items) {
  const answer = await fetch(`${calendar}/api/v1/events/batch`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ items }),
  }).catch((error) =>
    end(`${calendar} does not answer: ${error.cause?.message || error.cause?.code || error.message}`),
  )
  const body = await answer
    .json()
    .catch(() => end(`${answer.status}: ${calendar} answers, but not as a calendar.`))
  if (answer.ok) return body.items
  return end(`${answer.status} ${body.title}: ${body.detail}`)
}

async function readEvents() {
  try {
    const list = JSON.parse(await readFile(file, 'utf8'))
    if (Array.isArray(list)) return list
  } catch (error) {
    return end(`${file} cannot be read: ${error.message}`)
  }
  return end(`${file} is no list of events.`)
}

function end(why) {
  console.error(why)
  process.exit(1)
}
