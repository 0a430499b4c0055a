-- Which invoices were judged for quality. Terms may be resolved without judging, so their presence no longer tells.
create table invoice_check (
  tenant_id uuid not null,
  invoice_id uuid not null,
  checked_on date not null,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references invoice
);
-- The owner reads every tenant's rows for a moment, to note those that were judged so far.
alter table terms_invoice no force row level security;
insert into invoice_check select tenant_id, invoice_id, resolved_on from terms_invoice;
alter table terms_invoice force row level security;
call tenant_table('invoice_check', 'select, insert, update');
