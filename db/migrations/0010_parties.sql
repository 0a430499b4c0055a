-- Who owes and to whom: our legal entities, their customers, the people to reach, and the segments that choose a procedure.

create table creditor (
  tenant_id uuid not null references tenant,
  creditor_id uuid not null,
  code text not null,
  name text not null,
  legal_form text,
  country char(2) not null,
  language text not null check (language in ('fr', 'nl', 'en', 'de')),
  time_zone text not null default 'Europe/Paris',
  currency char(3) not null default 'EUR',
  siren text,
  vat_number text,
  enterprise_number text,
  street text,
  street2 text,
  postcode text,
  city text,
  email text,
  phone text,
  signatory text,
  logo_sha256 bytea,
  -- Days after the issue date when a document gives no due date; null means "ask", never a guess.
  payment_days int check (payment_days between 0 and 365),
  primary key (tenant_id, creditor_id),
  unique (tenant_id, code)
);

create table creditor_account (
  tenant_id uuid not null,
  creditor_id uuid not null,
  iban text not null,
  bic text,
  label text,
  position int not null default 0,
  primary key (tenant_id, creditor_id, iban),
  foreign key (tenant_id, creditor_id) references creditor
);

create table customer_group (
  tenant_id uuid not null references tenant,
  group_id uuid not null,
  name text not null,
  primary key (tenant_id, group_id),
  unique (tenant_id, name)
);

-- A segment is found by its rule, first match by position; `procedure` names the follow-up it gets.
create table segment (
  tenant_id uuid not null references tenant,
  segment_id uuid not null,
  code text not null,
  name text not null,
  position int not null,
  rule jsonb not null,
  primary key (tenant_id, segment_id),
  unique (tenant_id, code)
);

create table customer (
  tenant_id uuid not null,
  customer_id uuid not null,
  creditor_id uuid not null,
  ref text not null,
  name text not null,
  -- kernel/text.ts plainName(name): what search and matching read.
  name_plain text not null,
  -- unknown is treated as private wherever law is at stake.
  kind text not null check (kind in ('company', 'public', 'private', 'unknown')),
  size text check (size in ('large', 'small')),
  country char(2) not null,
  language text not null check (language in ('fr', 'nl', 'en', 'de')),
  siren text,
  siret text,
  vat_number text,
  enterprise_number text,
  street text,
  street2 text,
  postcode text,
  city text,
  group_id uuid,
  segment_id uuid,
  -- Set by a person; the rule then leaves this customer alone.
  segment_fixed boolean not null default false,
  collector_id uuid,
  paused_until date,
  pause_reason text,
  note text,
  -- What the last imported list said of this customer: a list changes only what it says differently from last time, so
  -- that what a person corrected here survives the next import of the same list.
  listed jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  unique (tenant_id, creditor_id, ref),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, group_id) references customer_group,
  foreign key (tenant_id, segment_id) references segment
);
create index customer_name on customer (tenant_id, name_plain);
create index customer_siren on customer (tenant_id, siren) where siren is not null;
create index customer_collector on customer (tenant_id, collector_id) where collector_id is not null;

create table contact (
  tenant_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  name text not null,
  role text not null check (role in ('accounts-payable', 'decision-maker', 'sales', 'legal')),
  email text,
  phone text,
  language text check (language in ('fr', 'nl', 'en', 'de')),
  position int not null default 0,
  -- Set when a message came back; the address is not used again until someone corrects it.
  bounced_at timestamptz,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, customer_id) references customer
);
create index contact_customer on contact (tenant_id, customer_id, position);
create index contact_email on contact (tenant_id, lower(email)) where email is not null;

call tenant_table('creditor', 'select, insert, update');
call tenant_table('creditor_account', 'select, insert, update, delete');
call tenant_table('customer_group', 'select, insert, update');
call tenant_table('segment', 'select, insert, update, delete');
call tenant_table('customer', 'select, insert, update');
call tenant_table('contact', 'select, insert, update, delete');
