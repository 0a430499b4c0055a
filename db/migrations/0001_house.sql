-- The house: what every module stands on. Tenants, the journal, files and the memory of repeated requests.
-- The role quittance_app (no login, owns nothing, bypasses nothing) is made before the first migration, by platform/db/roles.ts.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- The application gets what a migration grants it, table by table, and nothing by being there first.
revoke create on schema public from public;
alter default privileges revoke execute on routines from public;
grant usage on schema public to quittance_app;

-- Every tenant table is protected the same way; the tidy test checks that none was forgotten.
create procedure tenant_table(name regclass, rights text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s using (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
  execute format('grant %s on %s to quittance_app', rights, name);
end $$;

-- Shared list: who rents a flat in this house. The worker reads it to know whom to work for.
create table tenant (
  tenant_id uuid primary key,
  name text not null,
  country char(2) not null,
  time_zone text not null default 'Europe/Paris',
  language text not null default 'fr' check (language in ('fr', 'nl', 'en', 'de')),
  created_at timestamptz not null default now()
);
grant select, insert, update on tenant to quittance_app;

-- What happened, in order, each entry sealed by the hash of the one before. Nobody updates or deletes here.
-- There is no foreign key to tenant: the writer holds the tenant's row of journal_head, which has one, and a check per
-- entry would cost more than the entry.
create table journal (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor jsonb not null,
  customer_id uuid,
  kind text not null,
  data jsonb not null,
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (tenant_id, seq)
);
create index journal_customer on journal (tenant_id, customer_id, seq) where customer_id is not null;

-- The last entry of each tenant: locking its row is what makes the numbers gap-free and the chain unbroken.
create table journal_head (
  tenant_id uuid primary key references tenant,
  seq bigint not null,
  hash bytea not null check (octet_length(hash) = 32)
);

-- A file is its content: the same bytes are kept once per tenant, whatever names they came under.
create table file (
  tenant_id uuid not null references tenant,
  sha256 bytea not null check (octet_length(sha256) = 32),
  media_type text not null,
  name text not null,
  size int not null,
  content bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, sha256)
);
-- PDF and XLSX are compressed already.
alter table file alter column content set storage external;

-- What was answered to a request that carried an Idempotency-Key; `status` is null while the first one is still at work.
create table idempotency_key (
  tenant_id uuid not null references tenant,
  key text not null,
  request_hash bytea not null,
  status int,
  body text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
create index idempotency_key_age on idempotency_key (tenant_id, created_at);

call tenant_table('journal', 'select, insert');
call tenant_table('journal_head', 'select, insert, update');
call tenant_table('file', 'select, insert');
call tenant_table('idempotency_key', 'select, insert, update, delete');
