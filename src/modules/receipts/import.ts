import { createHash } from 'node:crypto'
import { accountMatchesIban } from '#formats/statements/index.ts'
import type { StatementDocument, Warning } from '#formats/outcome.ts'
import { readAny } from '#formats/read.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { storeFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { BankAccountId, LineId } from './model.ts'
import { loadReturnsToTie } from './return-store.ts'
import { applyCertain, propose, recordReturn, type Verdicts } from './run.ts'
import { statementRows } from './statement-lines.ts'
import { recordStatement, takeAccount } from './statement-store.ts'

/** What a statement file brought. */
export type StatementImport = {
  readonly format: string
  readonly statements: readonly {
    readonly account: BankAccountId
    readonly number: string
    readonly lines: number
    readonly fresh: number
    readonly balanced: boolean | null
  }[]
  readonly warnings: readonly Warning[]
  readonly fresh: readonly LineId[]
}

/**
 * Takes a bank file into the books: every statement of it under its account, lines that are known already left alone.
 * The file is kept. Refused: `not-a-statement`, `file-refused` (its own reason in `data.code`), `account-missing`,
 * `date-missing`.
 */
export async function importStatement(
  app: App,
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly account?: string | undefined },
): Promise<Result<StatementImport>> {
  const outcome = await readAny(file.bytes, file.name)
  if (outcome.kind === 'refused') {
    const { code, message } = outcome.error
    return refuse('file-refused', `${file.name}: ${message}`, { code })
  }
  if (outcome.kind !== 'statement') {
    return refuse('not-a-statement', `${file.name} is ${outcome.kind}, not a bank statement: import it as invoices`)
  }
  const { documents, warnings } = outcome
  const format = outcome.format ?? 'unknown'
  return app.db.inTenant(actor.tenant, async tx => {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    await storeFile(tx, actor.tenant, { bytes: file.bytes, mediaType: 'application/octet-stream', name: file.name })
    const statements: StatementImport['statements'][number][] = []
    const fresh: LineId[] = []
    for (const document of documents) {
      const taken = await takeStatement(tx, actor, document, { ...file, sha256, format, warnings })
      if (!taken.ok) return taken
      statements.push(taken.value.statement)
      fresh.push(...taken.value.fresh)
    }
    const facts = { file: sha256, format, lines: fresh.length, statements: statements.length }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'statement-imported', data: facts }])
    return ok({ format, statements, warnings, fresh })
  })
}

type Around = {
  readonly name: string
  readonly account?: string | undefined
  readonly sha256: string
  readonly format: string
  readonly warnings: readonly Warning[]
}

async function takeStatement(
  tx: Tx,
  actor: Actor,
  document: StatementDocument,
  file: Around,
): Promise<Result<{ statement: StatementImport['statements'][number]; fresh: LineId[] }>> {
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
  const fresh = await recordStatement(tx, actor.tenant, account.id, rows.value, file)
  const { balanced, lines } = rows.value
  const statement = { account: account.id, number: iban, lines: lines.length, fresh: fresh.length, balanced }
  return ok({ statement, fresh })
}

/** What taking in and matching a file did. */
export type Reconciled = StatementImport & {
  readonly verdicts: Verdicts
  readonly applied: number
  readonly returned: number
}

/** Imports a file, proposes for everything that waits, applies what is certain and reopens what was returned. */
export async function importAndMatch(
  app: App,
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly account?: string | undefined },
  apply: 'certain' | 'nothing',
): Promise<Result<Reconciled>> {
  const imported = await importStatement(app, actor, file)
  if (!imported.ok) return imported
  const verdicts = await propose(app, actor)
  const { applied } = apply === 'certain' ? await applyCertain(app, actor) : { applied: 0 }
  const returned = apply === 'certain' ? await tieReturns(app, actor) : 0
  return ok({ ...imported.value, verdicts, applied, returned })
}

/** Ties each return to the one receipt that its end-to-end reference and amount name. Answers how many. */
export async function tieReturns(app: App, actor: Actor): Promise<number> {
  const pairs = await app.db.inTenant(actor.tenant, loadReturnsToTie)
  let tied = 0
  for (const { line, of } of pairs) if ((await recordReturn(app, actor, line, of)).ok) tied += 1
  return tied
}
