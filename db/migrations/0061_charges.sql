-- Late interest and recovery fees as their own ledger: computed by the law, claimed, waived, collected. What is computed is
-- never written; a claim makes one open item in receivables, and payments on it are allocated like any other.

-- What a reminder does with charges, by segment: show them, claim them, or stay silent. No row: show.
create table charge_policy (
  tenant_id uuid not null,
  segment_id uuid not null,
  choice text not null check (choice in ('show', 'claim', 'silent')),
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, segment_id),
  foreign key (tenant_id, segment_id) references segment
);

-- How much a role may waive at once, minor units of the claim's currency; null is without limit.
create table charge_limit (
  tenant_id uuid not null references tenant,
  role text not null check (role in ('collector', 'credit-manager', 'administrator')),
  amount bigint check (amount >= 0),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, role)
);

create table charge_claim (
  tenant_id uuid not null,
  claim_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  form text not null check (form in ('debit-note', 'reminder')),
  -- The open item that carries it, with its number, due date and document.
  item_id uuid not null,
  claimed_on date not null,
  currency char(3) not null,
  total bigint not null check (total > 0),
  actor jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, claim_id),
  unique (tenant_id, item_id),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, customer_id) references customer,
  foreign key (tenant_id, item_id) references invoice
);
create index charge_claim_customer on charge_claim (tenant_id, customer_id, claimed_on);

create table charge_claim_line (
  tenant_id uuid not null,
  claim_id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('interest', 'fee')),
  -- Payments on the claim fill its lines in this order.
  place int not null,
  amount bigint not null check (amount > 0),
  -- Every parameter the figure was computed from, and the statement as it was shown.
  parameters jsonb not null,
  statement jsonb not null,
  primary key (tenant_id, claim_id, invoice_id, kind),
  foreign key (tenant_id, claim_id) references charge_claim,
  foreign key (tenant_id, invoice_id) references invoice
);
create index charge_claim_line_invoice on charge_claim_line (tenant_id, invoice_id, kind);

create table charge_waiver (
  tenant_id uuid not null,
  waiver_id uuid not null,
  invoice_id uuid not null,
  -- The claim it lowers; null when nothing was claimed yet.
  claim_id uuid,
  kind text not null check (kind in ('interest', 'fee')),
  -- Minor units, negative when `reverses` takes one back.
  amount bigint not null check (amount <> 0),
  currency char(3) not null,
  reason text not null check (reason in
    ('commercial-gesture', 'claimed-in-error', 'dispute-settled', 'small-amount', 'insolvency', 'other')),
  note text,
  waived_on date not null,
  reverses uuid,
  in_writing boolean not null default false,
  actor jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, waiver_id),
  unique (tenant_id, reverses),
  check ((amount < 0) = (reverses is not null)),
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, claim_id) references charge_claim,
  foreign key (tenant_id, reverses) references charge_waiver
);
create index charge_waiver_invoice on charge_waiver (tenant_id, invoice_id, kind);
create index charge_waiver_claim on charge_waiver (tenant_id, claim_id) where claim_id is not null;

call tenant_table('charge_policy', 'select, insert, update');
call tenant_table('charge_limit', 'select, insert, update');
call tenant_table('charge_claim', 'select, insert');
call tenant_table('charge_claim_line', 'select, insert');
call tenant_table('charge_waiver', 'select, insert');

-- One row per line of a claim. What was paid on the claim's item fills its lines in order, after what was waived of each.
create view charge_claim_state with (security_invoker = true) as
  select l.tenant_id, l.claim_id, l.invoice_id, l.kind, l.place, c.creditor_id, c.customer_id, c.currency, c.form, c.item_id,
         c.claimed_on, l.amount claimed, l.waived,
         greatest(0, least(l.amount - l.waived, coalesce(p.paid, 0) - l.before))::bigint collected
  from (
    select x.*, coalesce(sum(x.amount - x.waived) over earlier, 0) before
    from (
      select l.*, coalesce((select sum(w.amount) from charge_waiver w
        where (w.tenant_id, w.claim_id, w.invoice_id, w.kind) = (l.tenant_id, l.claim_id, l.invoice_id, l.kind)), 0)::bigint waived
      from charge_claim_line l) x
    window earlier as (partition by x.tenant_id, x.claim_id order by x.place rows between unbounded preceding and 1 preceding)) l
  join charge_claim c using (tenant_id, claim_id)
  left join lateral (
    select sum(a.amount)::bigint paid from allocation a
    where (a.tenant_id, a.invoice_id) = (c.tenant_id, c.item_id) and a.kind <> 'write-off') p on true;

-- The public face: one row per invoice and kind, minor units. `remaining` is what is still owed of what was claimed.
create view charge_line with (security_invoker = true) as
  select tenant_id, invoice_id, kind, currency, sum(claimed)::bigint claimed, sum(waived)::bigint waived,
         sum(waived_before)::bigint waived_before, sum(collected)::bigint collected,
         sum(claimed - waived - collected)::bigint remaining
  from (
    select tenant_id, invoice_id, kind, currency, claimed, waived, 0 waived_before, collected from charge_claim_state
    union all
    select tenant_id, invoice_id, kind, currency, 0, 0, amount, 0 from charge_waiver where claim_id is null) moves
  group by tenant_id, invoice_id, kind, currency;

create view charge_choice with (security_invoker = true) as
  select s.tenant_id, s.segment_id, coalesce(p.choice, 'show') choice
  from segment s left join charge_policy p using (tenant_id, segment_id);

grant select on charge_claim_state, charge_line, charge_choice to quittance_app;
