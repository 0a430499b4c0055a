-- The batch a line was booked in, by the bank's reference: a batch that one file books in one sum and another lists in detail
-- is one movement.
alter table bank_line add column parent text;
create index bank_line_parent on bank_line (tenant_id, account_id, parent) where parent is not null;
create index bank_line_bank_reference on bank_line (tenant_id, account_id, bank_reference) where bank_reference is not null;
