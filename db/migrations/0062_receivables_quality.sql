-- How good our own invoices are, and the simple ones we issue: days that no document carries, what a customer asks for on
-- an invoice, findings, and gap-free numbers.

create table invoice_dates (
  tenant_id uuid not null,
  invoice_id uuid not null,
  ordered_on date,
  delivered_on date,
  posted_on date,
  received_on date,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references invoice
);

create table invoice_demand (
  tenant_id uuid not null,
  customer_id uuid not null,
  order_number boolean not null default false,
  addressee text,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customer
);

create table invoice_finding (
  tenant_id uuid not null,
  invoice_id uuid not null,
  code text not null,
  severity text not null check (severity in ('breach', 'doubt', 'advice')),
  article text,
  facts jsonb not null,
  -- Keeps the invoice out of the follow-up until it is mended or accepted.
  holds boolean not null default false,
  state text not null check (state in ('open', 'mended', 'accepted')),
  note text,
  found_on date not null,
  ended_on date,
  ended_by uuid,
  primary key (tenant_id, invoice_id, code),
  foreign key (tenant_id, invoice_id) references invoice
);
create index invoice_finding_open on invoice_finding (tenant_id, code, invoice_id) where state = 'open';

-- Paper numbers: gap-free per creditor, series and year. The row is locked until the document that takes a number commits.
create table paper_number (
  tenant_id uuid not null,
  creditor_id uuid not null,
  series text not null,
  year int not null,
  last int not null,
  primary key (tenant_id, creditor_id, series, year),
  foreign key (tenant_id, creditor_id) references creditor
);

call tenant_table('invoice_dates', 'select, insert, update');
call tenant_table('invoice_demand', 'select, insert, update');
call tenant_table('invoice_finding', 'select, insert, update');
call tenant_table('paper_number', 'select, insert, update');

-- Why the follow-up leaves an invoice alone.
create view invoice_hold with (security_invoker = true) as
  select tenant_id, invoice_id, min(code) code from invoice_finding where state = 'open' and holds group by tenant_id, invoice_id;

create view invoice_day with (security_invoker = true) as
  select tenant_id, invoice_id, ordered_on, delivered_on, posted_on, received_on from invoice_dates;

-- Retention of title: what is unpaid and says so in its terms. It binds when the customer accepted it before delivery.
create view retention_line with (security_invoker = true) as
  select i.tenant_id, i.invoice_id, i.creditor_id, i.customer_id, i.number, i.issue_on, i.due_on, i.currency, i.amount, i.open,
         t.version_label, t.accepted_on, d.delivered_on,
         case when t.accepted_on is null then 'not-accepted'
              when d.delivered_on is null then 'delivery-unknown'
              when t.accepted_on > d.delivered_on then 'accepted-late'
              else 'covered' end state
  from invoice i
  join invoice_terms t using (tenant_id, invoice_id)
  left join invoice_dates d using (tenant_id, invoice_id)
  where i.open > 0 and i.type_code <> '383' and (t.clauses ->> 'retentionOfTitle')::boolean;

grant select on invoice_hold, invoice_day, retention_line to quittance_app;
