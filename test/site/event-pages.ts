import type { Calendar } from '../events/calendar.ts'

/** The pages of a calendar, as a reader in Swedish has them. */
export function pagesOf(calendar: () => Calendar) {
  const read = async (path: string) => (await calendar().get(path, { 'Accept-Language': 'sv' })).text
  return {
    read,
    /** What `<main>` says, as a reader without style or script has it. */
    words: async (path: string) => spoken((await read(path)).match(/<main[\s\S]*<\/main>/)?.[0] ?? ''),
    /** The facts, by their names. */
    facts: async (path: string) =>
      Object.fromEntries(
        [...(await read(path)).matchAll(/<dt>(.*?)<\/dt><dd>([\s\S]*?)<\/dd>/g)].map(
          ([, name, fact = '']) => [name, spoken(fact)],
        ),
      ),
    jsonLd: async (path: string) =>
      JSON.parse(
        /<script type="application\/ld\+json">(.*?)<\/script>/.exec(await read(path))?.[1] ?? 'null',
      ),
  }
}

/** The words of a piece of HTML. */
export function spoken(html: string): string {
  return html
    .replaceAll(/<(script|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('\u2060', '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
