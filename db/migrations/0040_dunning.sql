-- Follow-up: the scenario of each segment, where each customer stands, and what people have to do.

create table scenario (
  tenant_id uuid not null references tenant,
  scenario_id uuid not null,
  segment_id uuid,
  name text not null,
  version int not null,
  -- dunning/model.ts Scenario: steps and limits, checked by its schema before it is written.
  definition jsonb not null,
  active boolean not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, scenario_id),
  foreign key (tenant_id, segment_id) references segment
);
create unique index scenario_active on scenario (tenant_id, segment_id) where active;

-- One row per customer who ever had something open. The nightly run reads only rows whose next_on has come.
create table follow_up (
  tenant_id uuid not null,
  customer_id uuid not null,
  next_on date,
  outcome text not null check (outcome in ('new', 'message', 'call', 'wait', 'hold')),
  reason text not null,
  facts jsonb not null default '{}',
  scenario_id uuid,
  step text,
  decided_on date,
  last_contact_on date,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customer
);
create index follow_up_next on follow_up (tenant_id, next_on, customer_id) where next_on is not null;
create index follow_up_held on follow_up (tenant_id, reason, customer_id) where outcome = 'hold';

-- How far each invoice has come: reminding one never makes another be forgotten.
create table invoice_step (
  tenant_id uuid not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  step text not null,
  -- Place of the step in its scenario, so that a higher one is never followed by a lower one.
  rank int not null,
  on_day date not null,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, customer_id) references customer
);
create index invoice_step_customer on invoice_step (tenant_id, customer_id);

create table task (
  tenant_id uuid not null,
  task_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('call', 'check-platform', 'legal', 'find-out-kind', 'find-address')),
  state text not null check (state in ('open', 'done', 'skipped')),
  due_on date not null,
  scenario_id uuid,
  step text,
  cycle uuid,
  total bigint not null,
  currency char(3) not null,
  days_late int not null,
  facts jsonb not null default '{}',
  outcome text,
  note text,
  done_by uuid,
  done_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, task_id),
  unique (tenant_id, customer_id, scenario_id, step, cycle),
  foreign key (tenant_id, customer_id) references customer
);
create index task_open on task (tenant_id, due_on, task_id) where state = 'open';
create index task_customer on task (tenant_id, customer_id, created_at desc);

-- How far into the journal the follow-up has read: an entry about a customer means "look again", nothing more.
create table follow_up_cursor (
  tenant_id uuid not null references tenant,
  journal_seq bigint not null,
  primary key (tenant_id)
);

call tenant_table('scenario', 'select, insert, update');
call tenant_table('follow_up', 'select, insert, update');
call tenant_table('invoice_step', 'select, insert, update');
call tenant_table('task', 'select, insert, update');
call tenant_table('follow_up_cursor', 'select, insert, update');
