/**
 * The CRC-32 of two texts one after the other, from the CRC-32 of each (RFC 1952 §8; the method is zlib's): the first is
 * carried on over as many zero octets as the second has.
 * @param carry of the second's length, by `carryOver`
 */
export function crcOfBoth(first: number, second: number, carry: number): number {
  return (times(carry, first) ^ second) >>> 0
}

/** What a CRC-32 is multiplied with to carry it on over so many zero octets. */
export function carryOver(octets: number): number {
  let carry = ONE
  for (let rest = octets, k = 0; rest > 0; rest = Math.floor(rest / 2), k++)
    if (rest % 2 === 1) carry = times(power(k), carry)
  return carry
}

/** Bits are reversed, as in gzip: the highest is x⁰. */
const POLYNOMIAL = 0xedb88320
const ONE = 0x80000000

/** x to the power of 8·2^k, by k. */
const powers = [0x00800000]

function power(k: number): number {
  for (let last = powers.at(-1) ?? ONE; powers.length <= k; powers.push(last)) last = times(last, last)
  return powers[k] ?? ONE
}

/** The product of two polynomials over GF(2), modulo that of CRC-32. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = ONE, multiple = b; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= multiple
    multiple = multiple & 1 ? (multiple >>> 1) ^ POLYNOMIAL : multiple >>> 1
  }
  return product >>> 0
}
