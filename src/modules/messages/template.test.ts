import { describe, expect, test } from 'vitest'
import { unwrap } from '#kernel/result.ts'
import { CONDITIONS, fillBody, fillSubject, parseTemplate, VARIABLES, type Values } from './template.ts'
import { structuredCommunication, typeset } from './typography.ts'

const BLOCKS = '\n\n{{table}}\n\n{{payment}}'

function values(count: number, on: string[] = [], text: Record<string, string> = {}): Values {
  return {
    text: Object.fromEntries(VARIABLES.map(name => [name, text[name] ?? name])) as Values['text'],
    holds: Object.fromEntries(CONDITIONS.map(name => [name, on.includes(name)])) as Values['holds'],
    counts: { 'overdue.count': count, 'upcoming.count': count, 'oldest.days': count },
  }
}

function first(body: string, given: Values, language: 'fr' | 'en' = 'fr'): unknown {
  return fillBody(unwrap(parseTemplate({ subject: 's', body: body + BLOCKS }, language)), given)[0]
}

describe('templates', () => {
  test.each([
    ['fr', 0, 'facture'],
    ['fr', 1, 'facture'],
    ['fr', 2, 'factures'],
    ['en', 0, 'factures'],
    ['en', 1, 'facture'],
  ] as const)('in %s %i counts as %s', (language, count, word) => {
    const body = '{{plural overdue.count|facture|factures}}'
    expect(first(body, values(count), language)).toEqual({ kind: 'paragraph', text: word })
  })

  test('conditions, their contrary, and conditions inside conditions', () => {
    const body = '{{if business}}A{{if charges}}B{{else}}C{{end}}{{else}}D{{end}}{{if not contact}}E{{end}}'
    expect(first(body, values(1, ['business']))).toEqual({ kind: 'paragraph', text: 'ACE' })
    expect(first(body, values(1, ['business', 'charges', 'contact']))).toEqual({ kind: 'paragraph', text: 'AB' })
    expect(first(body, values(1))).toEqual({ kind: 'paragraph', text: 'DE' })
  })

  test('a paragraph left empty is gone; a line break inside one is a space', () => {
    const template = unwrap(
      parseTemplate({ subject: ' a\nb ', body: `{{if contact}}x{{end}}\n\nun\ndeux${BLOCKS}` }, 'fr'),
    )
    expect(fillBody(template, values(1))).toEqual([
      { kind: 'paragraph', text: 'un deux' },
      { kind: 'table' },
      { kind: 'payment' },
    ])
    expect(fillSubject(template, values(1))).toBe('a b')
  })

  test.each([
    ['{{customer.nam}}', 'unknown-word'],
    ['{{constructor}}', 'unknown-word'],
    ['{{if vip}}x{{end}}', 'unknown-word'],
    ['{{plural today|a|b}}', 'unknown-word'],
    ['{{plural overdue.count|a}}', 'unknown-word'],
    ['{{today', 'unknown-word'],
    ['}}', 'unknown-word'],
    ['{{if business}}x', 'missing-block'],
    ['x{{end}}', 'unbalanced-if'],
    ['{{else}}', 'unbalanced-if'],
    ['{{if business}}a{{else}}b{{else}}c{{end}}', 'unbalanced-if'],
    ['{{if business}}{{table}}{{end}}', 'missing-block'],
    ['{{table}}', 'missing-block'],
  ])('%s is refused: %s', (body, code) => {
    expect(parseTemplate({ subject: 's', body: body + BLOCKS }, 'fr')).toMatchObject({ ok: false, refusal: { code } })
  })

  test('a body without its blocks, or a subject with one, is refused', () => {
    expect(parseTemplate({ subject: 's', body: 'x' }, 'fr')).toMatchObject({ refusal: { code: 'missing-block' } })
    expect(parseTemplate({ subject: '{{if business}}x', body: BLOCKS }, 'fr')).toMatchObject({
      refusal: { code: 'unbalanced-if' },
    })
    const subject = parseTemplate({ subject: '{{table}}', body: BLOCKS }, 'fr')
    expect(subject).toMatchObject({ refusal: { code: 'subject-with-block' } })
  })

  test('a value is never read as a template', () => {
    const given = values(1, [], { 'customer.name': '{{table}} {{today}}' })
    expect(first('{{customer.name}}', given)).toEqual({ kind: 'paragraph', text: '{{table}} {{today}}' })
  })
})

describe('typography', () => {
  test.each([
    [
      'fr',
      "l'article L. 441-10 : « dû » ; 40 € !",
      'l’article L.\u00a0441-10\u00a0: «\u00a0dû\u00a0»\u202f; 40\u00a0€\u202f!',
    ],
    ['en', "don't pay €40: ok!", 'don’t pay €40: ok!'],
    ['nl', "creditnota's: 40 €", 'creditnota’s: 40\u00a0€'],
  ] as const)('%s', (language, typed, printed) => {
    expect(typeset(typed, language)).toBe(printed)
  })

  test.each([
    ['+++090/9337/55493+++', '+++090/9337/55493+++'],
    ['090933755493', '+++090/9337/55493+++'],
    ['090933755494', null],
    ['RF18539007547034', null],
    ['000000009797', '+++000/0000/09797+++'],
  ])('communication %s', (reference, printed) => {
    expect(structuredCommunication(reference)).toBe(printed)
  })
})
