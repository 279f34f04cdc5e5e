import type { TestProject } from 'vitest/node'
import { type Found, findProgram } from '../support/debian.ts'

declare module 'vitest' {
  interface ProvidedContext {
    programs: Record<'nginx' | 'pgbouncer', Found>
  }
}

/** Finds what stands between, or as root on Debian installs it. What there is none of is not tried, and it says so. */
export default function setup(project: TestProject): void {
  const nginx = findProgram('nginx', ['/usr/sbin/nginx'])
  const pgbouncer = findProgram('pgbouncer', ['/usr/sbin/pgbouncer'])
  for (const found of [nginx, pgbouncer])
    if ('reason' in found) console.warn(`\nSome tests of replicas are skipped: ${found.reason}\n`)
  project.provide('programs', { nginx, pgbouncer })
}
