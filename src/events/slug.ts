/**
 * The address that a title suggests: `Öppet hus på Kulturen!` → `oppet-hus-pa-kulturen`; at most 80 characters,
 * cut between words; `event` where no letter is left.
 */
export function slugFrom(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æøðþßł]/g, (letter) => LATIN[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const short =
    words.length <= 80
      ? words
      : words
          .slice(0, 81)
          .replace(/-[^-]*$/, '')
          .slice(0, 80)
  return short || 'event'
}

/** What to try in turn where other events have the address: with the year, the day, and then one nobody has. */
export function slugCandidates(title: string, start: string, id: string): string[] {
  const base = slugFrom(title)
  return [base, `${base}-${start.slice(0, 4)}`, `${base}-${start.slice(0, 10)}`, `${base}-${id.slice(-12)}`]
}

const LATIN: Record<string, string> = { æ: 'ae', ø: 'o', ð: 'd', þ: 'th', ß: 'ss', ł: 'l' }
