-- Cheques lived with: every move can be taken back, a slip keeps what it listed, and follow-up sees what is on its way.

alter table cheque add column copy_type text check (copy_type in ('image/jpeg', 'image/png', 'application/pdf'));
alter table cheque_deposit add column kind text not null default 'cheque' check (kind in ('cheque', 'bill'));
create index cheque_state on cheque (tenant_id, state, ended_on desc, cheque_id);
create index cheque_of_deposit on cheque (tenant_id, deposit_id) where deposit_id is not null;

-- What a slip listed when it was handed over: a cheque that comes back and goes on another slip changes nothing here.
create table cheque_deposit_item (
  tenant_id uuid not null,
  deposit_id uuid not null,
  cheque_id uuid not null,
  position int not null,
  drawer text not null,
  number text,
  bank text,
  amount bigint not null check (amount > 0),
  -- Maturity of a bill.
  due_on date,
  -- Taken off the slip again before the bank had it.
  withdrawn boolean not null default false,
  primary key (tenant_id, deposit_id, cheque_id),
  foreign key (tenant_id, deposit_id) references cheque_deposit,
  foreign key (tenant_id, cheque_id) references cheque
);
create index cheque_deposit_item_cheque on cheque_deposit_item (tenant_id, cheque_id);

-- Each thing done with a cheque and how the cheque stood before, so that the last one can be taken back.
create table cheque_move (
  tenant_id uuid not null,
  cheque_id uuid not null,
  position int not null,
  -- The kind of its journal entry.
  kind text not null,
  -- cheque-decide.ts Cheque, amounts as text; null for the first announcement.
  before jsonb,
  -- The operation that moved money with it: what a bank line paid, or took back.
  line_id uuid,
  operation_id uuid,
  undone boolean not null default false,
  at timestamptz not null default now(),
  primary key (tenant_id, cheque_id, position),
  foreign key (tenant_id, cheque_id) references cheque,
  foreign key (tenant_id, line_id) references bank_line,
  foreign key (tenant_id, operation_id) references receipt_operation
);

-- A move may be taken back: then the cheque goes the same way the other way round.
create or replace function cheque_moves() returns trigger language plpgsql as $$
declare
  moves constant text[] := array[
    'announced received', 'announced lost', 'announced cancelled', 'received deposited', 'received lost',
    'received cancelled', 'deposited cleared', 'deposited bounced', 'deposited received', 'deposited lost',
    'cleared bounced', 'cleared deposited', 'bounced deposited', 'lost received'];
begin
  if new.state <> old.state and not (old.state || ' ' || new.state = any(moves) or new.state || ' ' || old.state = any(moves)) then
    raise exception 'cheque %: % cannot become %', old.cheque_id, old.state, new.state;
  end if;
  if (new.amount, new.currency, new.customer_id, new.kind) is distinct from (old.amount, old.currency, old.customer_id, old.kind)
     and old.state <> 'announced' then
    raise exception 'cheque %: what was received is not rewritten', old.cheque_id;
  end if;
  return new;
end $$;

call tenant_table('cheque_deposit_item', 'select, insert, update');
call tenant_table('cheque_move', 'select, insert, update');

-- The face for follow-up: what a customer has on its way, and until when it is reasonable to wait for it. A cheque that
-- lies in a drawer for ten days, or at the bank for fifteen, protects nobody any more; a bill does until its maturity, once it came back accepted.
create view cheque_expected with (security_invoker = true) as
  select c.tenant_id, c.customer_id, c.cheque_id, c.kind, c.state, c.amount, c.currency, c.number, c.announcements,
         c.due_on,
         case when c.state = 'announced' then case c.kind when 'cheque' then c.due_on else c.announced_on + 8 end
              when c.kind <> 'cheque' and c.due_on is not null then c.due_on + 5
              when c.state = 'received' then c.received_on + 10
              else d.on_day + 15 end until_on
  from cheque c left join cheque_deposit d using (tenant_id, deposit_id)
  where c.state in ('announced', 'received', 'deposited');
grant select on cheque_expected to quittance_app;
