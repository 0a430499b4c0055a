-- What was sold, in the words of the invoice: the first reminder to a Belgian consumer must describe it (CDE art. XIX.2).
create table invoice_label (
  tenant_id uuid not null,
  invoice_id uuid not null,
  label text not null,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references invoice
);
call tenant_table('invoice_label', 'select, insert, update');

create view invoice_label_line with (security_invoker = true) as
  select tenant_id, invoice_id, label from invoice_label;
grant select on invoice_label_line to quittance_app;
