import type { Ctx } from './env.ts'

/** The address that was asked for, as the outside knows it: behind a proxy it came under another name. */
export function ownAddress(c: Ctx, publicUrl: string): string {
  const { pathname, search } = new URL(c.req.url)
  return `${publicUrl}${pathname}${search}`
}
