-- Matching recognises what the bank credits for a slip, or for a single cheque or bill of it.

alter table receipt_proposal
  add column deposit_id uuid,
  -- Only this one of the slip; null: all that waits on it.
  add column cheque_id uuid,
  add constraint cheque_is_on_a_slip check (cheque_id is null or deposit_id is not null);
-- Not checked on what is there: row-level security shows no tenant to a migration, and every value is null.
alter table receipt_proposal
  add foreign key (tenant_id, deposit_id) references cheque_deposit not valid,
  add foreign key (tenant_id, cheque_id) references cheque not valid;
create index receipt_proposal_slip on receipt_proposal (tenant_id, deposit_id) where deposit_id is not null;
create index cheque_line on cheque (tenant_id, line_id) where line_id is not null;
create index cheque_move_line on cheque_move (tenant_id, line_id) where line_id is not null;
