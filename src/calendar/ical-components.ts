import type { Change, EventContent, Status } from '../events/model.ts'
import { firstStart, occurrenceFinder } from '../recurrence/expand.ts'
import type { Occurrence, Schedule, Wall } from '../recurrence/model.ts'
import { applyChange } from '../recurrence/series.ts'
import { basic, isDate } from './ical-time.ts'

/** One VEVENT to be: a series with its rule, or one concrete time. */
export type Component = SeriesComponent | SingleComponent

interface SeriesComponent {
  kind: 'series'
  uid: string
  allDay: boolean
  schedule: Schedule
  first: Occurrence
  /** All starts that the rule gives and the series leaves out. */
  exdates: Wall[]
}

interface SingleComponent {
  kind: 'single'
  uid: string
  allDay: boolean
  occurrence: Occurrence
  /** Which occurrence of the series it stands for; null where it stands for itself. */
  recurrenceId: Wall | null
  /** The UID of the series that it belongs to under a UID of its own. */
  sibling: string | null
  change: Change | null
}

/** What decides which VEVENTs an event needs. */
export type Times = Pick<EventContent, 'schedule' | 'changes' | 'status'>

/**
 * The VEVENTs that together give an event's occurrences in every client: the series with RRULE and EXDATE, under the
 * same UID one with RECURRENCE-ID for each changed occurrence, and for each extra date (`rdate`) one of its own.
 *
 * Extra dates are no RDATE, since Outlook refuses the file, and no RECURRENCE-ID beside the rule: that names one of
 * the recurrence set (RFC 5545 §3.8.4.4), so some clients show others and some ignore them. A VEVENT of its own is
 * plain everywhere. Its UID is made of the series' UID and the date as announced, so it stays when the date is moved;
 * RELATED-TO names the series. Without a rule, the first date is a plain VEVENT under the series' UID.
 *
 * @param omitCancelled leaves out what is cancelled
 */
export function components(uid: string, times: Times, omitCancelled: boolean): Component[] {
  const { schedule } = times
  const isOn = (status: Status) => !(omitCancelled && status === 'cancelled')
  const hasSeries = schedule.rrule !== null && isOn(times.status)
  const concrete = concreteTimes(times)
  const shown = concrete.filter(
    ({ change }) => !change?.excluded && isOn(change?.fields.status ?? times.status),
  )
  const singles = shown.map(({ id, isRuled, occurrence, change }): Component => {
    const isOverride = isRuled && hasSeries
    const isOwn = !isOverride && (schedule.rrule !== null || id !== schedule.start)
    return {
      kind: 'single',
      uid: isOwn ? datedUid(uid, id) : uid,
      allDay: isDate(change?.start ?? schedule.start),
      occurrence,
      recurrenceId: isOverride ? id : null,
      sibling: isOwn ? uid : null,
      change,
    }
  })
  if (!hasSeries) return singles
  const dropped = concrete.filter((time) => time.isRuled && !shown.includes(time)).map(({ id }) => id)
  const exdates = [...new Set([...ruledExdates(schedule), ...dropped])].sort()
  // With nothing left there is no series: clients that never drop DTSTART would show it.
  const first = firstStart({ ...schedule, rdate: [], exdate: exdates })
  if (first === null) return singles
  return [{ kind: 'series', uid, allDay: isDate(schedule.start), schedule, first, exdates }, ...singles]
}

/** Without those that drop nothing of the rule's: past such an EXDATE, ical.js overlooks the next. */
function ruledExdates(schedule: Schedule): Wall[] {
  if (schedule.exdate.length === 0) return []
  const ofRule = occurrenceFinder({ ...schedule, rdate: [], exdate: [] })
  return schedule.exdate.filter((id) => ofRule(id) !== null)
}

interface ConcreteTime {
  id: Wall
  /** The rule itself gives it. */
  isRuled: boolean
  /** With its change. */
  occurrence: Occurrence
  change: Change | null
}

/** The occurrences that a rule alone does not tell, in the order of their ids: changed, extra, a first without rule. */
function concreteTimes({ schedule, changes }: Times): ConcreteTime[] {
  if (schedule.rrule === null && schedule.rdate.length === 0) {
    const only = firstStart(schedule)
    return only ? [{ id: schedule.start, isRuled: false, occurrence: only, change: null }] : []
  }
  const original = occurrenceFinder(schedule)
  const ofRule = occurrenceFinder({ ...schedule, rdate: [] })
  const extra = schedule.rrule === null ? [schedule.start, ...schedule.rdate] : schedule.rdate
  const ids = [...new Set([...extra, ...Object.keys(changes)])].sort()
  return ids.flatMap((id) => {
    const change = changes[id] ?? null
    const occurrence = original(id)
    const isRuled = ofRule(id) !== null
    // A change outlives the date that it was made for; an extra date that the rule also gives counts once.
    if (occurrence === null || (isRuled && change === null)) return []
    return {
      id,
      isRuled,
      occurrence: change ? applyChange(schedule, occurrence, change) : occurrence,
      change,
    }
  })
}

/** A UID for one date of a series: `series_20261103T130000@host`. */
export function datedUid(uid: string, id: Wall): string {
  const host = uid.lastIndexOf('@')
  const name = host < 0 ? uid : uid.slice(0, host)
  return `${name}_${basic(id)}${uid.slice(name.length)}`
}
