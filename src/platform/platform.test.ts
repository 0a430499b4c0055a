import { describe, expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import { readConfig } from './config.ts'
import { newId, randomToken } from './ids.ts'
import { createLog } from './log.ts'

describe('clock', () => {
  test('the business date is the one of the place', () => {
    const clock = fixedClock('2026-03-31T22:30:00Z')
    expect([clock.today('Europe/Paris'), clock.today('UTC'), clock.today('America/Guadeloupe')]).toEqual([
      '2026-04-01',
      '2026-03-31',
      '2026-03-31',
    ])
    expect(clock.now()).toBe(Date.UTC(2026, 2, 31, 22, 30))
  })
})

describe('ids', () => {
  test('are UUIDv7 and all different', () => {
    const ids = Array.from({ length: 1000 }, () => newId<'customer'>())
    expect(new Set(ids).size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('tokens are as long as asked and fit in a link', () => {
    expect(randomToken(32)).toMatch(/^[\w-]{43}$/)
  })
})

describe('settings', () => {
  test('nothing set is a working program; an empty variable is not set', () => {
    const read = readConfig({ DATABASE_URL: '', PORT: '' })
    expect(read).toMatchObject({
      ok: true,
      value: { databaseUrl: undefined, poolSize: 10, port: 3000, logLevel: 'note' },
    })
  })

  test('all mistakes are listed together, without the values', () => {
    const read = readConfig({ DATABASE_URL: 'mysql://root:secret@db/x', PORT: '99999', QUITTANCE_POOL: 'many' })
    expect(read).toMatchObject({ ok: false, refusal: { code: 'wrong-settings' } })
    if (read.ok) return
    for (const name of ['DATABASE_URL', 'PORT', 'QUITTANCE_POOL']) expect(read.refusal.message).toContain(name)
    expect(JSON.stringify(read.refusal)).not.toContain('secret')
  })
})

function linesOf(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  write(createLog('note', line => lines.push(line)))
  return lines.map(line => JSON.parse(line) as Record<string, unknown>)
}

describe('log', () => {
  test('one JSON line per event, from the level asked for', () => {
    const lines = linesOf(log => {
      log.debug('hidden')
      log.note('import-done', { rows: 3, amount: 12n })
    })
    expect(lines).toMatchObject([{ level: 'note', event: 'import-done', rows: 3, amount: '12' }])
  })

  test('what another library quotes is blotted out', () => {
    const words =
      'marie.durand@example.fr FR76 3000 6000 0112 3456 7890 189 BE68539007547034 +33 6 12 34 56 78 01.23.45.67.89'
    const text = JSON.stringify(
      linesOf(log => log.error('failed', { hint: words }, new Error(`no: ${words}`, { cause: new Error(words) }))),
    )
    expect(text).not.toMatch(/durand|3000|5390|34 56|45\.67/)
    expect(text).toContain('[iban]')
  })

  test('ids, dates and amounts stay readable', () => {
    const id = newId()
    expect(linesOf(log => log.note('seen', { id, on: '2026-03-31', amount: '1234567.89' }))).toMatchObject([
      { id, on: '2026-03-31', amount: '1234567.89' },
    ])
  })
})
