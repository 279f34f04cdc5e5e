/** Licences that are known by a short name, as partners write them or by their address. */

export interface Licence {
  /** `CC BY 4.0`. */
  name: string
  url: string
}

const CC = 'https://creativecommons.org'
const NAMED =
  /^(?:cc|creative commons)[ -]?(by(?:[ -](?:nc|nd|sa))*)[ -]v?(\d\.\d)(?: (?:int|international))?$/i
const ADDRESSED =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/(?:licenses\/([a-z-]+)\/(\d\.\d)|publicdomain\/(zero|mark)\/1\.0)(?:\/|$)/i
const ZERO = /^(?:cc[ -]?0|cc[ -]?zero)(?:[ -]1\.0)?$/i
const MARK = /^(?:public domain mark|pdm)(?:[ -]1\.0)?$/i

/** A Creative Commons licence by its name or address; null where it is another. */
export function knownLicence(text: string): Licence | null {
  const trimmed = text.trim()
  const [, addressed, addressedVersion, dedication] = ADDRESSED.exec(trimmed) ?? []
  if (ZERO.test(trimmed) || dedication === 'zero')
    return { name: 'CC0 1.0', url: `${CC}/publicdomain/zero/1.0/` }
  if (MARK.test(trimmed) || dedication === 'mark')
    return { name: 'Public Domain Mark 1.0', url: `${CC}/publicdomain/mark/1.0/` }
  const [, named, namedVersion] = NAMED.exec(trimmed) ?? []
  const kind = (addressed ?? named)?.toLowerCase().replaceAll(' ', '-')
  const version = addressedVersion ?? namedVersion
  if (kind === undefined || version === undefined) return null
  return { name: `CC ${kind.toUpperCase()} ${version}`, url: `${CC}/licenses/${kind}/${version}/` }
}
