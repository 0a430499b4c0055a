import { accountMatchesIban } from '#formats/statements/index.ts'
import type { StatementDocument, Warning } from '#formats/outcome.ts'
import { readAny } from '#formats/read.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { withoutDoubles } from './batch-lines.ts'
import type { ImportReport, StatementImport } from './model.ts'
import { statementRows } from './statement-lines.ts'
import { recordStatement, takeAccount } from './statement-store.ts'

/** A bank file; `account` is whose it is, for a file that does not say. */
export type BankFile = {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly account?: string | null | undefined
}

/** A bank file read. */
export type ReadBankFile = {
  readonly format: string
  readonly documents: readonly StatementDocument[]
  readonly warnings: readonly Warning[]
}

/** Reads a bank file. Refused: `not-a-statement`, `file-refused` (its own reason in `data.code`). */
export async function readBankFile({ name, bytes }: BankFile): Promise<Result<ReadBankFile>> {
  const outcome = await readAny(bytes, name)
  if (outcome.kind === 'refused') {
    const { code, message } = outcome.error
    return refuse('file-refused', `${name}: ${message}`, { code })
  }
  if (outcome.kind !== 'statement') {
    return refuse('not-a-statement', `${name} is ${outcome.kind}, not a bank statement: import it as invoices`)
  }
  const { documents, warnings } = outcome
  return ok({ format: outcome.format ?? 'unknown', documents, warnings })
}

type Taken = Pick<ImportReport, 'format' | 'statements' | 'warnings' | 'fresh'>

/**
 * Takes a bank file into the books: every statement of it under its account, lines that are known already left alone.
 * Refused: `account-missing`, `date-missing`; the caller's transaction is then to be undone.
 */
export async function takeDocuments(
  tx: Tx,
  actor: Actor,
  { documents, format, warnings }: ReadBankFile,
  run: Pick<StatementImport, 'fileName' | 'fileSha256' | 'account'>,
): Promise<Result<Taken>> {
  const statements: ImportReport['statements'][number][] = []
  const found: Warning[] = []
  const { fileName: name, fileSha256: sha256, account } = run
  for (const document of documents) {
    const taken = await takeStatement(tx, actor, document, { name, account, sha256, format, warnings })
    if (!taken.ok) return taken
    statements.push(taken.value.statement)
    found.push(...taken.value.warnings)
  }
  const fresh = statements.reduce((sum, statement) => sum + statement.fresh, 0)
  const facts = { file: sha256, format, lines: fresh, statements: statements.length }
  await record(tx, actor.tenant, actor, [{ customer: null, kind: 'statement-imported', data: facts }])
  return ok({ format, statements, warnings: [...warnings, ...found], fresh })
}

type Around = {
  readonly name: string
  readonly account: string | null
  readonly sha256: string
  readonly format: string
  readonly warnings: readonly Warning[]
}

async function takeStatement(
  tx: Tx,
  actor: Actor,
  document: StatementDocument,
  file: Around,
): Promise<Result<{ statement: ImportReport['statements'][number]; warnings: readonly Warning[] }>> {
  const number = (document.account ?? file.account ?? '').replace(/\s+/g, '')
  if (number === '') {
    return refuse('account-missing', `${file.name} does not say whose account it is: name the account`, {})
  }
  const creditors = await loadCreditors(tx)
  const owner = creditors.find(each => each.accounts.some(account => accountMatchesIban(number, account.iban)))
  const currency = document.currency ?? owner?.currency ?? 'EUR'
  // The same account under its IBAN and its national number is one account: the creditor's IBAN names it.
  const iban = owner?.accounts.find(account => accountMatchesIban(number, account.iban))?.iban ?? number
  const rows = statementRows(document, currency, file.format, file.warnings)
  if (!rows.ok) return rows
  const given = { id: newId<'bank-account'>(), number: iban, currency, creditor: owner?.id ?? null }
  const account = await takeAccount(tx, actor.tenant, given)
  const kept = await withoutDoubles(tx, actor, account.id, rows.value.lines)
  const warnings = [...file.warnings, ...kept.warnings]
  const fresh = await recordStatement(
    tx,
    actor.tenant,
    account.id,
    { ...rows.value, lines: kept.lines, warnings },
    file,
  )
  const { balanced, lines } = rows.value
  const statement = { account: account.id, number: iban, lines: lines.length, fresh: fresh.length, balanced }
  return ok({ statement, warnings: kept.warnings })
}
