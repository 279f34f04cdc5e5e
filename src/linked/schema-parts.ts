/** Places, people and prices in the terms of schema.org. */
import { inLanguage } from '../calendar/language.ts'
import type { Description } from '../events/model.ts'
import { iri } from './iri.ts'
import type { LinkedContext, Node } from './model.ts'

/** The place where there is one, and the address on the net where one may take part there. */
export function locationNodes(shown: Description, context: LinkedContext): Node[] {
  const { location, onlineLocation, attendanceMode } = shown
  const nodes: Node[] = []
  if (location && attendanceMode !== 'online') nodes.push(placeNode(location, context))
  if (onlineLocation?.url && attendanceMode !== 'inPerson') {
    nodes.push({ '@type': 'VirtualLocation', ...named(onlineLocation.name), url: iri(onlineLocation.url) })
  }
  return nodes
}

function placeNode(location: NonNullable<Description['location']>, context: LinkedContext): Node {
  const { streetAddress, postalCode, locality, region, country, latitude, longitude, url } = location
  const name = inLanguage(location.name, context)?.text ?? streetAddress ?? locality
  const address = {
    ...(streetAddress ? { streetAddress } : {}),
    ...(postalCode ? { postalCode } : {}),
    ...(locality ? { addressLocality: locality } : {}),
    ...(region ? { addressRegion: region } : {}),
    ...(country ? { addressCountry: country } : {}),
  }
  return {
    '@type': 'Place',
    ...named(name),
    ...(Object.keys(address).length ? { address: { '@type': 'PostalAddress', ...address } } : {}),
    ...(latitude === undefined || longitude === undefined
      ? {}
      : { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
    ...(url ? { url: iri(url) } : {}),
  }
}

/** The event's own organizer, else the partner, of which only name and site are public. */
export function organizerNode({ organizer }: Description, { partner }: LinkedContext): Node {
  const { name, url, email, phone } = organizer ?? {}
  const site = url ?? (organizer?.name ? undefined : partner.url)
  return {
    '@type': 'Organization',
    name: name ?? partner.name,
    ...(site ? { url: iri(site) } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { telephone: phone } : {}),
  }
}

/** Who performs or speaks, and who else takes part. Whom to ask is no performer. */
export function peopleNodes({ people }: Description): Node {
  const nodes = (isWanted: (role: string | undefined) => boolean) =>
    people
      .filter(({ role }) => isWanted(role))
      .map(({ name, title, affiliation, url }) => ({
        '@type': 'Person',
        name,
        ...(title ? { jobTitle: title } : {}),
        ...(affiliation ? { affiliation: { '@type': 'Organization', name: affiliation } } : {}),
        ...(url ? { url: iri(url) } : {}),
      }))
  const performs = (role: string | undefined) => role === 'artist' || role === 'speaker'
  return {
    performer: nodes(performs),
    contributor: nodes((role) => !performs(role) && role !== 'contact'),
  }
}

/** Prices, with when and where one may register. */
export function offerNodes({ offers, registration }: Description, context: LinkedContext): Node[] {
  return offers.map(({ name, price, currency, url }) => {
    const address = url ?? registration?.url
    return {
      '@type': 'Offer',
      ...named(inLanguage(name, context)?.text),
      price,
      ...(currency ? { priceCurrency: currency } : {}),
      ...(address ? { url: iri(address) } : {}),
      ...(registration?.opens ? { validFrom: registration.opens } : {}),
      ...(registration?.closes ? { validThrough: registration.closes } : {}),
    }
  })
}

function named(name: string | undefined): { name?: string } {
  return name ? { name } : {}
}
