/**
 * The query, of which pg gives up waiting for an answer.
 * @param silence after so many milliseconds; 0: when its pool says
 */
export function within<Query extends object>(silence: number, query: Query): Query {
  return Object.assign(query, { query_timeout: silence })
}
