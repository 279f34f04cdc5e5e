/** Colours that are told apart from the ground of the light and of the dark theme alike (WCAG 1.4.11: 3 : 1). */

/** Relative luminances between which a colour has 3 : 1 to white-ish and to black-ish grounds of the themes. */
const DARKEST = 0.165
const LIGHTEST = 0.245

/** `#rrggbb` → the nearest such colour of its hue; what is no colour becomes a grey. */
export function safeColour(colour: string | null): string {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? '')
  const [red = 120, green = 130, blue = 126] = (parts ?? []).slice(1).map((part) => Number.parseInt(part, 16))
  const rgb: Rgb = [red, green, blue]
  const luminance = luminanceOf(rgb)
  if (luminance < DARKEST) return hex(mixedUntil(rgb, [255, 255, 255], (l) => l >= DARKEST))
  if (luminance > LIGHTEST) return hex(mixedUntil(rgb, [0, 0, 0], (l) => l <= LIGHTEST))
  return hex(rgb)
}

type Rgb = readonly [number, number, number]

/** WCAG's relative luminance, 0 to 1. */
export function luminanceOf(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function mixedUntil(rgb: Rgb, other: Rgb, isEnough: (luminance: number) => boolean): Rgb {
  for (let share = 0.02; share < 1; share += 0.02) {
    const mix = (i: 0 | 1 | 2) => Math.round(rgb[i] + (other[i] - rgb[i]) * share)
    const mixed: Rgb = [mix(0), mix(1), mix(2)]
    if (isEnough(luminanceOf(mixed))) return mixed
  }
  return other
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
