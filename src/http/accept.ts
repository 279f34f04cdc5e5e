/**
 * Whether the Accept header takes the media type (RFC 9110 §12.5.1): the most specific range decides, and
 * its weight of 0 refuses.
 */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header.trim() === '' || header === '*/*') return true
  const [family] = type.split('/')
  const specificity = [type, `${family}/*`, '*/*']
  let best = { rank: specificity.length, weight: 0 }
  for (const range of header.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const rank = specificity.indexOf(name)
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
    if (rank < 0 || rank > best.rank) continue
    best = { rank, weight: rank === best.rank ? Math.max(weight, best.weight) : weight }
  }
  return best.weight > 0
}
