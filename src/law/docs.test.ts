import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const FOLDER = new URL('docs/law/', ROOT)
const PAGES = readdirSync(FOLDER).filter(name => name !== 'README.md')

describe('docs/law', () => {
  it.each(PAGES)('%s says article, source, date, certainty, and names tests that exist', name => {
    const page = readFileSync(new URL(name, FOLDER), 'utf8')
    for (const field of ['Article', 'Source', 'Date of effect', 'Certainty', 'Held by']) {
      expect(page).toMatch(new RegExp(`^\\| ${field} \\| \\S.* \\|$`, 'm'))
    }
    const named = [...page.matchAll(/`(src\/[\w/-]+\.test\.ts)`/g)].map(match => String(match[1]))
    expect(named.length).toBeGreaterThan(0)
    for (const file of named) expect([file, existsSync(new URL(file, ROOT))]).toEqual([file, true])
  })

  it('the list of pages is whole', () => {
    const index = readFileSync(new URL('README.md', FOLDER), 'utf8')
    for (const name of PAGES) expect(index).toContain(`(${name})`)
  })
})
