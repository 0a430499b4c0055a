import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import PostalMime from 'postal-mime'
import { buildMime } from '#platform/mail/mime.ts'
import { addDays, day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { pdfText } from '#test/pdf-text.ts'
import { compose, defaultTemplate } from './compose.ts'
import {
  regimeOf,
  type CustomerFacts,
  type Delivery,
  type Language,
  type ReminderFacts,
  type ReminderItem,
} from './facts.ts'
import { TEMPLATE_KEYS, TONES } from './templates/shape.ts'
import { labelsOf } from './words.ts'

const today = day('2026-11-21')
const LANGUAGES: Language[] = ['fr', 'nl', 'en', 'de']
const DELIVERIES: Delivery[] = ['email', 'letter', 'registered-letter']

function invoice(number: string, daysLate: number, open: bigint): ReminderItem {
  const dueOn = addDays(today, -daysLate)
  return { number, kind: 'invoice', issueOn: addDays(dueOn, -30), dueOn, total: open, open, daysLate, label: null }
}

const creditor: ReminderFacts['creditor'] = {
  name: 'Ateliers du Lys',
  legalLine: 'SAS au capital de 150 000 €, RCS Lille Métropole 732 829 320',
  addressLines: ['14, rue des Filatures', '59000 Lille'],
  city: 'Lille',
  country: 'FR',
  siren: '732829320',
  enterpriseNumber: null,
  vat: 'FR44732829320',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
  phone: '03 20 12 34 56',
  email: 'compta@ateliers-du-lys.example',
  signatory: { name: 'Claire Delattre', title: 'Responsable du crédit' },
  logo: null,
}

const customer: CustomerFacts = {
  name: 'Menuiserie Lefèvre & Fils',
  ref: 'C-00412',
  addressLines: ['8, impasse du Moulin', '62000 Arras'],
  country: 'FR',
  language: 'fr',
  kind: 'company',
}

const facts: ReminderFacts = {
  creditor,
  customer,
  contact: { name: 'Madame Martin' },
  today,
  currency: 'EUR',
  items: [
    invoice('F-2026-00412', 40, 123450n),
    invoice('F-2026-00437', 1, 684000n),
    invoice('F-2026-00481', -12, 230000n),
    { ...invoice('AV-2026-00031', 15, -12000n), kind: 'credit-note' },
  ],
  paymentReference: null,
  previousReminders: [
    { on: day('2026-10-01'), channel: 'email' },
    { on: day('2026-11-05'), channel: 'call' },
  ],
  payBy: null,
  charges: { interest: 11873n, fees: 12000n, claimed: true, note: null, rates: [121_500, 124_000] },
  contractCompensation: null,
  delivery: 'email',
  attachedInvoices: 2,
  window: 'right',
}

function inLanguage(language: Language, more: Partial<ReminderFacts> = {}): ReminderFacts {
  return { ...facts, ...more, customer: { ...customer, ...more.customer, language } }
}

const everywhere = TEMPLATE_KEYS.flatMap(key => LANGUAGES.map(language => ({ key, language })))

/** What a French printer would send back; an empty list is a clean text. */
function frenchFaults(text: string): string[] {
  const prose = text.replace(/https?:\S+|[\w.-]+@[\w.-]+|\+{3}[\d/]+\+{3}|&\w+;/g, '')
  const rules: [name: string, fault: RegExp][] = [
    ['straight apostrophe', /\p{L}'\p{L}/u],
    ['no narrow space before ; ! ?', /[^\s\u202f][;!?]|[ \u00a0][;!?]/u],
    ['no space before a colon', /[\p{L}»)] :|[\p{L}»)]:/u],
    ['open guillemet', /«(?!\u00a0)/],
    ['close guillemet', /(?<!\u00a0)»/],
    ['loose unit', /\d (?:€|%|jours?\b)/u],
    ['loose article', /\b[LRD]\. \d/],
    ['capital without accent', /\b(?:A|Etat|Echéance|Ecrire) (?!\d)/],
    ['double space', / {2}(?=\p{L})/u],
    ['three dots', /\.\.\./],
  ]
  return rules.flatMap(([name, fault]) => {
    const found = fault.exec(prose)
    return found ? [`${name}: ${prose.slice(Math.max(0, found.index - 20), found.index + 20)}`] : []
  })
}

