-- Claims inside reminders name the message that carried them; the state of a claim's lines is asked invoice by invoice.

alter table charge_claim add column message_id uuid;
-- Not checked on what is there: row-level security shows no tenant to a migration, and every value is null.
alter table charge_claim add foreign key (tenant_id, message_id) references message not valid;

-- One row per line of a claim. What was paid on the claim's item fills its lines in order, after what was waived of each.
-- The lines before are summed beside each line, not over a window: a question about one invoice then reads that invoice.
create or replace view charge_claim_state with (security_invoker = true) as
  select l.tenant_id, l.claim_id, l.invoice_id, l.kind, l.place, c.creditor_id, c.customer_id, c.currency, c.form, c.item_id,
         c.claimed_on, l.amount claimed, w.waived,
         greatest(0, least(l.amount - w.waived, coalesce(p.paid, 0) - b.before))::bigint collected
  from charge_claim_line l
  join charge_claim c using (tenant_id, claim_id)
  join lateral (
    select coalesce(sum(w.amount), 0)::bigint waived from charge_waiver w
    where (w.tenant_id, w.claim_id, w.invoice_id, w.kind) = (l.tenant_id, l.claim_id, l.invoice_id, l.kind)) w on true
  join lateral (
    select coalesce(sum(e.amount - coalesce((select sum(w.amount) from charge_waiver w
      where (w.tenant_id, w.claim_id, w.invoice_id, w.kind) = (e.tenant_id, e.claim_id, e.invoice_id, e.kind)), 0)), 0) before
    from charge_claim_line e
    where (e.tenant_id, e.claim_id) = (l.tenant_id, l.claim_id) and e.place < l.place) b on true
  left join lateral (
    select sum(a.amount)::bigint paid from allocation a
    where (a.tenant_id, a.invoice_id) = (c.tenant_id, c.item_id) and a.kind <> 'write-off') p on true;

