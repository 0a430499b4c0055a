import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of package.json. */
export const VERSION: string = (() => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')
  const { version }: { version: string } = JSON.parse(text)
  return version
})()
