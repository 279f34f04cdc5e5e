import { createLog } from '../../src/log.ts'

/** A log that nobody reads. */
export const silent = createLog(
  'silent',
  () => {},
  () => new Date(0),
)
