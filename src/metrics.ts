export type Labels = Record<string, string | number>

export interface Counter {
  add(labels?: Labels, by?: number): void
}

export interface Histogram {
  /** `value` in the unit that the metric's name ends with. */
  observe(labels: Labels, value: number): void
}

/**
 * Numbers for Prometheus, in its text format 0.0.4. No global state: each application has its own,
 * also where many live in one process.
 */
export interface Metrics {
  /** A number that only grows. Its name ends with `_total`. Who asks for it again gets the same. */
  counter(name: string, help: string): Counter
  /** A number that only grows and is kept elsewhere. Its name ends with `_total`. */
  total(name: string, help: string, collect: () => Measured): void
  /**
   * A number asked for when the text is made: one value, or one for each set of labels. Where it cannot be had, as without
   * the database, the text lacks it and has the others.
   */
  gauge(name: string, help: string, collect: () => Measured | Promise<Measured>): void
  /** Counts of values up to each bound. Who asks for it again gets the same. */
  histogram(name: string, help: string, bounds?: readonly number[]): Histogram
  text(): Promise<string>
}

type Measured = number | readonly { labels: Labels; value: number }[]
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'
/** Seconds, for the time that a request takes. */
const LATENCIES = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const families = new Map<string, () => Promise<string>>()
  const counters = new Map<string, Counter>()
  const histograms = new Map<string, Histogram>()

  const register = (
    name: string,
    help: string,
    type: string,
    samples: () => Promise<string[]> | string[],
  ) => {
    if (families.has(name)) throw new Error(`The metric ${name} exists already`)
    const head = `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`
    families.set(name, async () => head + (await samples()).map((line) => `${line}\n`).join(''))
  }

  return {
    counter(name, help) {
      const known = counters.get(name)
      if (known) return known
      const values = new Map<string, number>()
      register(name, help, 'counter', () =>
        values.size ? [...values].map(([labels, value]) => `${name}${labels} ${value}`) : [`${name} 0`],
      )
      const counter: Counter = {
        add(labels = NONE, by = 1) {
          const key = braces(labels)
          values.set(key, (values.get(key) ?? 0) + by)
        },
      }
      counters.set(name, counter)
      return counter
    },

    total(name, help, collect) {
      register(name, help, 'counter', () => samplesOf(name, collect()))
    },

    gauge(name, help, collect) {
      register(name, help, 'gauge', async () => {
        try {
          return samplesOf(name, await collect())
        } catch {
          return []
        }
      })
    },

    histogram(name, help, bounds = LATENCIES) {
      const known = histograms.get(name)
      if (known) return known
      const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>()
      register(name, help, 'histogram', () =>
        [...series.values()].flatMap(({ labels, counts, sum, count }) => [
          ...bounds.map((le, i) => `${name}_bucket${braces({ ...labels, le })} ${counts[i]}`),
          `${name}_bucket${braces({ ...labels, le: '+Inf' })} ${count}`,
          `${name}_sum${braces(labels)} ${number(sum)}`,
          `${name}_count${braces(labels)} ${count}`,
        ]),
      )
      const histogram: Histogram = {
        observe(labels, value) {
          const key = braces(labels)
          const own = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 }
          series.set(key, own)
          // In place: this is done for each request.
          bounds.forEach((bound, i) => {
            if (value <= bound) own.counts[i] = (own.counts[i] ?? 0) + 1
          })
          own.sum += value
          own.count += 1
        },
      }
      histograms.set(name, histogram)
      return histogram
    },

    async text() {
      return (await Promise.all([...families.values()].map((family) => family()))).join('')
    },
  }
}

function samplesOf(name: string, measured: Measured): string[] {
  const list = typeof measured === 'number' ? [{ labels: {}, value: measured }] : measured
  return list.map(({ labels, value }) => `${name}${braces(labels)} ${number(value)}`)
}

const NONE: Labels = {}

/** Of labels that are used again and again, the text is made once. */
const texts = new WeakMap<Labels, string>()

function braces(labels: Labels): string {
  const known = texts.get(labels)
  if (known !== undefined) return known
  const text = bracesOf(labels)
  texts.set(labels, text)
  return text
}

function bracesOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${quoted(String(value))}"`)
  return pairs.length ? `{${pairs.join(',')}}` : ''
}

function quoted(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function number(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN'
}
