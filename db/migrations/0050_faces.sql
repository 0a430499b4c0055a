-- The public faces of the modules: other modules' SQL reads these views, never the tables behind them.

create view customer_card with (security_invoker = true) as
  select c.tenant_id, c.customer_id, c.creditor_id, cr.code creditor_code, c.ref, c.name, c.name_plain, c.kind, c.size,
         c.country, c.language, c.siren, c.siret, c.vat_number, c.enterprise_number,
         c.street, c.street2, c.postcode, c.city, (c.street is not null and c.city is not null) has_address,
         c.group_id, g.name group_name, c.segment_id, s.code segment_code, s.name segment_name, c.collector_id,
         c.paused_until, c.pause_reason
  from customer c
  join creditor cr using (tenant_id, creditor_id)
  left join customer_group g using (tenant_id, group_id)
  left join segment s using (tenant_id, segment_id);

create view creditor_card with (security_invoker = true) as
  select c.*, a.iban, a.bic
  from creditor c
  left join lateral (
    select iban, bic from creditor_account x where (x.tenant_id, x.creditor_id) = (c.tenant_id, c.creditor_id)
    order by position, iban limit 1) a on true;

create view segment_face with (security_invoker = true) as
  select tenant_id, segment_id, code segment_code, name segment_name, position from segment;

-- The person to write to and the person to call: accounts payable first, then by position.
create view contact_best with (security_invoker = true) as
  select distinct on (tenant_id, customer_id, way)
         tenant_id, customer_id, way, contact_id, name, role, address, language
  from (
    select tenant_id, customer_id, contact_id, name, role, position, language, 'email' way, email address
    from contact where email is not null and bounced_at is null
    union all
    select tenant_id, customer_id, contact_id, name, role, position, language, 'phone', phone
    from contact where phone is not null
  ) ways
  order by tenant_id, customer_id, way, (role <> 'accounts-payable'), position, contact_id;

create view invoice_line with (security_invoker = true) as
  select i.*, c.ref customer_ref, c.name customer_name, c.name_plain customer_name_plain, c.segment_id, c.collector_id,
         c.group_id, cr.code creditor_code
  from invoice i
  join customer c using (tenant_id, customer_id)
  join creditor cr on cr.tenant_id = i.tenant_id and cr.creditor_id = i.creditor_id;

create view allocation_line with (security_invoker = true) as
  select tenant_id, allocation_id, invoice_id, kind, amount, on_day, reverses from allocation;

create view message_line with (security_invoker = true) as
  select tenant_id, message_id, creditor_id, customer_id, channel, state, registered, scenario_id, step, cycle, template, language,
         recipient, subject, total, currency, decided_on, sent_at, reason
  from message;

create view follow_up_line with (security_invoker = true) as
  select tenant_id, customer_id, next_on, outcome, reason, facts, scenario_id, step, decided_on, last_contact_on from follow_up;

create view invoice_step_line with (security_invoker = true) as
  select tenant_id, invoice_id, customer_id, step, rank, on_day from invoice_step;

create view task_line with (security_invoker = true) as
  select tenant_id, task_id, customer_id, kind, state, due_on, step, total, currency, days_late, outcome, done_at from task;

grant select on creditor_card, customer_card, segment_face, contact_best, invoice_line, allocation_line, message_line, follow_up_line,
  invoice_step_line, task_line to quittance_app;
