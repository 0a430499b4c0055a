-- On what ground a line is proposed: money the books have already is no new money of the customer.
create or replace view receipt_line with (security_invoker = true) as
  select l.tenant_id, l.line_id, l.account_id, l.booked_on, l.amount, l.currency, l.name, l.name_plain, l.iban, l.remittance,
         l.returned, l.placed, l.on_account, l.placed = l.amount done, p.verdict, p.customer_id, p.pass
  from bank_line l left join receipt_proposal p using (tenant_id, line_id)
  where l.amount > 0 or l.returned is not null;
