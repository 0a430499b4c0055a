import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Refusal } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import { importFile, readImport, type ImportOptions, type ImportView } from '#modules/receivables/index.ts'
import { importAndMatch, readBankFile, type ReadBankFile } from '#modules/receipts/index.ts'
import { choiceOption } from '../options.ts'
import { readBytes } from '../files.ts'
import { creditorNamed, inHouse } from '../house.ts'
import { statementLine, statementLines } from '../statement-lines.ts'
import { print, say, sayRefusal, WrongUsage, type ExitCode, type Verb } from '../verb.ts'

/** Files into the books. */
export const verb: Verb = {
  summary: 'imports customers, invoices and bank statements; with --dry-run only says what would change',
  usage: `usage: quittance import FILE… [--creditor CODE] [--mode delta|stock] [--dry-run] [--confirm ALARM]…
                          [--column HEADER=FIELD]… [--account NUMBER] [--tenant NAME] [--json]
Reads CSV, XLSX, Factur-X PDF, UBL, CII and zips of these, in the order given. The same file twice changes nothing. A
bank statement (CAMT, CFONB 120, CODA, MT940, OFX, QIF, a table of movements, zipped or not) is taken in and matched, and
what is certain is settled where the creditor's rules let the machine do so; --account names its account when it does
not. With --dry-run it is only read.
--mode stock settles the open invoices that a complete list no longer names. An import that would move too much waits:
repeat it with --confirm and the alarm it names. --column corrects what a column holds (--column 'Solde=payable';
nothing after the = leaves it out) and is remembered for files of the same shape. Exit 0 when all was taken, 1 when anything was refused or in error.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        creditor: { type: 'string' },
        mode: { type: 'string', default: 'delta' },
        'dry-run': { type: 'boolean', default: false },
        confirm: { type: 'string', multiple: true, default: [] },
        column: { type: 'string', multiple: true, default: [] },
        account: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    if (positionals.length === 0) throw new WrongUsage('no file was named')
    const mode = choiceOption('mode', values.mode, ['delta', 'stock'])
    const mapping = mappingOf(values.column)
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      const creditor = await creditorNamed(app, actor, values.creditor)
      if (!creditor.ok) return sayRefusal(creditor.refusal, values.json)
      const options = { creditor: creditor.value, mode, apply: !values['dry-run'], confirm: values.confirm, mapping }
      const more = { json: values.json, account: values.account }
      let code: ExitCode = 0
      for (const path of positionals) {
        if ((await importPath(app, actor, path, options, more)) !== 0) code = 1
      }
      return code
    })
  },
}

function mappingOf(columns: readonly string[]): Readonly<Record<string, string | null>> | null {
  if (columns.length === 0) return null
  const pairs = columns.map(text => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new WrongUsage(`--column ${text}: write HEADER=FIELD`)
    return [text.slice(0, at), text.slice(at + 1) || null] as const
  })
  return Object.fromEntries(pairs)
}

async function importPath(
  app: App,
  actor: Actor,
  path: string,
  options: Partial<ImportOptions>,
  { json, account }: { readonly json: boolean; readonly account: string | undefined },
): Promise<ExitCode> {
  const bytes = await readBytes(path)
  if (!bytes.ok) return sayFileRefusal(path, bytes.refusal, json)
  const file = { name: basename(path), bytes: bytes.value }
  // A list of invoices and a table of bank movements are told apart by what they say.
  const read = await readBankFile(file)
  if (read.ok) {
    if (!options.apply) return sayStatement(path, read.value, json)
    return importStatement(app, actor, path, { ...file, account, read: read.value }, json)
  }
  const done = await importFile(app, actor, file, options)
  if (!done.ok) return sayFileRefusal(path, done.refusal, json)
  const kept = await readImport(app, actor, done.value.id)
  const errors = kept.ok ? kept.value.errors : []
  if (json) print(JSON.stringify({ file: path, ...done.value, errors }))
  else printImport(path, done.value)
  for (const error of errors) say(`${path}:${error.row}: ${error.code}: ${error.message}`)
  if (done.value.counts.errors > errors.length)
    say(`${path}: … ${done.value.counts.errors - errors.length} more errors`)
  const taken = done.value.state === 'applied' || done.value.state === 'planned'
  return taken && done.value.counts.errors === 0 ? 0 : 1
}

function sayStatement(path: string, { format, documents, warnings }: ReadBankFile, json: boolean): ExitCode {
  const lines = documents.reduce((sum, document) => sum + document.entries.length, 0)
  if (json) print(JSON.stringify({ file: path, kind: 'statement', state: 'planned', format, lines, warnings }))
  else print(`${path} (${format}): ${documents.length} statements, ${lines} lines, only read`)
  return 0
}

type Statement = Parameters<typeof importAndMatch>[2]

async function importStatement(
  app: App,
  actor: Actor,
  path: string,
  file: Statement,
  json: boolean,
): Promise<ExitCode> {
  const done = await importAndMatch(app, actor, file, 'certain')
  if (!done.ok) return sayFileRefusal(path, done.refusal, json)
  if (json) print(JSON.stringify({ file: path, import: done.value.id, ...statementLine(done.value) }))
  else for (const line of statementLines(path, done.value.report)) print(line)
  return 0
}

function sayFileRefusal(path: string, refusal: Refusal, json: boolean): ExitCode {
  if (json) print(JSON.stringify({ file: path, error: refusal }))
  say(`${path}: ${refusal.code}: ${refusal.message}`)
  return 1
}

function printImport(path: string, done: ImportView): void {
  const { counts } = done
  print(`${path}: ${done.state} (${done.content}, ${done.mode})`)
  print(
    `  rows ${counts.rows}: created ${counts.created}, changed ${counts.changed}, cleared ${counts.cleared}, ` +
      `ignored ${counts.ignored}, errors ${counts.errors}`,
  )
  for (const { before, after } of done.totals) print(`  open ${before.amount} → ${after.amount} ${after.currency}`)
  for (const alarm of done.alarms) print(`  to confirm: --confirm ${alarm.code}: ${alarm.message}`)
  for (const { code, message, where } of done.warnings)
    print(`  ! ${where === null ? '' : `${where}: `}${code}: ${message}`)
  if (done.refusal) print(`  ✗ ${done.refusal.code}: ${done.refusal.message}`)
}
