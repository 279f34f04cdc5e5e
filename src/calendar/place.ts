import type { Description } from '../events/model.ts'
import { feedWords } from './feed-words.ts'
import { inLanguage, type Languages } from './language.ts'

/** Where an event is, on one line: its place, that it is on the net, or both. */
export function placeText(content: Description, context: Languages): string {
  const { location, attendanceMode, onlineLocation } = content
  const { onTheNet } = feedWords(context.locale)
  const isOnline = isOnTheNet(content)
  const address = isOnline || !location ? '' : addressText(location, context)
  const online = isOnline || attendanceMode === 'mixed' ? (onlineLocation?.name ?? onTheNet) : ''
  return [address, online].filter(Boolean).join(' · ')
}

/** Whether it takes place nowhere else: the place that it has, or once had, would lead people astray. */
export function isOnTheNet({
  attendanceMode,
  status,
}: Pick<Description, 'attendanceMode' | 'status'>): boolean {
  return attendanceMode === 'online' || (status === 'movedOnline' && attendanceMode !== 'mixed')
}

/** Name, street and town; the region and the country tell readers nothing that they need. */
function addressText(location: NonNullable<Description['location']>, context: Languages): string {
  const { name, streetAddress, locality } = location
  return [inLanguage(name, context)?.text, streetAddress, locality].filter(Boolean).join(', ')
}
