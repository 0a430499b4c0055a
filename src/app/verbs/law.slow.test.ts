import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const CLI = new URL('../cli.ts', import.meta.url).pathname
const execute = promisify(execFile)

type Outcome = { readonly code: number; readonly out: string; readonly err: string }

async function quittance(...args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await execute(process.execPath, [CLI, ...args])
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}

const DEBT = ['charges', '--principal', '10000.00', '--currency', 'EUR', '--due', '2026-06-20']
const FRENCH = ['--creditor-country', 'FR', '--customer-country', 'FR', '--customer', 'business']

describe('the verbs of the law', () => {
  it('charges compares the readings that the law leaves open', async () => {
    const { code, out } = await quittance(...DEBT, '--paid', '2026-07-10', ...FRENCH, '--compare', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      readings: [
        { choice: 'convention', value: 'B', chosen: true, interest: '67.26' },
        { choice: 'convention', value: 'A', chosen: false, interest: '67.20' },
      ],
    })
  })

  it('charges says a rate below the floor, an unknown kind, and a rate that is missing', async () => {
    const low = await quittance(...DEBT, '--as-of', '2026-07-10', ...FRENCH, '--contract-rate', '3')
    expect(low.out).toContain('! rate-below-floor')
    const unknown = await quittance(...DEBT, '--as-of', '2026-07-10')
    expect(unknown.out).toContain('! customer-kind-unknown')
    expect(unknown.out).toContain('fee             0.00 EUR')
    const missing = await quittance(...DEBT, '--as-of', '2027-03-01', ...FRENCH)
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('unknown-rate')])
  })

  it('charges prints the statement of issue 3, decimals as strings', async () => {
    const { code, out } = await quittance(...DEBT, '--paid', '2026-07-10', ...FRENCH, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      regime: 'fr-business',
      segments: [
        { from: '2026-06-21', to: '2026-06-30', days: 10, base: '10000.00', rate: '12.15', interest: '33.29' },
        { from: '2026-07-01', to: '2026-07-10', days: 10, base: '10000.00', rate: '12.40', interest: '33.97' },
      ],
      days: 20,
      interest: '67.26',
      fee: '40.00',
      principalLeft: '0.00',
      interestLeft: '67.26',
      total: '107.26',
      flags: [],
      sources: [{ article: 'C. com. L441-10 II' }, { article: 'C. com. L441-10 II and D441-5' }],
    })
  })

  it('charges takes every option, and prints lines to read', async () => {
    const options = ['--as-of', '2026-09-10', '--payment', '2026-07-01:1000', '--credit-note', '2026-07-02:500.50']
    const more = ['--contract-rate', '5', '--below-floor', 'floor', '--convention', 'A', '--base', 'actual']
    const { code, out } = await quittance(...DEBT, ...FRENCH, ...options, ...more, '--imputation', 'interest-first')
    expect(code).toBe(0)
    expect(out).toContain('rate-below-floor')
    expect(out).toContain('floor fr-floor 2026-S2')
  })

  it('refuses an unknown rate with exit 1, and a wrong call with exit 2', async () => {
    const unknown = await quittance(...DEBT, ...FRENCH, '--as-of', '2027-02-01', '--json')
    expect([unknown.code, JSON.parse(unknown.out)]).toMatchObject([
      1,
      { error: { code: 'unknown-rate', data: { semester: '2027-S1' } } },
    ])
    const wrong = [
      [...DEBT, '--due', '2026-02-30'],
      ['charges', '--due', '2026-01-01'],
      [...DEBT, '--payment', 'x'],
      [...DEBT, '--nope'],
    ]
    for (const args of wrong) expect((await quittance(...args)).code).toBe(2)
  })

  it('due-date, term-check, limitation, rates and check-id answer in JSON', async () => {
    const due = await quittance(
      'due-date',
      '--issued',
      '2026-01-31',
      '--days',
      '45',
      '--method',
      'month-end-then-days',
      '--json',
    )
    expect(JSON.parse(due.out)).toMatchObject({ dueOn: '2026-03-17', businessDay: true })
    const term = await quittance('term-check', '--days', '75', '--json')
    expect([term.code, JSON.parse(term.out)]).toMatchObject([
      1,
      { allowed: false, breaches: [{ code: 'term-too-long' }] },
    ])
    const limit = await quittance(
      'limitation',
      '--due',
      '2026-05-11',
      '--customer',
      'business',
      '--event',
      '2028-01-01:formal-notice',
      '--json',
    )
    expect(JSON.parse(limit.out)).toMatchObject({ deadline: '2031-05-11', events: [{ effect: 'none' }] })
    const rates = await quittance(
      'rates',
      'list',
      '--release',
      '--series',
      'fr-default',
      '--on',
      '2026-08-15',
      '--json',
    )
    expect(JSON.parse(rates.out)).toMatchObject([{ rate: '12.40', from: '2026-07-01', to: '2026-12-31' }])
    expect((await quittance('rates', 'check', '--release', '--as-of', '2026-12-20')).code).toBe(1)
    expect((await quittance('rates', 'check', '--release', '--as-of', '2026-11-21')).code).toBe(0)
    const ids = await quittance('check-id', 'siren', '552 100 554', '552100555', '--json')
    expect([ids.code, JSON.parse(ids.out)]).toEqual([
      1,
      [
        { kind: 'siren', value: '552 100 554', valid: true, normalized: '552100554', reason: null },
        { kind: 'siren', value: '552100555', valid: false, normalized: null, reason: 'wrong-check-digit' },
      ],
    ])
  })
})
