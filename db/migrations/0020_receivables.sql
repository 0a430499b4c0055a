-- What is owed: invoices, credit notes and what reduced them. Money rows are never updated or deleted; only `open` moves,
-- and only the trigger below moves it, so that the sum of what is open is always invoices minus allocations.

create table invoice (
  tenant_id uuid not null,
  invoice_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  number text not null,
  kind text not null check (kind in ('invoice', 'credit-note')),
  -- UNTDID 1001: 380 invoice, 381 credit note, 384 corrected invoice, 386 prepayment…
  type_code text not null,
  issue_on date not null,
  due_on date not null,
  -- Where the due date comes from: written on the document, given by the list, or computed from the creditor's terms.
  due_origin text not null check (due_origin in ('document', 'list', 'terms')),
  currency char(3) not null,
  net bigint,
  tax bigint,
  -- Minor units, signed: a credit note is negative. `amount` is what was to be paid when it was issued.
  gross bigint not null,
  amount bigint not null,
  open bigint not null,
  payment_reference text,
  order_reference text,
  preceding text[] not null default '{}',
  document_sha256 bytea,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, invoice_id),
  unique (tenant_id, creditor_id, number),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, customer_id) references customer,
  constraint sign_follows_kind check (case kind when 'invoice' then true else amount <= 0 end),
  constraint open_within_amount check (open between least(amount, 0) and greatest(amount, 0))
);
-- The aged balance, the customer's open items and the follow-up all read this one, index-only.
create index invoice_open on invoice (tenant_id, customer_id, due_on)
  include (open, currency, creditor_id, invoice_id) where open <> 0;
create index invoice_customer on invoice (tenant_id, customer_id, issue_on);
create index invoice_issue on invoice (tenant_id, issue_on, invoice_id);
create index invoice_due on invoice (tenant_id, due_on, invoice_id);

create table allocation (
  tenant_id uuid not null,
  allocation_id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('receipt', 'credit-note', 'list', 'write-off')),
  -- The receipt, the credit note or the import that brought it.
  source_id uuid,
  -- Minor units, sign of the invoice it reduces; the opposite sign when `reverses` is set or a list reopens the invoice.
  amount bigint not null check (amount <> 0),
  -- The business day it counts from: what an aged balance of a past date replays.
  on_day date not null,
  reverses uuid,
  note text,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, allocation_id),
  unique (tenant_id, reverses),
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, reverses) references allocation
);
create index allocation_invoice on allocation (tenant_id, invoice_id) include (amount, on_day);
create index allocation_day on allocation (tenant_id, on_day) include (invoice_id, amount);

create function move_open() returns trigger language plpgsql as $$
begin
  update invoice i set open = i.open - a.amount
  from (select tenant_id, invoice_id, sum(amount)::bigint amount from added group by tenant_id, invoice_id) a
  where i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id;
  return null;
end $$;
create trigger allocation_moves_open after insert on allocation
  referencing new table as added for each statement execute function move_open();

-- What stands written on a money row stays written.
create function keep_amounts() returns trigger language plpgsql as $$
begin
  if (new.amount, new.gross, new.currency, new.number, new.creditor_id) is distinct from
     (old.amount, old.gross, old.currency, old.number, old.creditor_id) then
    raise exception 'invoice % cannot be rewritten: issue a credit note or a corrected invoice', old.number;
  end if;
  if new.open <> old.open and pg_trigger_depth() < 2 then
    raise exception 'invoice %: open moves only by an allocation', old.number;
  end if;
  return new;
end $$;
create trigger invoice_keeps_amounts before update on invoice for each row execute function keep_amounts();

-- The public face of this module: one row per item still open.
create view open_item with (security_invoker = true) as
  select tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on, currency, amount, open,
         payment_reference, document_sha256
  from invoice where open <> 0;

create table import_run (
  tenant_id uuid not null references tenant,
  import_id uuid not null,
  creditor_id uuid,
  file_name text not null,
  file_sha256 bytea not null,
  content text not null check (content in ('customers', 'invoices', 'documents')),
  mode text not null check (mode in ('delta', 'stock')),
  state text not null check (state in ('running', 'planned', 'to-confirm', 'applied', 'refused', 'stopped')),
  dry_run boolean not null,
  shape text,
  mapping jsonb,
  -- created, changed, cleared, ignored, errors, rows done and expected, totals before and after by currency.
  report jsonb not null default '{}',
  actor jsonb not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, import_id)
);
create index import_run_recent on import_run (tenant_id, started_at desc);

create table import_error (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number int not null,
  field text,
  code text not null,
  message text not null,
  cells jsonb not null,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references import_run
);

-- The columns of a file shape, remembered once someone confirmed them.
create table column_mapping (
  tenant_id uuid not null references tenant,
  shape text not null,
  mapping jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, shape)
);

call tenant_table('invoice', 'select, insert, update');
call tenant_table('allocation', 'select, insert');
call tenant_table('import_run', 'select, insert, update');
call tenant_table('import_error', 'select, insert, delete');
call tenant_table('column_mapping', 'select, insert, update');
grant select on open_item to quittance_app;
