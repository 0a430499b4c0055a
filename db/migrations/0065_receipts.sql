-- Money in: bank accounts, their statements and lines, what each line pays, what was learned from it, and cheques.
-- Nothing here is rewritten: a part of a line is taken back by an opposite part, as an allocation is by an opposite one.

create table bank_account (
  tenant_id uuid not null references tenant,
  account_id uuid not null,
  -- The account as the statements name it: an IBAN, or the national number where the bank gives no more.
  number text not null,
  currency char(3) not null,
  -- Null until somebody says whose account it is.
  creditor_id uuid,
  label text,
  -- A statement is expected at least every so many days; older, and what we know of payments is stale.
  rhythm_days int not null default 3 check (rhythm_days between 1 and 366),
  created_at timestamptz not null default now(),
  primary key (tenant_id, account_id),
  unique (tenant_id, number, currency),
  foreign key (tenant_id, creditor_id) references creditor
);

create table bank_statement (
  tenant_id uuid not null,
  statement_id uuid not null,
  account_id uuid not null,
  -- Balances, period, count and total: the same statement sent again, in the same or another format, has the same key.
  content_key bytea not null check (octet_length(content_key) = 32),
  number text,
  format text not null,
  file_name text not null,
  file_sha256 bytea not null,
  opening bigint,
  opening_on date,
  closing bigint,
  closing_on date,
  -- First and last day of what it lists; a statement without movement has the days of its balances.
  from_on date,
  to_on date,
  balanced boolean,
  lines int not null,
  new_lines int not null,
  warnings jsonb not null default '[]',
  imported_at timestamptz not null default now(),
  primary key (tenant_id, statement_id),
  unique (tenant_id, account_id, content_key),
  foreign key (tenant_id, account_id) references bank_account
);
create index bank_statement_account on bank_statement (tenant_id, account_id, to_on);

create table bank_line (
  tenant_id uuid not null,
  line_id uuid not null,
  account_id uuid not null,
  -- The statement that brought it first.
  statement_id uuid not null,
  -- What the bank said of it, and its rank among lines of which the bank said the same in one statement.
  content_key bytea not null check (octet_length(content_key) = 32),
  booked_on date not null,
  value_on date,
  -- Minor units; negative for money that left.
  amount bigint not null check (amount <> 0),
  currency char(3) not null,
  name text,
  -- kernel/text.ts plainName(name): what search reads.
  name_plain text,
  iban text,
  remittance text,
  structured_reference text,
  end_to_end_id text,
  bank_reference text,
  code text,
  -- Why the bank sent it back, when it is a return or a reject.
  returned text,
  raw text,
  -- How much of it has its place, moved by its parts only.
  placed bigint not null default 0,
  on_account bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, line_id),
  unique (tenant_id, account_id, content_key),
  foreign key (tenant_id, account_id) references bank_account,
  foreign key (tenant_id, statement_id) references bank_statement,
  constraint placed_within_amount check (placed between least(amount, 0) and greatest(amount, 0)),
  constraint on_account_within_placed check (on_account between least(placed, 0) and greatest(placed, 0))
);
-- What waits for somebody: money received that has no place, and returns whose receipt was not found.
create index bank_line_waiting on bank_line (tenant_id, booked_on, line_id)
  where placed <> amount and (amount > 0 or returned is not null);
create index bank_line_day on bank_line (tenant_id, booked_on, line_id);
create index bank_line_account on bank_line (tenant_id, account_id, booked_on);
create index bank_line_reference on bank_line (tenant_id, end_to_end_id) where end_to_end_id is not null;

-- What one line probably pays: the last answer of matching, thrown away and made again at will.
create table receipt_proposal (
  tenant_id uuid not null,
  line_id uuid not null,
  verdict text not null check (verdict in ('certain', 'likely', 'to-sort')),
  pass text,
  customer_id uuid,
  -- model.ts Part[] and Evidence[], amounts as text.
  parts jsonb not null,
  evidence jsonb not null,
  on_account bigint not null default 0,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, line_id),
  foreign key (tenant_id, line_id) references bank_line,
  foreign key (tenant_id, customer_id) references customer
);
create index receipt_proposal_verdict on receipt_proposal (tenant_id, verdict, line_id);
create index receipt_proposal_customer on receipt_proposal (tenant_id, customer_id) where customer_id is not null;

