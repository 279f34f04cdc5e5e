/** Addresses, contacts and participants in the terms of CPEV. */
import type { Description, Localized } from '../events/model.ts'
import { type Role, roleConcept, texts } from './concepts.ts'
import { iri } from './iri.ts'
import type { LinkedContext, Node } from './model.ts'

/** A `locn:Address`. Parts without a language of their own count as the calendar's first. */
export function addressNode(location: NonNullable<Description['location']>, context: LinkedContext): Node {
  const { name, streetAddress, postalCode, locality, region, country } = location
  const own = (text: string | undefined): Localized => (text ? { [context.locales[0] ?? 'sv']: text } : {})
  const town = [postalCode, locality].filter(Boolean).join(' ')
  const properties: Record<string, Node[] | string> = {
    'locn:locatorName': texts(name ?? {}),
    'locn:fullAddress': texts(own([streetAddress, town, country].filter(Boolean).join(', '))),
    'locn:thoroughfare': texts(own(streetAddress)),
    'locn:postCode': postalCode ?? '',
    'locn:postName': texts(own(locality)),
    'locn:adminUnitL2': texts(own(region)),
    'locn:adminUnitL1': texts(own(country)),
  }
  const said = Object.entries(properties).filter(([, value]) => value.length > 0)
  return { '@type': 'locn:Address', ...Object.fromEntries(said) }
}

/** How to reach the organizer; null where the event does not say. */
export function contactNode({ organizer }: Description): Node | null {
  const { email, phone, url } = organizer ?? {}
  if (!email && !phone && !url) return null
  return {
    '@type': 'cv:ContactPoint',
    ...(email ? { 'cv:email': email } : {}),
    ...(phone ? { 'cv:telephone': phone } : {}),
    ...(url ? { 'cv:contactPage': { '@id': iri(url), '@type': 'foaf:Document' } } : {}),
  }
}

/** The organizer and everybody who takes part, each with a role. */
export function participations(shown: Description, context: LinkedContext): Node[] {
  const organizer = shown.organizer?.name ?? context.partner.name
  return [
    participation('organizer', organizer, context),
    ...shown.people.map(({ name, role }) => participation(role ?? 'participant', name, context)),
  ]
}

function participation(role: Role, name: string, { publicUrl, locales }: LinkedContext): Node {
  return {
    '@type': 'cv:Participation',
    'cv:role': roleConcept(role, publicUrl),
    'cv:hasParticipant': {
      '@type': 'foaf:Agent',
      'dct:title': texts({ [locales[0] ?? 'sv']: name }),
      'foaf:name': name,
    },
  }
}
