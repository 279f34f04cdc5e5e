import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const APART = ['browser', 'replicas'].map((folder) => join('test', folder))
const DATABASE = join(root, 'test', 'support', 'database.ts')

/**
 * The test files, as paths from the root, by whether they reach test/support/database.ts through imports
 * within test/: those need a database, and the others do not. Those that have a project of their own are neither.
 */
export function testsByNeed(): { withDatabase: string[]; pure: string[] } {
  const files = globSync('test/**/*.test.ts', { cwd: root })
    .filter((file) => !APART.some((folder) => file.startsWith(folder)))
    .sort()
  const needy = new Set(files.filter((file) => reaches(join(root, file), new Set())))
  return { withDatabase: [...needy], pure: files.filter((file) => !needy.has(file)) }
}

function reaches(file: string, seen: Set<string>): boolean {
  if (file === DATABASE) return true
  if (seen.has(file)) return false
  seen.add(file)
  return importsOf(file).some((imported) => reaches(imported, seen))
}

const IMPORT = /^(?:import|export)\b[^'"]*?['"](\.{1,2}\/[^'"]+\.ts)['"]/gm

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)]
    .filter(([statement]) => !/^(import|export) type\b/.test(statement))
    .map(([, path]) => join(dirname(file), String(path)))
    .filter((path) => !relative(join(root, 'test'), path).startsWith('..'))
}