-- One thing done with a line, by a person or by the machine; undoing it takes all its parts back at once.
create table receipt_operation (
  tenant_id uuid not null,
  operation_id uuid not null,
  line_id uuid not null,
  kind text not null check (kind in ('applied', 'confirmed', 'split', 'on-account', 'not-ours', 'returned', 'undone')),
  actor jsonb not null,
  reason text,
  -- The receipt that a return takes back: nothing more is done with it while the return stands.
  takes_back uuid,
  -- The operation that this one undoes: an operation is undone once.
  undoes uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, operation_id),
  unique (tenant_id, undoes),
  foreign key (tenant_id, line_id) references bank_line,
  foreign key (tenant_id, undoes) references receipt_operation,
  foreign key (tenant_id, takes_back) references bank_line
);
create index receipt_operation_line on receipt_operation (tenant_id, line_id, at);
create index receipt_operation_taken on receipt_operation (tenant_id, takes_back) where takes_back is not null;

create table receipt_part (
  tenant_id uuid not null,
  part_id uuid not null,
  operation_id uuid not null,
  line_id uuid not null,
  -- An invoice, money kept for a customer, an amount given up (which takes nothing of the line), or not a customer's.
  kind text not null check (kind in ('invoice', 'on-account', 'write-off', 'elsewhere')),
  customer_id uuid,
  invoice_id uuid,
  allocation_id uuid,
  amount bigint not null check (amount <> 0),
  on_day date not null,
  reverses uuid,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, part_id),
  unique (tenant_id, reverses),
  foreign key (tenant_id, operation_id) references receipt_operation,
  foreign key (tenant_id, line_id) references bank_line,
  foreign key (tenant_id, customer_id) references customer,
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, allocation_id) references allocation,
  foreign key (tenant_id, reverses) references receipt_part,
  constraint part_names_its_place check (
    (kind in ('invoice', 'write-off')) = (allocation_id is not null) and (allocation_id is null) = (invoice_id is null)
    and (kind = 'elsewhere' or customer_id is not null))
);
create index receipt_part_line on receipt_part (tenant_id, line_id);
create index receipt_part_operation on receipt_part (tenant_id, operation_id);
create index receipt_part_customer on receipt_part (tenant_id, customer_id, on_day) where customer_id is not null;
create index receipt_part_invoice on receipt_part (tenant_id, invoice_id) where invoice_id is not null;

create function place_parts() returns trigger language plpgsql as $$
begin
  update bank_line l set placed = l.placed + a.placed, on_account = l.on_account + a.on_account
  from (
    select tenant_id, line_id, coalesce(sum(amount) filter (where kind <> 'write-off'), 0)::bigint placed,
           coalesce(sum(amount) filter (where kind = 'on-account'), 0)::bigint on_account
    from added group by tenant_id, line_id) a
  where l.tenant_id = a.tenant_id and l.line_id = a.line_id;
  return null;
end $$;
create trigger receipt_part_places after insert on receipt_part
  referencing new table as added for each statement execute function place_parts();

-- A part and its allocation are one movement: same invoice, same amount. A reversing part is the opposite of its part.
create function parts_agree() returns trigger language plpgsql as $$
declare
  astray bool;
begin
  execute 'select exists (
      select from added a where a.allocation_id is not null and not exists (
        select from allocation x where x.allocation_id = a.allocation_id and x.invoice_id = a.invoice_id
          and x.amount = a.amount and x.source_id = a.line_id))
    or exists (
      select from added a where a.reverses is not null and not exists (
        select from receipt_part p where p.part_id = a.reverses and p.amount = -a.amount and p.kind = a.kind
          and p.line_id = a.line_id and p.customer_id is not distinct from a.customer_id
          and p.invoice_id is not distinct from a.invoice_id))'
    into astray;
  if astray then
    raise integrity_constraint_violation using message = 'a part of a receipt does not agree with its allocation or with the part it takes back';
  end if;
  return null;
