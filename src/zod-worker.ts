/**
 * zod without its messages in fifty languages, of which an isolate would read 300 kB at every start: on Workers this stands
 * for the package (wrangler.toml). Its own index keeps them, as whoever takes `z` as a value takes all that is in it.
 */
import * as z from './zod-parts-worker.ts'

export * from './zod-parts-worker.ts'
export { z, z as default }
