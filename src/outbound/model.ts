/** The one way out: every request that this service sends to an address which somebody else chose. */
export interface Outbound {
  /**
   * Sends one request, and follows redirects within `maxRedirects`, each checked as the first address was.
   * Resolves with whatever status came; rejects with OutboundError where no whole answer did.
   */
  fetch(request: OutboundRequest): Promise<OutboundAnswer>
}

export interface OutboundRequest {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** How many redirects are followed, by GET. 0 (the default): a redirect is given back as the answer. */
  maxRedirects?: number
  /** The most octets of the body, after decompression. */
  maxBytes: number
  /** What a longer body does: `fail` (the default) or `cut` it. */
  overflow?: 'fail' | 'cut'
  /** The longest that all of it may take, in milliseconds: resolving, connecting, redirects, the body. */
  timeoutMs: number
  /** Ends the request early, as when the service stops. */
  signal?: AbortSignal
}

export interface OutboundAnswer {
  status: number
  headers: { get(name: string): string | null }
  body: Uint8Array
  /** Where the answer came from, after redirects. */
  url: string
}

/**
 * Why there is no answer. `unreachable` is one for all that happens before a status came: refused by us, unknown
 * name, closed port, silence, a wrong certificate. So nobody learns by it what lies behind an address.
 */
export class OutboundError extends Error {
  override name = 'OutboundError'
  readonly kind: OutboundFault

  constructor(kind: OutboundFault, cause?: unknown) {
    super(MESSAGES[kind], { cause })
    this.kind = kind
  }
}

export type OutboundFault = keyof typeof MESSAGES

const MESSAGES = {
  unreachable: 'The address could not be reached, or may not be.',
  interrupted: 'The answer broke off, or took too long.',
  tooLarge: 'The answer is too large.',
  redirects: 'The address redirects too many times.',
} as const
