-- What each creditor lets matching do by itself, and how long the follow-up goes on without fresh statements.

-- No row: the rules of receipts/model.ts DEFAULT_RULES. Amounts are minor units of the creditor's currency.
create table receipt_rule (
  tenant_id uuid not null,
  creditor_id uuid not null,
  -- A shortfall up to this is written off; up to the second it may be a bank's fee, which a person confirms.
  small_difference bigint not null check (small_difference >= 0),
  bank_fee bigint not null check (bank_fee >= 0),
  -- False: every proposal waits for a person, also the certain ones.
  apply_certain boolean not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, creditor_id),
  foreign key (tenant_id, creditor_id) references creditor
);

-- No row: the follow-up waits from the day after a statement is due.
create table receipt_setting (
  tenant_id uuid not null references tenant,
  -- So many days beyond the account's rhythm before the follow-up waits; null: it never does.
  grace_days int check (grace_days between 0 and 366),
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (tenant_id)
);

call tenant_table('receipt_rule', 'select, insert, update');
call tenant_table('receipt_setting', 'select, insert, update');

-- Until when what we know of a creditor's receipts is recent enough to chase anybody: its account that is known least far.
-- A creditor without any statement has no row, and neither has anybody where the tenant never waits.
create view creditor_freshness with (security_invoker = true) as
  select distinct on (a.tenant_id, a.creditor_id) a.tenant_id, a.creditor_id, a.number, s.known_to,
         s.known_to + a.rhythm_days + coalesce(t.grace_days, 0) fresh_until
  from bank_account a
  left join receipt_setting t using (tenant_id)
  cross join lateral (
    select max(coalesce(closing_on, to_on)) known_to from bank_statement b
    where (b.tenant_id, b.account_id) = (a.tenant_id, a.account_id)) s
  where a.creditor_id is not null and s.known_to is not null and (t.tenant_id is null or t.grace_days is not null)
  order by a.tenant_id, a.creditor_id, fresh_until, a.number;
grant select on creditor_freshness to quittance_app;