end $$;
create trigger receipt_part_agrees after insert on receipt_part
  referencing new table as added for each statement execute function parts_agree();

create function keep_lines() returns trigger language plpgsql as $$
begin
  if (new.amount, new.currency, new.booked_on, new.account_id, new.content_key, new.raw) is distinct from
     (old.amount, old.currency, old.booked_on, old.account_id, old.content_key, old.raw) then
    raise exception 'a bank line stays as the bank gave it';
  end if;
  if (new.placed, new.on_account) is distinct from (old.placed, old.on_account) and pg_trigger_depth() < 2 then
    raise exception 'what a bank line has placed moves only by its parts';
  end if;
  return new;
end $$;
create trigger bank_line_stays before update on bank_line for each row execute function keep_lines();

-- What confirmations taught: an account or a name that pays for a customer. A correction forgets it.
create table known_payer (
  tenant_id uuid not null,
  kind text not null check (kind in ('iban', 'alias')),
  value text not null,
  customer_id uuid not null,
  operation_id uuid not null,
  confirmed int not null default 1,
  learned_at timestamptz not null default now(),
  primary key (tenant_id, kind, value, customer_id),
  foreign key (tenant_id, customer_id) references customer,
  foreign key (tenant_id, operation_id) references receipt_operation
);
create index known_payer_customer on known_payer (tenant_id, customer_id);

-- A pile of cheques or bills handed to the bank on one slip.
create table cheque_deposit (
  tenant_id uuid not null,
  deposit_id uuid not null,
  account_id uuid not null,
  number text not null,
  on_day date not null,
  total bigint not null check (total > 0),
  currency char(3) not null,
  primary key (tenant_id, deposit_id),
  unique (tenant_id, account_id, number),
  foreign key (tenant_id, account_id) references bank_account
);

-- A cheque, a bill or a promissory note on its way. Received is not paid: only the bank's line settles an invoice.
create table cheque (
  tenant_id uuid not null,
  cheque_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('cheque', 'lcr', 'draft', 'promissory-note')),
  state text not null check (state in ('announced', 'received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled')),
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  number text,
  bank text,
  drawn_on date,
  announced_on date,
  -- How many times it was said to be on its way: the second time a number or a copy is asked for.
  announcements int not null default 0,
  -- When to look: three days after an announcement; the maturity of a bill.
  due_on date,
  received_on date,
  signed boolean,
  copy_sha256 bytea,
  deposit_id uuid,
  -- The bank's line that paid it, and the one that took it back.
  line_id uuid,
  ended_on date,
  bounce_reason text,
  bounce_cost bigint check (bounce_cost >= 0),
  note text,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, cheque_id),
  foreign key (tenant_id, customer_id) references customer,
  foreign key (tenant_id, deposit_id) references cheque_deposit,
  foreign key (tenant_id, line_id) references bank_line
);
create index cheque_open on cheque (tenant_id, due_on, cheque_id) where state in ('announced', 'received', 'deposited');
create index cheque_customer on cheque (tenant_id, customer_id, created_at desc);

create function cheque_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('announced', 'received'), ('announced', 'lost'), ('announced', 'cancelled'),
    ('received', 'deposited'), ('received', 'lost'), ('received', 'cancelled'),
    ('deposited', 'cleared'), ('deposited', 'bounced'), ('deposited', 'received'), ('deposited', 'lost'),
    ('cleared', 'bounced'), ('cleared', 'deposited'), ('bounced', 'deposited'), ('lost', 'received')
  ) then
    raise exception 'cheque %: % cannot become %', old.cheque_id, old.state, new.state;
  end if;
  if (new.amount, new.currency, new.customer_id, new.kind) is distinct from (old.amount, old.currency, old.customer_id, old.kind)
     and old.state <> 'announced' then
    raise exception 'cheque %: what was received is not rewritten', old.cheque_id;
  end if;
  return new;
end $$;
create trigger cheque_moves before update on cheque for each row execute function cheque_moves();

