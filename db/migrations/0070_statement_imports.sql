-- A bank file being taken in: read, matched, settled. What each stage did is written with it, so that a run that was killed
-- goes on where it was; the screens read how far it is.
create table statement_import (
  tenant_id uuid not null references tenant,
  import_id uuid not null,
  file_name text not null,
  file_sha256 bytea not null,
  -- The account a person named, for a file that names none.
  account text,
  apply text not null check (apply in ('certain', 'nothing')),
  state text not null check (state in ('running', 'done', 'stopped', 'refused')),
  stage text not null check (stage in ('reading', 'matching', 'settling', 'returns', 'finished')),
  -- How far this stage is, out of how many; 0 of 0 where nobody can tell.
  done int not null default 0,
  expected int not null default 0,
  -- receipts/model.ts ImportReport.
  report jsonb not null,
  actor jsonb not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, import_id)
);
create index statement_import_started on statement_import (tenant_id, started_at desc, import_id);
call tenant_table('statement_import', 'select, insert, update');