describe('every default text', () => {
  test.each(everywhere)('$key in $language fills in completely', ({ key, language }) => {
    for (const delivery of ['email', 'letter'] as const) {
      const written = compose(inLanguage(language, { delivery }), key)
      for (const text of [written.subject, written.text, written.html]) {
        expect(text).not.toMatch(/\{\w*|\w*\}|undefined|null|NaN|\[object/)
      }
      expect(written.subject).not.toBe('')
      expect(written.letter === undefined).toBe(delivery === 'email')
    }
  })

  test.each(everywhere)('$key in $language lists every item, the total and the account', ({ key, language }) => {
    const written = compose(inLanguage(language), key)
    for (const text of [written.text, written.html]) {
      for (const item of facts.items) expect(text).toContain(item.number)
      expect(text.replaceAll('\u00a0', ' ')).toContain('FR76 3000 6000 0112 3456 7890 189')
      expect(text).toContain('Claire Delattre')
      expect(text).toContain(labelsOf(language).ignore)
      expect(text).toContain('compta@ateliers-du-lys.example')
    }
  })

  test.each(TEMPLATE_KEYS)('%s is set by the rules of French typography', key => {
    for (const kind of ['company', 'public', 'private', 'unknown'] as const) {
      for (const delivery of kind === 'company' ? DELIVERIES : ['email' as const]) {
        for (const one of [true, false]) {
          const items = one ? facts.items.slice(0, 1) : facts.items
          const written = compose({ ...facts, delivery, items, customer: { ...customer, kind } }, key)
          expect(frenchFaults(written.subject)).toEqual([])
          // The columns and totals of the text twin are set by padding, not by a printer.
          const prose = written.text.split('\n').filter(line => !/ {2,}/.test(line))
          expect(prose.flatMap(frenchFaults)).toEqual([])
        }
      }
    }
  })

  test.each(everywhere)(
    '$key in $language claims nothing from a private person or an unknown kind',
    ({ key, language }) => {
      for (const country of ['FR', 'BE', 'DE']) {
        for (const kind of ['private', 'unknown'] as const) {
          for (const delivery of country === 'BE' && kind === 'unknown' ? DELIVERIES : ['email' as const]) {
            const asked = inLanguage(language, { delivery, customer: { ...customer, country, kind } })
            const written = compose(
              { ...asked, creditor: { ...creditor, country: country === 'BE' ? 'BE' : 'FR' } },
              key,
            )
            const letter = written.letter ? pdfText(written.letter).join(' ') : ''
            for (const text of [written.subject, written.text, written.html, letter]) {
              expect(text).not.toMatch(
                /441-10|D\.\s441-5|2192|40\s€|€40|2 ao[uû]t 2002|2 augustus 2002|2 August 2002|118[.,]73/,
              )
            }
            expect(written.text).toContain(labelsOf(language).sums.payable)
          }
        }
      }
    },
  )

  test('the linter itself sees each fault', () => {
    const faulty = [
      "l'an",
      'Bonjour!',
      'Bonjour !',
      'total: 3',
      'total : 3',
      '« oui\u00a0»',
      '«\u00a0oui »',
      '40 €',
      'L. 441',
      'un  deux',
    ]
    for (const text of [...faulty, '…'.replace('…', '...')]) expect(frenchFaults(text)).not.toEqual([])
    expect(frenchFaults('L’article L.\u00a0441-10\u00a0: «\u00a0oui\u00a0»\u202f; 40\u00a0€')).toEqual([])
  })
})

describe('figures', () => {
  test.each([
    ['fr', '1\u202f234,50\u00a0€', '7\u202f954,50\u00a0€', '\u2212120,00\u00a0€'],
    ['nl', '€\u00a01.234,50', '€\u00a07.954,50', '€\u00a0\u2212120,00'],
    ['en', '€1,234.50', '€7,954.50', '\u2212€120.00'],
    ['de', '1.234,50\u00a0€', '7.954,50\u00a0€', '\u2212120,00\u00a0€'],
  ] as const)('in %s the e-mail and the letter say %s and %s', (language, one, payable, credit) => {
    const written = compose(inLanguage(language, { charges: null, delivery: 'letter' }), 'firm-courtesy')
    // U+00A0 shares its glyph with the space, so a letter gives the space back.
    const letter = pdfText(written.letter ?? new Uint8Array())
    for (const amount of [one, payable, credit]) {
      expect(written.text).toContain(amount)
      expect(written.html).toContain(amount)
      expect(letter).toContain(amount.replaceAll('\u00a0', ' '))
    }
  })

  test('before the due date all is asked for, afterwards what is overdue; credits deducted, charges added', () => {
    expect(compose(facts, 'firm-preventive').text).toMatch(/Total à régler +10\u202f254,50\u00a0€/)
    expect(compose(facts, 'firm-charges').text).toMatch(/Total à régler +8\u202f193,23\u00a0€/)
    expect(compose({ ...facts, charges: null }, 'firm-charges').text).toMatch(/Total à régler +7\u202f954,50\u00a0€/)
  })

  test('the Belgian law, the public one and the French one each where it governs', () => {
    const be = { ...facts, creditor: { ...creditor, country: 'BE' } }
    const office: ReminderFacts = { ...facts, customer: { ...customer, kind: 'public' } }
    expect(compose(be, 'firm-charges').text).toContain('loi du 2\u00a0août 2002')
    expect(compose(office, 'public-interest').text).toContain('R.\u00a02192-31')
    expect(compose(facts, 'firm-charges').text).toContain('article L.\u00a0441-10')
    const household: ReminderFacts = { ...facts, customer: { ...customer, kind: 'private' } }
    expect(compose(household, 'person-formal').text).toContain('taux légal')
    expect(compose(household, 'person-letter').text).not.toContain('taux légal')
  })

  test('a letter cites the law its figures follow: a public body its own, overseas departments the French', () => {
    const law = (from: string, kind: 'company' | 'public' | 'private', country: string): string =>
      regimeOf({ ...facts, creditor: { ...creditor, country: from }, customer: { ...customer, kind, country } })
    expect(law('BE', 'public', 'FR')).toBe('fr-public')
    expect(law('FR', 'public', 'BE')).toBe('be-business')
    expect(law('FR', 'public', 'DE')).toBe('none')
    expect(law('FR', 'public', 'RE')).toBe('fr-public')
    expect(law('BE', 'company', 'FR')).toBe('be-business')
    expect(law('FR', 'private', 'GP')).toBe('fr-private')
  })

  test('the Belgian first reminder counts its 14 days from the way it travels', () => {
    const be: ReminderFacts = { ...facts, customer: { ...customer, country: 'BE', kind: 'private' } }
    expect(compose(be, 'be-person-first').text).toContain('le jour qui suit l’envoi de ce courriel')
    expect(compose({ ...be, delivery: 'letter' }, 'be-person-first').text).toContain('troisième jour ouvrable')
    expect(compose({ ...be, contractCompensation: 3000n }, 'be-person-first').text).toContain('soit 30,00\u00a0€')
  })

  test('the first of a month, reminders in order, a structured communication', () => {
    const { text } = compose({ ...facts, paymentReference: '090933755493' }, 'firm-formal')
    expect(text).toContain(
      'notre courriel du 1er\u00a0octobre 2026 et notre appel téléphonique du 5\u00a0novembre 2026',
    )
    expect(text).toContain('+++090/9337/55493+++')
    expect(compose({ ...facts, paymentReference: '090933755494' }, 'firm-formal').text).not.toContain('+++')
  })
})

function scan(language: Language, country: string): boolean {
  const posted = inLanguage(language, { delivery: 'letter', customer: { ...customer, country } })
  return pdfText(compose(posted, 'firm-courtesy').letter ?? new Uint8Array()).includes(labelsOf(language).payment.scan)
}

function bytes(value: ReminderFacts): string {
  return Buffer.from(compose(value, 'firm-formal').letter ?? []).toString('base64')
}

describe('letters', () => {
  const long: ReminderFacts = {
    ...facts,
    delivery: 'letter',
    items: Array.from({ length: 45 }, (_, at) => invoice(`F-${1000 + at}`, 90 - at, 10_000n + BigInt(at))),
  }

  test('45 invoices: the letter on one page, the statement on the two next, every row once', () => {
    const letter = compose(long, 'firm-charges').letter ?? new Uint8Array()
    const lines = pdfText(letter)
    expect(lines).toContain('Page 3 sur 3')
    expect(lines).not.toContain('Page 4 sur 4')
    for (const item of long.items) expect(lines.filter(line => line === item.number)).toHaveLength(1)
    expect(lines.filter(line => line === 'Reste dû')).toHaveLength(2)
    expect(lines.some(line => line.includes('à partir de la page 2'))).toBe(true)
  })

  test('a QR code only where the payer’s banks read it', () => {
    expect(scan('nl', 'BE')).toBe(true)
    expect(scan('de', 'DE')).toBe(true)
    expect(scan('fr', 'FR')).toBe(false)
    expect(scan('en', 'GB')).toBe(false)
  })

  test('the same facts give the same bytes, and other facts others', () => {
    expect(bytes(long)).toBe(bytes(structuredClone(long)))
    expect(bytes(long)).not.toBe(bytes({ ...long, today: addDays(today, 1) }))
  })
})

describe('hostile values', () => {
  test('no value becomes markup, a second header, or a template word', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(text, text, fc.constantFrom(...TEMPLATE_KEYS), async (name, number, key) => {
        const nasty = `${name}<script>{{law}}{{table}}"&\r\nBcc: x@y.example`
        const written = compose(
          {
            ...facts,
            customer: { ...customer, name: nasty },
            contact: { name: nasty },
            items: [invoice(`${number}${nasty}`, 3, 100n)],
          },
          key,
        )
        expect(written.html).not.toContain('<script')
        expect(written.subject).not.toMatch(/[\r\n]/)
        const from = { address: 'compta@lys.example' }
        const mail = { id: '1', messageId: '<1@lys.example>', at: '2026-11-21T08:00:00Z', from, to: [from], ...written }
        const read = await PostalMime.parse(unwrap(await buildMime({ ...mail, attachments: [], headers: {} })))
        expect(read.headers.some(header => header.key === 'bcc')).toBe(false)
        expect(read.text).toContain('1,00\u00a0€')
      }),
      { numRuns: 60 },
    )
  })
})

test('each text has the tone its key says, and every tone has texts', () => {
  expect(new Set(Object.values(TONES))).toEqual(new Set(['preventive', 'courtesy', 'firm', 'formal']))
  for (const key of TEMPLATE_KEYS) expect(defaultTemplate(key, 'fr').language).toBe('fr')
})
