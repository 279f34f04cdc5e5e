import { html, raw } from 'hono/html'
import type { Markup } from '../markup.ts'

/** Signs beside words, never instead of them. Drawn once in a page and used by name. */
const PATHS = {
  cancelled: '<circle cx="8" cy="8" r="6"/><path d="m5.5 5.5 5 5m0-5-5 5"/>',
  postponed: '<circle cx="8" cy="8" r="6"/><path d="M6.5 5.5v5m3-5v5"/>',
  rescheduled: '<path d="M2 5h9a3 3 0 0 1 0 6H5m3-3-3 3 3 3"/>',
  movedOnline: '<rect x="1.5" y="3" width="13" height="8.5" rx="1"/><path d="M5.5 14h5"/>',
  tentative: '<circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/><path d="M8 5v3.6m0 2v.4"/>',
  online: '<rect x="1.5" y="3" width="13" height="8.5" rx="1"/><path d="M5.5 14h5"/>',
  place:
    '<path d="M8 14.5S3 10 3 6.5a5 5 0 0 1 10 0C13 10 8 14.5 8 14.5Z"/><circle cx="8" cy="6.5" r="1.6"/>',
  deadline: '<path d="M3.5 15V2m0 .5h9l-2.2 3 2.2 3h-9"/>',
  search: '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
  filter: '<path d="M1.5 4h13M4 8h8m-5.5 4h3"/>',
  before: '<path d="M13 8H3m4-4L3 8l4 4"/>',
  after: '<path d="M3 8h10M9 4l4 4-4 4"/>',
} as const
export type Icon = keyof typeof PATHS

export function icon(name: string): Markup | '' {
  return name in PATHS ? ICONS[name as Icon] : ''
}

const ICONS = Object.fromEntries(
  Object.keys(PATHS).map((name) => [
    name,
    html`<svg class="i" aria-hidden="true"><use href="#i-${name}"/></svg>`,
  ]),
) as Record<Icon, Markup>

/** To stand once in a page that uses `icon`. */
export const ICON_SHEET = html`<svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false">${raw(
  Object.entries(PATHS)
    .map(([name, path]) => `<symbol id="i-${name}" viewBox="0 0 16 16">${path}</symbol>`)
    .join(''),
)}</svg>`
