import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { CreditorId, TenantId, UserId } from '#kernel/id.ts'

/** The rules of a creditor as they were set; minor units of its currency. */
export type CreditorRules = {
  readonly creditor: CreditorId
  readonly smallDifference: bigint
  readonly bankFee: bigint
  readonly applyCertain: boolean
}

/** The rules that somebody set; creditors left out have the default ones. */
export async function loadRules(tx: Tx): Promise<CreditorRules[]> {
  const { rows } = await sql<CreditorRules>`
    select creditor_id creditor, small_difference "smallDifference", bank_fee "bankFee", apply_certain "applyCertain"
    from receipt_rule`.execute(tx)
  return rows
}

/** Sets the rules of a creditor. */
export async function recordRules(tx: Tx, tenant: TenantId, rules: CreditorRules, by: UserId | null): Promise<void> {
  await sql`
    insert into receipt_rule (tenant_id, creditor_id, small_difference, bank_fee, apply_certain, changed_by)
    values (${tenant}, ${rules.creditor}, ${rules.smallDifference}, ${rules.bankFee}, ${rules.applyCertain}, ${by})
    on conflict (tenant_id, creditor_id) do update set small_difference = excluded.small_difference,
      bank_fee = excluded.bank_fee, apply_certain = excluded.apply_certain, changed_by = excluded.changed_by,
      changed_at = now()`.execute(tx)
}

/** How many days beyond an account's rhythm the follow-up goes on; null: for ever. */
export async function loadGrace(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ days: number | null }>`select grace_days days from receipt_setting`.execute(tx)
  return rows[0] ? rows[0].days : 0
}

/** Sets it. */
export async function recordGrace(tx: Tx, tenant: TenantId, days: number | null, by: UserId | null): Promise<void> {
  await sql`
    insert into receipt_setting (tenant_id, grace_days, changed_by) values (${tenant}, ${days}, ${by})
    on conflict (tenant_id) do update set grace_days = excluded.grace_days, changed_by = excluded.changed_by,
      changed_at = now()`.execute(tx)
}
