-- A day's run writes hundreds of thousands of message items and invoice steps. A foreign key looks up and locks the row it
-- names once for each of them, which took a third of the run's database time. Nobody may delete an invoice or a message
-- here, so that lock protects nothing: it is enough to see once per statement that what is named exists.

alter table message_item drop constraint message_item_tenant_id_message_id_fkey;
alter table message_item drop constraint message_item_tenant_id_invoice_id_fkey;
alter table invoice_step drop constraint invoice_step_tenant_id_invoice_id_fkey;
alter table invoice_step drop constraint invoice_step_tenant_id_customer_id_fkey;

-- Each check is planned at each call: a plan kept from the day the tables were empty would read them whole. The tenant is
-- left to row-level security, which lets nobody name another tenant's rows: said twice, the planner believes that the
-- tenant alone finds the row and walks a whole index for each.
create function message_items_name_what_exists() returns trigger language plpgsql as $$
declare
  astray bool;
begin
  execute 'select exists (
      select from (select distinct message_id from added) a
      where not exists (select from message m where m.message_id = a.message_id))
    or exists (
      select from added a
      where not exists (select from invoice i where i.invoice_id = a.invoice_id))'
    into astray;
  if astray then
    raise foreign_key_violation using message = 'a message item names a message or an invoice that does not exist';
  end if;
  return null;
end $$;
create trigger message_items_name_what_exists after insert on message_item
  referencing new table as added for each statement execute function message_items_name_what_exists();

-- The customer is the invoice's own: a step cannot be written for somebody else's invoice either.
create function invoice_steps_name_what_exists() returns trigger language plpgsql as $$
declare
  astray bool;
begin
  execute 'select exists (
      select from added a
      where not exists (
        select from invoice i where i.invoice_id = a.invoice_id and i.customer_id = a.customer_id))'
    into astray;
  if astray then
    raise foreign_key_violation using message = 'a step names an invoice that this customer does not have';
  end if;
  return null;
end $$;
create trigger invoice_steps_name_what_exists after insert on invoice_step
  referencing new table as added for each statement execute function invoice_steps_name_what_exists();
