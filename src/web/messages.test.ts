import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Messages } from './language/typography.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/
const folders = ['src/web', ...globSync('src/modules/*').filter(folder => existsSync(`${folder}/messages.fr.json`))]

/** Keys with their values' names: « late.short {{count}} »; plural forms count as one key. */
function keysOf(messages: Messages, before = ''): string[] {
  const keys = Object.entries(messages).flatMap(([key, value]) => {
    if (typeof value !== 'string') return keysOf(value, `${before}${key}.`)
    const values = [...new Set(value.match(/\{\{\w+\}\}/g))].sort().join(' ')
    return [`${before}${key.replace(PLURAL, '')} ${values}`.trim()]
  })
  return [...new Set(keys)].sort()
}

function read(path: string): Messages {
  return JSON.parse(readFileSync(path, 'utf8')) as Messages
}

describe.each(folders)('words of %s', folder => {
  const french = keysOf(read(`${folder}/messages.fr.json`))

  it.each(['nl', 'en', 'de'])('%s has the keys of the French, with the same values in them', language => {
    expect(keysOf(read(`${folder}/messages.${language}.json`))).toEqual(french)
  })

  it('has every key that its sources ask for', () => {
    const known = french.map(key => key.split(' ')[0])
    const sources = globSync(folder === 'src/web' ? `${folder}/**/*.{ts,tsx}` : `${folder}/ui/**/*.{ts,tsx}`)
    const asked = sources
      .filter(path => !path.endsWith('.test.ts'))
      .flatMap(path => [...readFileSync(path, 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map(match => match[1]))
    expect(asked.filter(key => !known.includes(key))).toEqual([])
  })
})

it('words a refusal in one module only: the screen finds the words by the code alone', () => {
  const codes = folders.flatMap(folder => {
    const { refusal } = read(`${folder}/messages.fr.json`)
    return typeof refusal === 'object' ? Object.keys(refusal) : []
  })
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})
