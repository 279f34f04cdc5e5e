import { CACHING, cacheControl, type Kind, shownRoute } from '../../src/http/caching.ts'

/** The policy as README.md has it: a row for what is kept alike. */
export function cachingTable(): string {
  const kinds = [...new Set(CACHING.map(({ kind }) => kind))]
  const rows = kinds.map((kind) => `| ${routesOf(kind)} | \`${cacheControl(kind)}\` |`)
  return ['| address | `Cache-Control` |', '| --- | --- |', ...rows, OTHERS].join('\n')
}

const OTHERS = '| errors, all that a key asks, all else | `no-store`; to a key `private, no-store` |'

function routesOf(kind: Kind): string {
  const routes = CACHING.filter((row) => row.kind === kind).map(({ route }) => shownRoute(route))
  return routes.map((route) => `\`${route}\``).join(' ')
}
