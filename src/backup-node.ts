import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupError, backup, restore } from '../db/backup.ts'
import { connect } from '../db/connect.ts'
import { readConfig } from './config.ts'
import { logToStderr } from './log-node.ts'

// `npm run backup -- FILE` and `npm run restore -- FILE`, of the database that the environment names.
const [, , what, file] = process.argv
const log = logToStderr('warn')
try {
  if ((what !== 'backup' && what !== 'restore') || !file)
    throw new BackupError('Name the file: npm run backup -- calendar.jsonl.gz')
  const database = await connect(readConfig(process.env), log)
  try {
    // Where statements may take as long as they will.
    if (what === 'backup') await write(backup(database.jobs), file)
    else console.log(`Restored ${await restore(database.jobs, linesOf(file))} rows from ${file}`)
  } finally {
    await database.close()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Under another name until it is whole: a backup that was cut off never takes the place of one that is not. */
async function write(lines: AsyncIterable<string>, path: string): Promise<void> {
  const before = await stat(path).catch(() => null)
  if (before !== null && !before.isFile())
    throw new BackupError(`${path} is no file that may be written anew`)
  const partial = `${path}.partial`
  let count = 0
  async function* ended() {
    for await (const line of lines) {
      count++
      yield `${line}\n`
    }
  }
  try {
    await pipeline(
      Readable.from(ended()),
      createGzip(),
      createWriteStream(partial, { flush: true, mode: 0o600 }),
    )
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  console.log(`Wrote ${count} lines to ${path}`)
}

function linesOf(path: string): AsyncIterable<string> {
  const input = createReadStream(path)
  const text = input.pipe(createGunzip())
  input.on('error', (error) => text.destroy(error))
  return createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
}
