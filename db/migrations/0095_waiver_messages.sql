-- A waiver told in writing is a message of the customer, which leaves at most once.

-- The row of a gesture that its message is named after; a gesture writes one row for each claim it lowers.
alter table charge_waiver add column to_tell boolean not null default false;
create index charge_waiver_to_tell on charge_waiver (tenant_id, waiver_id) where to_tell;

alter table message add column waiver_id uuid;
create unique index message_waiver on message (tenant_id, waiver_id) where waiver_id is not null;
-- Not checked on what is there: row-level security shows no tenant to a migration, and every value is null.
alter table message add foreign key (tenant_id, waiver_id) references charge_waiver not valid;

create or replace view message_line with (security_invoker = true) as
  select tenant_id, message_id, creditor_id, customer_id, channel, state, registered, scenario_id, step, cycle, template, language,
         recipient, subject, total, currency, decided_on, sent_at, reason, waiver_id
  from message;

-- Gestures whose customer is still to be told, with what of each stands: no address was known when they were made.
create view waiver_to_tell with (security_invoker = true) as
  select w.tenant_id, w.waiver_id, i.customer_id, w.invoice_id, i.number, i.due_on, i.open, i.currency invoice_currency,
         w.waived_on, w.currency, g.amount
  from charge_waiver w
  join invoice i using (tenant_id, invoice_id)
  join lateral (
    select sum(s.amount)::bigint amount from charge_waiver s
    where (s.tenant_id, s.invoice_id, s.kind, s.recorded_at) = (w.tenant_id, w.invoice_id, w.kind, w.recorded_at)
      and s.reverses is null
      and not exists (select from charge_waiver r where (r.tenant_id, r.reverses) = (s.tenant_id, s.waiver_id))) g on g.amount > 0
  where w.to_tell
    and not exists (select from message m where (m.tenant_id, m.waiver_id) = (w.tenant_id, w.waiver_id));

grant select on waiver_to_tell to quittance_app;
