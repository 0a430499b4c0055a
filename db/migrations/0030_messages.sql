-- What leaves the house. The unique key makes a second message for the same step impossible, whatever calls twice.

create table message (
  tenant_id uuid not null,
  message_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  channel text not null check (channel in ('email', 'letter')),
  state text not null check (state in
    ('to-approve', 'queued', 'sending', 'sent', 'failed', 'doubtful', 'cancelled')),
  -- Which follow-up asked for it; null for a message written by hand.
  scenario_id uuid,
  step text,
  -- The invoice that made the step due: an invoice never makes the same step due twice.
  cycle uuid,
  template text not null,
  registered boolean not null default false,
  language text not null,
  recipient text not null,
  subject text,
  total bigint not null,
  currency char(3) not null,
  decided_on date not null,
  -- RFC 5322 Message-ID, fixed before anything leaves, so that a crash can be looked up.
  mail_id text,
  -- The exact bytes that left: the mail as sent, or the letter's PDF.
  content_sha256 bytea,
  reply text,
  reason text,
  attempts int not null default 0,
  approved_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (tenant_id, message_id),
  unique (tenant_id, customer_id, scenario_id, step, cycle),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, customer_id) references customer
);
create index message_customer on message (tenant_id, customer_id, created_at desc);
create index message_pending on message (tenant_id, state, created_at)
  where state in ('to-approve', 'queued', 'sending', 'failed', 'doubtful');
create index message_day on message (tenant_id, decided_on, message_id);

create table message_item (
  tenant_id uuid not null,
  message_id uuid not null,
  invoice_id uuid not null,
  open bigint not null,
  due_on date not null,
  primary key (tenant_id, message_id, invoice_id),
  foreign key (tenant_id, message_id) references message,
  foreign key (tenant_id, invoice_id) references invoice
);
create index message_item_invoice on message_item (tenant_id, invoice_id);

-- The moves a message may make. sent, cancelled are final; failed and doubtful wait for a person.
create function message_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('to-approve', 'queued'), ('to-approve', 'cancelled'),
    ('queued', 'sending'), ('queued', 'cancelled'), ('queued', 'failed'),
    ('sending', 'sent'), ('sending', 'failed'), ('sending', 'queued'), ('sending', 'doubtful'), ('sending', 'cancelled'),
    ('doubtful', 'sent'), ('doubtful', 'queued'), ('doubtful', 'cancelled'),
    ('failed', 'queued'), ('failed', 'cancelled')
  ) then
    raise exception 'message %: % cannot become %', old.message_id, old.state, new.state;
  end if;
  if new.changed_at = old.changed_at then new.changed_at := now(); end if;
  return new;
end $$;
create trigger message_moves before update on message for each row execute function message_moves();

call tenant_table('message', 'select, insert, update');
call tenant_table('message_item', 'select, insert');
