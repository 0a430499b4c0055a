-- Who may enter. People belong to no tenant: one person may work for several, so the tables of the sign-in library
-- (schema auth) are shared. What a person may do for a tenant is the tenant's own business: member, api_key.

create schema auth;
grant usage on schema auth to quittance_app;

create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  language text not null default 'fr',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  -- The tenant this session works for; null until one is chosen.
  tenant_id uuid references tenant,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_user on auth.session (user_id);

create table auth.account (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_of_user on auth.account (user_id);

create table auth.verification (
  -- Text, because the library also reserves rows under names of its own.
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

-- The key that signs session cookies, made by whichever process comes first.
create table auth.secret (
  single boolean primary key default true check (single),
  value text not null
);

-- Sign-in tries by address, to slow down guessing.
create table auth.attempt (
  key text primary key,
  tries int not null,
  since timestamptz not null
);

grant select, insert, update, delete on all tables in schema auth to quittance_app;

create table member (
  tenant_id uuid not null references tenant,
  user_id uuid not null references auth."user",
  role text not null check (role in ('collector', 'credit-manager', 'director', 'administrator')),
  active boolean not null default true,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index member_user on member (user_id);

create table api_key (
  tenant_id uuid not null references tenant,
  api_key_id uuid not null,
  name text not null,
  role text not null check (role in ('collector', 'credit-manager', 'director', 'administrator')),
  -- Only the hash is kept; `start` lets people recognise the key.
  secret_sha256 bytea not null,
  start text not null,
  created_by uuid references auth."user",
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, api_key_id),
  unique (tenant_id, secret_sha256)
);

call tenant_table('member', 'select, insert, update');
call tenant_table('api_key', 'select, insert, update');

-- Signing in asks "for whom does this person work?" before any tenant is known: then the person is set instead of the
-- tenant, and sees their own memberships only. With neither set, the query is an error like everywhere.
drop policy tenant on member;
create policy tenant on member using (
  case when coalesce(current_setting('app.user', true), '') <> ''
    then user_id = current_setting('app.user')::uuid
    else tenant_id = current_setting('app.tenant')::uuid end);

-- The people of a tenant by name: the public face of this module.
create view person with (security_invoker = true) as
  select m.tenant_id, m.user_id, u.name, u.email, m.role, m.active from member m join auth."user" u on u.id = m.user_id;
grant select on person to quittance_app;