call tenant_table('bank_account', 'select, insert, update');
call tenant_table('bank_statement', 'select, insert');
call tenant_table('bank_line', 'select, insert, update');
call tenant_table('receipt_proposal', 'select, insert, update, delete');
call tenant_table('receipt_operation', 'select, insert');
call tenant_table('receipt_part', 'select, insert');
call tenant_table('known_payer', 'select, insert, update, delete');
call tenant_table('cheque_deposit', 'select, insert, update');
call tenant_table('cheque', 'select, insert, update');

-- The public faces of this module.

-- Each account with the day its books are known to. Continuity is read in the order of the balances, whatever order the
-- files came in: a statement that does not open where the one before it closed hides one between them.
create view bank_account_card with (security_invoker = true) as
  select a.tenant_id, a.account_id, a.number, a.currency, a.creditor_id, a.label, a.rhythm_days, s.known_to, s.statements,
         s.gaps, last.closing, last.closing_on
  from bank_account a
  left join lateral (
    select max(coalesce(closing_on, to_on)) known_to, count(*)::int statements, count(*) filter (where gap)::int gaps
    from (
      select closing_on, to_on, opening is distinct from lag(closing) over w and lag(closing) over w is not null
             and opening is not null gap
      from bank_statement b where (b.tenant_id, b.account_id) = (a.tenant_id, a.account_id)
      window w as (order by coalesce(closing_on, to_on), coalesce(opening_on, from_on), statement_id)) b) s on true
  left join lateral (
    select closing, closing_on from bank_statement b
    where (b.tenant_id, b.account_id) = (a.tenant_id, a.account_id) and closing is not null
    order by coalesce(closing_on, to_on) desc, statement_id desc limit 1) last on true;

create view receipt_line with (security_invoker = true) as
  select l.tenant_id, l.line_id, l.account_id, l.booked_on, l.amount, l.currency, l.name, l.name_plain, l.iban, l.remittance,
         l.returned, l.placed, l.on_account, l.placed = l.amount done, p.verdict, p.customer_id
  from bank_line l left join receipt_proposal p using (tenant_id, line_id)
  where l.amount > 0 or l.returned is not null;

-- What a customer's receipts did: the client page, and scoring.
create view customer_receipt with (security_invoker = true) as
  select p.tenant_id, p.part_id, p.customer_id, p.line_id, p.kind, p.invoice_id, p.allocation_id, p.amount, p.on_day, p.reverses,
         l.currency, l.booked_on
  from receipt_part p join bank_line l using (tenant_id, line_id) where p.customer_id is not null;

-- Money a customer has with us that pays nothing yet.
create view customer_credit with (security_invoker = true) as
  select p.tenant_id, p.customer_id, l.currency, sum(p.amount)::bigint amount
  from receipt_part p join bank_line l using (tenant_id, line_id)
  where p.kind = 'on-account' group by p.tenant_id, p.customer_id, l.currency having sum(p.amount) <> 0;

-- Payments that came back: returned transfers and direct debits, bounced cheques and bills.
create view payment_incident with (security_invoker = true) as
  select p.tenant_id, p.customer_id, l.booked_on on_day, 'returned' kind, l.returned reason, -sum(p.amount)::bigint amount, l.currency
  from receipt_part p
  join bank_line l using (tenant_id, line_id)
  where l.amount < 0 and p.customer_id is not null
  group by p.tenant_id, p.customer_id, l.booked_on, l.returned, l.currency, l.line_id having sum(p.amount) < 0
  union all
  select tenant_id, customer_id, ended_on, kind, bounce_reason, amount, currency from cheque c
  where state = 'bounced' and line_id is null;

-- Cheques and bills that somebody has to look at, with the day.
create view cheque_due with (security_invoker = true) as
  select tenant_id, cheque_id, customer_id, kind, state, amount, currency, number, due_on, announcements from cheque
  where state in ('announced', 'received', 'deposited') and due_on is not null;

grant select on bank_account_card, receipt_line, customer_receipt, customer_credit, payment_incident, cheque_due to quittance_app;
