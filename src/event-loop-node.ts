import { createLateness } from './lateness.ts'

/** Hears of the event loop's delays, and tells whether it is overloaded. */
export interface EventLoop {
  /** Whether the process has had more to do than it can for a while, and still has. */
  isOverloaded(): boolean
  /** To be told of each delay, in seconds, a few in a second. */
  onLag(listener: (seconds: number) => void): void
  stop(): void
}

const EVERY_MS = 50

/** Watches by how much a timer comes too late; it keeps no process alive. */
export function watchEventLoop(): EventLoop {
  const lateness = createLateness()
  const listeners: ((seconds: number) => void)[] = []
  let due = performance.now() + EVERY_MS
  const look = () => {
    const now = performance.now()
    const late = Math.max(0, now - due)
    due = now + EVERY_MS
    lateness.sample(late)
    for (const listener of listeners) listener(late / 1000)
  }
  const timer = setInterval(look, EVERY_MS).unref()
  return {
    isOverloaded: lateness.isOverloaded,
    onLag: (listener) => void listeners.push(listener),
    stop: () => clearInterval(timer),
  }
}
