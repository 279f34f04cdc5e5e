import { SWEDISH_CITIES } from '../calendar/zone-cities.ts'
import type { Config } from '../config.ts'
import { type Assets, EMBED_PARTS } from '../docs/assets.ts'

/**
 * `/embed.js`: the modules of `client/` in one script, so that a site fetches one file. It runs as a classic script and
 * as a module, in the scope of one function, and knows the calendar's zone and languages, and what
 * cities are called in them.
 */
export async function embedScript(assets: Assets, config: Config): Promise<string> {
  const parts = await Promise.all(EMBED_PARTS.map((name) => assets.read(name)))
  const decoder = new TextDecoder()
  const code = parts.map((part) => bare(decoder.decode(part))).join('\n')
  const { publicUrl, timeZone, locales } = config
  return `(() => {\n'use strict'\n${code}\n${START}(${JSON.stringify({ publicUrl, timeZone, locales, cities: { sv: SWEDISH_CITIES } })})\n})()\n`
}

/** Without what links modules to each other, which one scope does not need; nor are comments and indents sent. */
function bare(module: string): string {
  return module
    .replace(/^import [^']*'\.\/[\w-]+\.js'\n/gm, '')
    .replace(/^export /gm, '')
    .replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/^ +/gm, '')
}

/**
 * The calendar is where the script came from. A module is not told (`import.meta` is no syntax in classic scripts): it
 * finds the element that loads it; one that another module imports takes what the service calls itself.
 */
const START = `;(({ publicUrl, ...calendar }) => {
  const script = document.currentScript ?? document.querySelector('script[src$="/embed.js"]')
  define({ ...calendar, origin: script?.src ? new URL(script.src).origin : publicUrl })
})`
