import pg from 'pg'
import type { Octets } from './octets.ts'
import type { PoolAnswer, PoolClient } from './postgres.ts'
import { within } from './within.ts'

type Row = Record<string, Octets | null>

/**
 * What a query without values gives, its columns in octets. By COPY, since that is the one answer of which pg gives octets:
 * it makes strings of all rows, also of binary ones.
 * @param columns the names of all its columns
 * @param silence as of `within`
 */
export function copyOut(
  client: PoolClient,
  query: string,
  columns: readonly string[],
  silence: number,
): Promise<PoolAnswer> {
  return new Promise((resolve, reject) => {
    const copy = new CopyOut(`copy (${query}) to stdout (format binary)`, columns, (error, answer) =>
      error ? reject(error) : resolve({ ...answer, rows: copy.given }),
    )
    client.query(within(silence, copy))
  })
}

type Done = (error: Error | undefined, answer: PoolAnswer) => void

/** Of the signature and the flags, before the length of what else the header has. */
const HEADER = 15

/** PostgreSQL's format of COPY: https://www.postgresql.org/docs/18/sql-copy.html, “Binary Format”. */
class CopyOut extends pg.Query {
  readonly given: Row[] = []
  readonly #columns: readonly string[]
  #isBegun = false

  constructor(text: string, columns: readonly string[], done: Done) {
    super(text, done)
    this.#columns = columns
  }

  /** Called by pg with each message: whole rows. What is kept of it is copied: its memory is read into again. */
  handleCopyData({ chunk }: { chunk: Uint8Array }): void {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let at = this.#isBegun ? 0 : HEADER + 4 + view.getUint32(HEADER)
    this.#isBegun = true
    while (at < view.byteLength) {
      const fields = view.getInt16(at)
      at += 2
      // The trailer.
      if (fields < 0) return
      const row: Row = {}
      for (const name of this.#columns) {
        const length = view.getInt32(at)
        at += 4
        row[name] = length < 0 ? null : new Uint8Array(chunk.subarray(at, at + length))
        at += Math.max(length, 0)
      }
      this.given.push(row)
    }
  }
}
