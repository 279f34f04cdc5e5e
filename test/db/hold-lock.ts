// Holds the lock of the folder given until it is killed, or told to stop by SIGTERM.
import { takeLock } from '../../db/lock.ts'

const lock = await takeLock(String(process.argv[2]))
const alive = setInterval(() => {}, 1000)
process.once('SIGTERM', () => void lock.release().then(() => clearInterval(alive)))
console.log('held')
