import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Verb } from '../verb.ts'
import { verb as charges } from './charges.ts'
import { verb as dueDate } from './due-date.ts'
import { verb as limitation } from './limitation.ts'
import { verb as termCheck } from './term-check.ts'

// One call a line, `=>`, and what it must answer. The figures were worked out day by day in exact fractions by a
// program that shares nothing with ours, from the notes on the law alone: when a line fails, look into the law first.
// charges: days, interest, fee, principal left, interest left, total, then each segment: from, to, base, rate and
// interest. limitation: the deadline and its latest reading.
const LINES = readFileSync(new URL('by-hand.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

const VERBS: Readonly<Record<string, Verb>> = { charges, 'due-date': dueDate, limitation, 'term-check': termCheck }

type Answer = {
  readonly days: number
  readonly segments: readonly Readonly<Record<'from' | 'to' | 'base' | 'rate' | 'interest', string>>[]
  readonly allowed: boolean
} & Readonly<Record<string, string>>

function shown(name: string, answer: Answer): string {
  if (name === 'due-date') return String(answer['dueOn'])
  if (name === 'term-check') return answer.allowed ? 'lawful' : 'not lawful'
  if (name === 'limitation') return `${answer['deadline']} ${answer['latestReading']}`
  const sums = ['interest', 'fee', 'principalLeft', 'interestLeft', 'total'].map(key => answer[key])
  const runs = answer.segments.map(({ from, to, base, rate, interest }) => `${from} ${to} ${base} ${rate} ${interest}`)
  return [`${answer.days} ${sums.join(' ')}`, ...runs].join(' | ')
}

afterEach(() => vi.restoreAllMocks())

async function answerOf(name: string, args: readonly string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const code = await VERBS[name]?.run([...args, '--json'])
  const answer = JSON.parse(write.mock.calls.map(([text]) => String(text)).join('')) as Answer
  write.mockRestore()
  expect([code, name]).toEqual([name === 'term-check' && !answer.allowed ? 1 : 0, name])
  return shown(name, answer)
}

describe.each(Object.keys(VERBS))('%s, worked out apart', name => {
  it('agrees to the cent and the day', async () => {
    const ours = LINES.filter(line => line.startsWith(`${name} `))
    expect(ours.length).toBeGreaterThan(40)
    for (const line of ours) {
      const [call = '', expected = ''] = line.split(' => ')
      const args = call.split(' ').slice(1)
      expect(`${call} => ${await answerOf(name, args)}`).toBe(`${call} => ${expected}`)
    }
  })
})
