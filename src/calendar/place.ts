import type { Description } from '../events/model.ts'
import { feedWords } from './feed-words.ts'
import { inLanguage, type Languages } from './language.ts'

/** Where an event is, on one line: its place, that it is on the net, or both. */
export function placeText(
  { location, attendanceMode, onlineLocation }: Description,
  context: Languages,
): string {
  const { onTheNet } = feedWords(context.locale)
  const address = attendanceMode === 'online' || !location ? '' : addressText(location, context)
  const online = attendanceMode === 'inPerson' ? '' : (onlineLocation?.name ?? onTheNet)
  return [address, online].filter(Boolean).join(' · ')
}

/** Name, street and town; the region and the country tell readers nothing that they need. */
function addressText(location: NonNullable<Description['location']>, context: Languages): string {
  const { name, streetAddress, locality } = location
  return [inLanguage(name, context)?.text, streetAddress, locality].filter(Boolean).join(', ')
}
