import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Warning } from '#formats/outcome.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, TenantId } from '#kernel/id.ts'
import type { BankAccountId, LineId, StatementId } from './model.ts'

export type BankAccount = {
  readonly id: BankAccountId
  readonly number: string
  readonly currency: string
  readonly creditor: CreditorId | null
}

/** A statement ready to be written; amounts are minor units, keys are hex. */
export type NewStatement = {
  readonly id: StatementId
  readonly key: string
  readonly number: string | null
  readonly format: string
  readonly opening: bigint | null
  readonly openingOn: Day | null
  readonly closing: bigint | null
  readonly closingOn: Day | null
  readonly from: Day | null
  readonly to: Day | null
  readonly balanced: boolean | null
  readonly warnings: readonly Warning[]
  readonly lines: readonly NewLine[]
}

export type NewLine = {
  readonly id: LineId
  readonly key: string
  readonly bookedOn: Day
  readonly valueOn: Day | null
  readonly amount: bigint
  readonly currency: string
  readonly name: string | null
  readonly namePlain: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
  readonly bankReference: string | null
  readonly code: string | null
  readonly returned: string | null
  /** The bank's reference of the batch it was booked in. */
  readonly parent: string | null
  readonly raw: string | null
}

/** The account of a statement, made when it is new, locked so that two files of one account take turns. */
export async function takeAccount(
  tx: Tx,
  tenant: TenantId,
  given: {
    readonly id: BankAccountId
    readonly number: string
    readonly currency: string
    readonly creditor: CreditorId | null
  },
): Promise<BankAccount> {
  await sql`
    insert into bank_account (tenant_id, account_id, number, currency, creditor_id)
    values (${tenant}, ${given.id}, ${given.number}, ${given.currency}, ${given.creditor})
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<BankAccount>`
    select account_id id, number, currency, creditor_id creditor from bank_account
    where number = ${given.number} and currency = ${given.currency} for update`.execute(tx)
  const [account] = rows
  if (!account) throw new Error('the bank account that was just made is not there')
  return account
}

/** Names an account's owner, label or rhythm; false when there is no such account. */
export async function recordAccount(
  tx: Tx,
  id: BankAccountId,
  given: { readonly creditor: CreditorId | null; readonly label: string | null; readonly rhythmDays: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update bank_account set creditor_id = ${given.creditor}, label = ${given.label}, rhythm_days = ${given.rhythmDays}
    where account_id = ${id}`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * Writes a statement of an account with its lines that are new; the same statement again writes nothing. Answers the
 * lines that were new.
 */
export async function recordStatement(
  tx: Tx,
  tenant: TenantId,
  account: BankAccountId,
  statement: NewStatement,
  file: { readonly name: string; readonly sha256: string },
): Promise<LineId[]> {
  const keys = statement.lines.map(line => line.key)
  const known = await sql<{ key: string }>`
    select encode(content_key, 'hex') key from bank_line
    where account_id = ${account} and content_key in (select decode(k, 'hex') from unnest(${keys}::text[]) k)`.execute(
    tx,
  )
  const met = new Set(known.rows.map(row => row.key))
  const fresh = statement.lines.filter(line => !met.has(line.key))
  const { rows } = await sql`
    insert into bank_statement (tenant_id, statement_id, account_id, content_key, number, format, file_name, file_sha256,
      opening, opening_on, closing, closing_on, from_on, to_on, balanced, lines, new_lines, warnings)
    values (${tenant}, ${statement.id}, ${account}, decode(${statement.key}, 'hex'), ${statement.number},
      ${statement.format}, ${file.name}, decode(${file.sha256}, 'hex'), ${statement.opening}, ${statement.openingOn},
      ${statement.closing}, ${statement.closingOn}, ${statement.from}, ${statement.to}, ${statement.balanced},
      ${keys.length}, ${fresh.length}, ${JSON.stringify(statement.warnings)}::jsonb)
    on conflict do nothing returning 1`.execute(tx)
  if (rows.length === 0) return []
  await recordLines(tx, tenant, account, statement.id, fresh)
  return fresh.map(line => line.id)
}

const CHUNK = 2000

async function recordLines(
  tx: Tx,
  tenant: TenantId,
  account: BankAccountId,
  statement: StatementId,
  lines: readonly NewLine[],
): Promise<void> {
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK).map(line => ({ ...line, amount: String(line.amount) }))
    await sql`
      insert into bank_line (tenant_id, account_id, statement_id, line_id, content_key, booked_on, value_on, amount,
        currency, name, name_plain, iban, remittance, structured_reference, end_to_end_id, bank_reference, code, returned,
        parent, raw)
      select ${tenant}, ${account}, ${statement}, l.id, decode(l.key, 'hex'), l."bookedOn", l."valueOn", l.amount,
        l.currency, l.name, l."namePlain", l.iban, l.remittance, l."structuredReference", l."endToEndId",
        l."bankReference", l.code, l.returned, l.parent, l.raw
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as l(id uuid, key text, "bookedOn" date, "valueOn" date,
        amount bigint, currency text, name text, "namePlain" text, iban text, remittance text,
        "structuredReference" text, "endToEndId" text, "bankReference" text, code text, returned text, parent text, raw text)`.execute(
      tx,
    )
  }
}

/** What an account knows of batches. */
export type KnownBatches = {
  /** What the details of a batch come to, by its reference. */
  readonly details: ReadonlyMap<string, bigint>
  /** Batches booked in one sum; `detailed` when its details have taken its place. */
  readonly sums: readonly {
    readonly line: LineId
    readonly reference: string
    readonly bookedOn: Day
    readonly amount: bigint
    readonly placed: bigint
    readonly detailed: boolean
  }[]
}

/** The sums of the batches `of`, and the details of the batches `listed`, that an account has. */
export async function loadBatches(
  tx: Tx,
  account: BankAccountId,
  of: readonly string[],
  listed: readonly string[],
): Promise<KnownBatches> {
  const details = await sql<{ parent: string; amount: bigint }>`
    select parent, sum(amount)::bigint amount from bank_line
    where account_id = ${account} and parent = any(${listed}::text[]) group by parent`.execute(tx)
  const sums = await sql<KnownBatches['sums'][number]>`
    select line_id line, bank_reference reference, booked_on "bookedOn", amount, placed, exists (
      select from bank_line d where d.account_id = l.account_id and d.parent = l.bank_reference) detailed
    from bank_line l
    where account_id = ${account} and parent is null and bank_reference = any(${of}::text[])
    order by line_id for update of l`.execute(tx)
  return { details: new Map(details.rows.map(row => [row.parent, row.amount])), sums: sums.rows }
}
