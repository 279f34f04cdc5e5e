/** Of the program and of its API; a test holds it to package.json. */
export const VERSION = '0.1.0'
/** The day on which it was released. */
export const RELEASED = '2026-11-24'

/** How this service names itself to those that it asks or tells. */
export function userAgent(publicUrl: string): string {
  return `Kalendarium/${VERSION} (+${publicUrl})`
}
