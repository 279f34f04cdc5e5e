import { expect, test } from 'vitest'
import { createMetrics } from '../src/metrics.ts'

test('a counter is there from the start, and grows for each set of labels', async () => {
  const metrics = createMetrics()
  const requests = metrics.counter('requests_total', 'Requests\nanswered \\ so far.')
  expect(await metrics.text()).toBe(`# HELP requests_total Requests\\nanswered \\\\ so far.
# TYPE requests_total counter
requests_total 0
`)
  requests.add({ method: 'GET', status: 200 })
  requests.add({ method: 'GET', status: 200 }, 4)
  requests.add({ method: 'a"b\\c\nd', status: 400 })
  expect((await metrics.text()).split('\n').slice(2)).toEqual([
    'requests_total{method="GET",status="200"} 5',
    'requests_total{method="a\\"b\\\\c\\nd",status="400"} 1',
    '',
  ])
})

test('a gauge is asked for when the text is made', async () => {
  const metrics = createMetrics()
  const values = [1.5, Number.POSITIVE_INFINITY, Number.NaN]
  metrics.gauge('load', 'Load.', () => values.shift() ?? 0)
  metrics.gauge('pool', 'Connections.', async () => [
    { labels: { state: 'idle' }, value: 2 },
    { labels: { state: 'waiting' }, value: 0 },
  ])
  const samples = async () => (await metrics.text()).split('\n').filter((line) => !/^(#|$)/.test(line))
  expect(await samples()).toEqual(['load 1.5', 'pool{state="idle"} 2', 'pool{state="waiting"} 0'])
  expect((await samples())[0]).toBe('load +Inf')
  expect((await samples())[0]).toBe('load NaN')
})

test('a gauge that cannot be asked hides no other', async () => {
  const metrics = createMetrics()
  metrics.gauge('lost', 'Rows.', () => Promise.reject(new Error('no database')))
  metrics.counter('requests_total', 'Requests.').add()
  metrics.counter('requests_total', 'Requests.').add()
  const lines = (await metrics.text()).split('\n').filter((line) => !/^(#|$)/.test(line))
  expect(lines).toEqual(['requests_total 2'])
})

test('a histogram counts up to each bound, and all', async () => {
  const metrics = createMetrics()
  const durations = metrics.histogram('took_seconds', 'Time.', [0.1, 1])
  for (const value of [0.05, 0.1, 0.5, 30]) durations.observe({ route: '/' }, value)
  expect((await metrics.text()).trim().split('\n')).toEqual([
    '# HELP took_seconds Time.',
    '# TYPE took_seconds histogram',
    'took_seconds_bucket{route="/",le="0.1"} 2',
    'took_seconds_bucket{route="/",le="1"} 3',
    'took_seconds_bucket{route="/",le="+Inf"} 4',
    'took_seconds_sum{route="/"} 30.65',
    'took_seconds_count{route="/"} 4',
  ])
})

test('a name is one metric’s', () => {
  const metrics = createMetrics()
  metrics.counter('twice_total', 'Once.')
  expect(() => metrics.gauge('twice_total', 'Again.', () => 0)).toThrow('twice_total')
})
