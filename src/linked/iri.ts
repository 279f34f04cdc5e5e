/**
 * A web address as RDF takes it: RFC 3987 forbids characters that addresses in the wild have, and that `URL` lets stand.
 */
export function iri(url: string): string {
  return new URL(url).href.replace(/["<>\\^`{|}\s]/g, encodeURIComponent)
}
