/** Standard Webhooks 1.0: secrets, and the symmetric signature `v1`. */

const PREFIX = 'whsec_'
/** Octets; the specification asks for 24 to 64. */
const SECRET_BYTES = 32

/** A new secret, as its receiver gets it. */
export function newSecret(): string {
  return PREFIX + base64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}

/**
 * The headers of a message. While a secret is being changed both sign, so that a receiver may hold either.
 * @param at when it is sent
 */
export async function signedHeaders(
  { id, body, at }: { id: string; body: string; at: Date },
  secrets: readonly string[],
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = await Promise.all(secrets.map((secret) => sign(content, secret)))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  }
}

async function sign(content: Uint8Array<ArrayBuffer>, secret: string): Promise<string> {
  const raw = Uint8Array.from(atob(secret.slice(PREFIX.length)), (octet) => octet.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return base64(new Uint8Array(await crypto.subtle.sign('HMAC', key, content)))
}

function base64(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets))
}
