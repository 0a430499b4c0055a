import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseXml, type XmlElement } from '../../xml.ts'
import { all, text } from '../tree.ts'
import { readUbl } from '../ubl.ts'
import { RULES } from './index.ts'

// CEN's own unit tests of its rules: each fragment says which rule must hold or break. Each set is judged rule by rule.
const FOLDER = join(import.meta.dirname, '../../../../../shared/data/einvoice-en16931/unit-invoice')

type Expectation = {
  readonly file: string
  readonly index: number
  readonly rule: string
  readonly holds: boolean
  readonly agrees: boolean
}

function judge(file: string): Expectation[] {
  const parsed = parseXml(readFileSync(join(FOLDER, file)))
  if (!parsed.ok) throw new Error(`${file}: ${parsed.refusal.message}`)
  return all(parsed.value, 'test').flatMap((unit, index) => {
    const fragment = unit.children.find(child => child.name === 'Invoice' || child.name === 'CreditNote')
    const invoice = readUbl(fragment as XmlElement)
    return ['success', 'error', 'warning'].flatMap(verdict => {
      const id = text(unit, `assert/${verdict}`)
      if (id === null) return []
      const rule = RULES.find(each => each.id === id)
      const holds = verdict === 'success'
      return [
        { file, index, rule: id, holds, agrees: rule !== undefined && (rule.broken(invoice).length === 0) === holds },
      ]
    })
  })
}

describe.skipIf(!existsSync(FOLDER))('CEN unit tests (skipped where ../shared/data is absent)', () => {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter(name => name.endsWith('.xml')) : []
  test('every set agrees', () => {
    const judged = files.flatMap(judge)
    const wrong = judged.filter(each => !each.agrees)
    const sets = files.filter(file => !wrong.some(each => each.file === file)).length
    process.stderr.write(
      `CEN unit sets: ${sets} of ${files.length} agree, ${judged.length - wrong.length} of ${judged.length} tests\n`,
    )
    expect(wrong).toEqual([])
  })
})
