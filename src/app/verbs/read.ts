import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { MAX_FILE_BYTES } from '#formats/limits.ts'
import { refused, type InvoiceDocument, type ReadOutcome } from '#formats/outcome.ts'
import { readAny } from '#formats/read.ts'
import { print, WrongUsage, type ExitCode, type Verb } from '../verb.ts'

export const verb: Verb = {
  summary: 'recognises invoices, statements and lifecycle files and prints what they hold',
  usage: [
    'usage: quittance read FILE… [--json]',
    '',
    'Recognises Factur-X/ZUGFeRD PDF, CII, UBL, CDAR, CSV, XLSX, CAMT, CFONB, CODA, MT940,' +
      ' OFX and QIF by their content.',
    'With --json one object per file and line. Exit 0 when all were read, 1 when any was refused. Touches no database.',
  ].join('\n'),
  run,
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (positionals.length === 0) throw new WrongUsage('no file was named')
  let code: ExitCode = 0
  for (const file of positionals) {
    const outcome = await readPath(file)
    if (outcome.kind === 'refused') code = 1
    if (values.json) {
      const { kind, format, profile, documents, warnings, error } = outcome
      print(JSON.stringify({ file, kind, format, profile, documents, warnings, error }))
    } else for (const line of shownLines(file, outcome)) print(line)
  }
  return code
}

async function readPath(file: string): Promise<ReadOutcome> {
  try {
    const { size } = await stat(file)
    if (size > MAX_FILE_BYTES)
      return refused('file-too-large', `the file has ${size} bytes, ${MAX_FILE_BYTES} at most are read`)
    return await readAny(await readFile(file), file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    return refused('file-unreadable', `the file cannot be opened (${String(error.code)}): check its path and rights`)
  }
}

const KINDS: Readonly<Record<ReadOutcome['kind'], string>> = {
  invoice: 'facture',
  statement: 'relevé',
  lifecycle: 'cycle de vie',
  refused: 'refusé',
}

const SHOWN = 20

function shownLines(file: string, outcome: ReadOutcome): string[] {
  const lines = [`${file} : ${KINDS[outcome.kind]}${outcome.format === null ? '' : ` (${outcome.format})`}`]
  if (outcome.error) lines.push(`  ✗ ${outcome.error.code} : ${outcome.error.message}`)
  lines.push(...outcome.documents.slice(0, SHOWN).flatMap(documentLines))
  const more = outcome.documents.length - SHOWN
  if (more > 0) lines.push(`  … et ${more} de plus`)
  for (const warning of outcome.warnings.slice(0, SHOWN)) {
    lines.push(`  ! ${warning.code} : ${warning.message}${warning.where === null ? '' : ` [${warning.where}]`}`)
  }
  const silent = outcome.warnings.length - SHOWN
  if (silent > 0) lines.push(`  ! … et ${silent} avertissements de plus`)
  return lines
}

function documentLines(document: ReadOutcome['documents'][number]): string[] {
  if ('entries' in document) {
    const opening = frenchAmount(document.openingBalance?.amount ?? null)
    const closing = frenchAmount(document.closingBalance?.amount ?? null)
    return [
      `  compte ${document.account ?? '?'} · ${document.entries.length} mouvements · ` +
        `solde ${opening} → ${closing} ${document.currency ?? ''}`,
    ]
  }
  if ('invoice' in document) {
    const reasons = document.reasons.map(reason => reason.code ?? reason.text ?? '').join(', ')
    return [
      `  ${document.code ?? '?'} ${document.label ?? ''} · facture ${document.invoice.number ?? '?'}` +
        ` · ${frenchDay(document.date)}` +
        (reasons === '' ? '' : ` · ${reasons}`),
    ]
  }
  return [invoiceLine(document)]
}

function invoiceLine(invoice: InvoiceDocument): string {
  const parties = [invoice.seller.name, invoice.buyer.name].filter(name => name !== null).join(' → ')
  return [
    `  ${invoice.typeCode ?? '?'} n° ${invoice.number ?? '?'}`,
    `du ${frenchDay(invoice.issueDate)}`,
    `échéance ${frenchDay(invoice.dueDate)}`,
    `TTC ${frenchAmount(invoice.gross)}`,
    `dû ${frenchAmount(invoice.payable)} ${invoice.currency ?? ''}`.trim(),
    ...(parties === '' ? [] : [parties]),
  ].join(' · ')
}

function frenchDay(day: string | null): string {
  return day === null ? '—' : day.split('-').toReversed().join('/')
}

// 1234.50 → 1 234,50 with the narrow no-break space of French typography.
function frenchAmount(amount: string | null): string {
  if (amount === null) return '—'
  const [whole = '', fraction] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return fraction === undefined ? grouped : `${grouped},${fraction}`
}
