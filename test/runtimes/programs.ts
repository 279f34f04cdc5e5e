import { existsSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('./other/node_modules/', import.meta.url))

/** Where `npm run test:runtimes` has put each, and how it runs a file that was written for Node. */
const PROGRAMS = {
  Deno: {
    files: [`@deno/${platform()}-${arch()}-glibc/deno`, `@deno/${platform()}-${arch()}/deno`],
    args: ['run', '--allow-all', '--no-check', '--no-lock', '--quiet'],
  },
  Bun: {
    files: [`@oven/bun-${platform()}-${arch().replace('arm64', 'aarch64')}/bin/bun`],
    args: [],
  },
}
export type OtherName = keyof typeof PROGRAMS

/** Whether this run is of `npm run test:runtimes`. */
export const isOtherRun = Boolean(process.env.OTHER_RUNTIMES)

export function programOf(name: OtherName): { file: string; args: string[] } {
  const { files, args } = PROGRAMS[name]
  const file = files.map((path) => `${packages}${path}`).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`${name} is not installed: npm run test:runtimes does that`)
  return { file, args }
}
