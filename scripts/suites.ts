import { readFileSync } from 'node:fs'

/** Whether a test file runs on a database: those of `test/support.ts`, or of what a folder builds upon it. */
export function needsDatabase(path: string): boolean {
  return /[/.]support\.ts['"]/.test(readFileSync(path, 'utf8'))
}

/** Whether a test file is one of those that take long. */
export function isSlow(path: string): boolean {
  return path.endsWith('.slow.test.ts')
}
