/**
 * Names the time-zone data of a runtime that does not tell its version (Workers): the same offsets give the same
 * name. Six instants of each zone stand for the rest, as changes of the data are announced for the years ahead.
 *
 * @param year the first of the three years that are looked at
 * @param sha256 hexadecimal digest of a text
 * @returns `zones-` and twelve hexadecimal digits
 */
export function zoneDataFingerprint(year: number, sha256: (text: string) => string): string {
  const instants = [0, 1, 2].flatMap((later) =>
    [0, 6].map((month) => Temporal.Instant.fromEpochMilliseconds(Date.UTC(year + later, month, 1))),
  )
  const offsets = Intl.supportedValuesOf('timeZone').map((zone) => {
    const own = instants.map((instant) => instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9)
    return `${zone} ${own.join()}`
  })
  return `zones-${sha256(offsets.join('\n')).slice(0, 12)}`
}
