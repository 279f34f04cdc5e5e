/**
 * Quoted-printable, RFC 2045 §6.7, in a text that no longer says so: programs that make iCalendar of vCalendar drop the
 * ENCODING and keep the value.
 */

/** An octet. Encoders write it in upper case. */
const OCTETS = /(?:=[0-9A-F]{2})+/g
/** A line end, or a letter of more than one octet: nobody types that. */
const UNMISTAKABLE =
  /=0D=0A|=(?:C[2-9A-F]|D[0-9A-F])=[89AB][0-9A-F]|=E[0-9A-F](?:=[89AB][0-9A-F]){2}|=F[0-4](?:=[89AB][0-9A-F]){3}/
/** An address means its `=`. It ends before an encoded line end. */
const ADDRESSES = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/(?:(?!=0D=0A)[^\s<>"])+)/i
/** A line that goes on in the next one. */
const SOFT_BREAK = /=[ \t]*\r?\n/g

/** The text decoded, where it has unmistakable leftovers and all of them are UTF-8; else as it is. Addresses stay. */
export function withoutLeftovers(text: string): string {
  if (!UNMISTAKABLE.test(text)) return text
  const parts = text.split(ADDRESSES)
  if (!parts.some((part, index) => index % 2 === 0 && UNMISTAKABLE.test(part))) return text
  try {
    return parts.map((part, index) => (index % 2 === 0 ? decoded(part) : part)).join('')
  } catch {
    return text
  }
}

/** @throws TypeError where it is no UTF-8 */
function decoded(text: string): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return text
    .replace(SOFT_BREAK, '')
    .replace(OCTETS, (octets) => utf8.decode(Uint8Array.from(octets.slice(1).split('='), fromHex)))
    .replace(/\r\n?/g, '\n')
}

function fromHex(octet: string): number {
  return Number.parseInt(octet, 16)
}
