-- The plan is made at each call: one kept from when the books were small reads every invoice of the tenant for each batch
-- of a large import.
create or replace function move_open() returns trigger language plpgsql as $$
begin
  execute 'update invoice i set open = i.open - a.amount
    from (select tenant_id, invoice_id, sum(amount)::bigint amount from added group by tenant_id, invoice_id) a
    where i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id';
  return null;
end $$;
