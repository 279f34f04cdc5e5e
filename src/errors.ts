/** One fault of the input. `pointer` is an RFC 6901 JSON pointer into the body. */
export interface Fault {
  pointer: string
  detail: string
}

/** One fault of the query string. */
export interface ParameterFault {
  parameter: string
  detail: string
}

/** Everything that can be wrong with a request: the one table of code, HTTP status and title. */
export const PROBLEMS = {
  malformed: { status: 400, title: 'The request cannot be read' },
  invalidParameter: { status: 400, title: 'A parameter is wrong' },
  unauthorized: { status: 401, title: 'A valid key is needed' },
  forbidden: { status: 403, title: 'This key may not do that' },
  notFound: { status: 404, title: 'There is nothing here' },
  methodNotAllowed: { status: 405, title: 'This address does not take that method' },
  notAcceptable: { status: 406, title: 'None of the accepted media types can be given' },
  conflict: { status: 409, title: 'The request conflicts with what is stored' },
  stillRunning: { status: 409, title: 'The same request is still running' },
  gone: { status: 410, title: 'This was here, and is removed' },
  preconditionFailed: { status: 412, title: 'It has changed since it was read' },
  tooLarge: { status: 413, title: 'The body is too large' },
  unsupportedMediaType: { status: 415, title: 'The body is of a type that is not taken here' },
  unprocessable: { status: 422, title: 'The request is understood but not acceptable' },
  preconditionRequired: { status: 428, title: 'If-Match is needed' },
  tooManyRequests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed here' },
  notImplemented: { status: 501, title: 'That is not made here' },
  unavailable: { status: 503, title: 'Not able to answer now' },
} as const
export type ProblemCode = keyof typeof PROBLEMS
export const PROBLEM_CODES = Object.keys(PROBLEMS).filter((code): code is ProblemCode => code in PROBLEMS)

/** A body of a mebibyte can have more faults than anybody reads: so many of its JSON are looked for. */
export const MOST_FAULTS = 1000

/** The first faults, at most `most`; where there are more, the last that is told says how many. */
export function fewOf(faults: Problem['errors'], most: number): Problem['errors'] {
  if (faults.length <= most) return faults
  const detail = `and ${faults.length - most} more faults`
  const isOfQuery = faults.some((fault) => 'parameter' in fault)
  return [...faults.slice(0, most), isOfQuery ? { parameter: '', detail } : { pointer: '', detail }]
}

/** A refusal that the client is told of. Carries no transport beyond its code. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly (Fault | ParameterFault)[]

  constructor(code: ProblemCode, detail: string, errors: readonly (Fault | ParameterFault)[] = []) {
    super(detail)
    this.code = code
    this.errors = errors
  }
}
