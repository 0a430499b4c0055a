import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decimal } from './decimal.ts'
import type { InvoiceDocument, ReadOutcome } from './outcome.ts'
import { readAny } from './read.ts'

// Files that others wrote; absent from the repository for their licences. Where they are absent these tests are
// skipped.
const SHARED = join(import.meta.dirname, '../../../shared/data')
const present = existsSync(SHARED)
if (!present) process.stderr.write('formats: ../shared/data is absent, the corpus tests are skipped\n')

const read = (path: string): Promise<ReadOutcome> => readAny(readFileSync(join(SHARED, path)), path)
const json = (path: string): unknown => (present ? JSON.parse(readFileSync(join(SHARED, path), 'utf8')) : {})

type Expected = {
  readonly syntax?: 'CII' | 'UBL' | 'CDAR'
  readonly err?: string
  readonly pdf?: string
  readonly profile: string
  readonly no: string
  readonly type: string
  readonly [term: string]: unknown
}

const iso = (text: unknown): string | null => {
  const digits = String(text).replaceAll('-', '')
  return digits === '' ? null : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}
const orNull = (text: unknown): string | null => (text === '' ? null : String(text))

function figures(document: InvoiceDocument): object {
  return {
    no: document.number,
    type: document.typeCode,
    date: document.issueDate,
    due: document.dueDate,
    cur: document.currency,
    amounts: [document.net, document.gross, document.payable].map(decimal),
    seller: document.seller.name,
    buyer: document.buyer.name,
    lines: document.lineCount,
    iban: document.iban,
    ref: document.paymentReference,
  }
}

function expectedFigures(expected: Expected): object {
  return {
    no: expected.no,
    type: expected.type,
    date: iso(expected.date),
    due: iso(expected.due),
    cur: expected.cur,
    amounts: [expected.ht, expected.ttc, expected.pay].map(amount => decimal(String(amount))),
    seller: expected.seller,
    buyer: expected.buyer,
    lines: expected.lines,
    iban: orNull(String(expected.iban).replaceAll(' ', '')),
    ref: orNull(expected.ref),
  }
}

describe.skipIf(!present)('given e-invoices', () => {
  const expectations = Object.entries(json('EINVOICE-EXPECTED.json') as Record<string, Expected>)
  let agreed = 0
  afterAll(() =>
    process.stderr.write(`e-invoices: ${agreed} of ${expectations.length} agree with EINVOICE-EXPECTED.json\n`),
  )

  test.each(expectations)('%s', async (path, expected) => {
    const outcome = await read(path)
    expect(found(outcome)).toEqual(wanted(expected))
    agreed += 1
  })
})

// What was read, in the words of the expectations; a file without documents is told by its refusal alone.
function found(outcome: ReadOutcome): unknown {
  const [document] = outcome.documents
  if (!document || 'entries' in document) return outcome.kind
  if (!('invoice' in document)) return { profile: outcome.profile, ...figures(document) }
  return {
    kind: outcome.kind,
    profile: outcome.profile,
    type: document.typeCode,
    no: document.invoice.number,
    status: document.code,
    reason: document.reasons.map(reason => reason.code),
    amounts: document.amounts.map(({ type, amount }) => [type, decimal(amount)]),
  }
}

function wanted(expected: Expected): unknown {
  const { profile, type, no, status, reason } = expected
  if (expected.err !== undefined || expected.pdf !== undefined) return 'refused'
  if (expected.syntax !== 'CDAR') return { profile, ...expectedFigures(expected) }
  const amounts = (expected.amounts as [string, string][]).map(([kind, amount]) => [kind, decimal(amount)])
  return { kind: 'lifecycle', profile, type, no, status, reason, amounts }
}

type Defect = {
  readonly ref: string
  readonly attendu: string
  readonly regle: string
  readonly assertions_declenchees: string
}

const CASES = 'einvoice-facturx-defects/cas-limites'
// What each defect outside the schematrons is called here.
const NAMED: Readonly<Record<string, string>> = {
  'PDF-001': 'pdf-no-xml',
  'PDF-002': 'pdf-attachment-name',
  'PDF-004': 'pdf-relationship',
  'XML-001': 'xml-malformed',
  'IDENT-002': 'vat-key',
  'PRF-001': 'profile-content',
}

const told = (outcome: ReadOutcome): string[] => outcome.warnings.map(({ code, message }) => `${code} ${message}`)

describe.skipIf(!present)('given defects of Factur-X', () => {
  const defects = present ? (json(`${CASES}/manifeste-given.json`) as { cas: Defect[] }).cas : []
  // The sound witness carries SIRENs that fail Luhn and a VAT number with a wrong key (FR40 where 392809137 gives 31).
  // We say so, in every case of the set; the verdict of a case is what it shows beyond the witness.

  test.each(defects)('$ref is $attendu', async ({ ref, attendu, assertions_declenchees }) => {
    const witness = new Set(told(await read(`${CASES}/OK-001/facture.pdf`)))
    const outcome = await read(`${CASES}/${ref}/facture.pdf`)
    const own = told(outcome).filter(line => !witness.has(line))
    const verdict = outcome.kind === 'refused' ? 'rejet' : own.length > 0 ? 'avertissement' : 'acceptation'
    expect(verdict).toBe(attendu)
    const rules = assertions_declenchees.split(/, (?:puis )?/).filter(Boolean)
    const codes = [outcome.error?.code, ...outcome.warnings.map(warning => warning.code)]
    expect(codes).toEqual(expect.arrayContaining([...rules, ...(NAMED[ref] ? [NAMED[ref]] : [])]))
  })
})

describe.skipIf(!present)('hostile files', () => {
  const files = present
    ? readdirSync(join(SHARED, 'hostile'), { recursive: true, encoding: 'utf8' }).filter(name =>
        statSync(join(SHARED, 'hostile', name)).isFile(),
      )
    : []

  test('every one is refused at once', async () => {
    for (const name of files) {
      const started = process.cpuUsage()
      const outcome = await read(`hostile/${name}`)
      expect([name, outcome.kind, outcome.documents.length]).toEqual([name, 'refused', 0])
      expect(process.cpuUsage(started).user, name).toBeLessThan(2_000_000)
    }
    process.stderr.write(`hostile: ${files.length} of ${files.length} refused\n`)
  })
})
