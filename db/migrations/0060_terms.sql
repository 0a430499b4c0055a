-- Rates of the law, and the register of terms of sale: what was agreed, with whom, proven how, and until when.

create extension if not exists btree_gist;

-- Shared: the rates published since this release. A line is never changed: one added later for the same days corrects it.
create table law_rate (
  rate_id uuid primary key,
  series text not null,
  from_on date not null,
  to_on date,
  -- Parts per million: 12.15 % is 121500.
  ppm int not null check (ppm between 0 and 1000000),
  certainty char(1) not null check (certainty in ('A', 'B', 'C', 'M', 'X')),
  source text not null check (source <> ''),
  author text not null,
  added_at timestamptz not null default clock_timestamp(),
  check (to_on >= from_on)
);
grant select, insert on law_rate to quittance_app;

create table terms_version (
  tenant_id uuid not null,
  version_id uuid not null,
  creditor_id uuid not null,
  language text not null check (language in ('fr', 'nl', 'en', 'de')),
  label text not null,
  state text not null check (state in ('draft', 'in-force', 'replaced')),
  effective_from date not null,
  effective_to date,
  document_sha256 bytea,
  document_name text,
  -- terms/model.ts Clauses, checked by its schema before it is written.
  clauses jsonb not null,
  review_months int not null default 12 check (review_months between 1 and 60),
  author uuid,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  primary key (tenant_id, version_id),
  foreign key (tenant_id, creditor_id) references creditor,
  check (effective_to >= effective_from),
  constraint one_version_a_day exclude using gist
    (tenant_id with =, creditor_id with =, language with =, daterange(effective_from, effective_to, '[]') with &&)
    where (state <> 'draft')
);

-- What was in force stays as it was: only its end and its state may still move.
create function keep_terms() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.clauses, new.document_sha256, new.effective_from, new.language, new.creditor_id)
      is distinct from (old.clauses, old.document_sha256, old.effective_from, old.language, old.creditor_id) then
    raise exception 'terms % are published: write a new version', old.label;
  end if;
  if (old.state, new.state) not in (('draft', 'draft'), ('draft', 'in-force'), ('draft', 'replaced'),
      ('in-force', 'in-force'), ('in-force', 'replaced'), ('replaced', 'replaced')) then
    raise exception 'terms %: % cannot become %', old.label, old.state, new.state;
  end if;
  return new;
end $$;
create trigger terms_version_keeps before update on terms_version for each row execute function keep_terms();

-- Other conditions for one customer or one segment: only what differs from the version that governs at the time.
create table terms_variant (
  tenant_id uuid not null,
  variant_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid,
  segment_id uuid,
  from_on date not null,
  to_on date not null,
  deviations jsonb not null,
  reason text not null,
  author uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, variant_id),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, customer_id) references customer,
  foreign key (tenant_id, segment_id) references segment,
  check (to_on >= from_on),
  check ((customer_id is null) <> (segment_id is null)),
  constraint one_customer_variant_a_day exclude using gist
    (tenant_id with =, creditor_id with =, customer_id with =, daterange(from_on, to_on, '[]') with &&)
    where (customer_id is not null),
  constraint one_segment_variant_a_day exclude using gist
    (tenant_id with =, creditor_id with =, segment_id with =, daterange(from_on, to_on, '[]') with &&)
    where (segment_id is not null)
);

create table terms_acceptance (
  tenant_id uuid not null,
  acceptance_id uuid not null,
  version_id uuid not null,
  customer_id uuid not null,
  -- One order only, or everything from the day on when null.
  order_reference text,
  means text not null check (means in ('signed-order', 'click', 'signature', 'document', 'email')),
  accepted_on date not null,
  accepted_by text not null,
  document_sha256 bytea,
  note text,
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, acceptance_id),
  foreign key (tenant_id, version_id) references terms_version,
  foreign key (tenant_id, customer_id) references customer
);
create index terms_acceptance_customer on terms_acceptance (tenant_id, customer_id, accepted_on);

create table terms_review (
  tenant_id uuid not null,
  review_id uuid not null,
  version_id uuid not null,
  due_on date not null,
  cause text not null check (cause in ('yearly', 'dispute', 'law-change', 'request')),
  reason text,
  outcome text check (outcome in ('confirmed', 'changed')),
  note text,
  done_by uuid,
  done_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, review_id),
  foreign key (tenant_id, version_id) references terms_version
);
create index terms_review_due on terms_review (tenant_id, due_on, review_id) where outcome is null;

-- The clauses that govern an invoice, as they were resolved: later versions do not change them.
create table terms_invoice (
  tenant_id uuid not null,
  invoice_id uuid not null,
  version_id uuid,
  variant_id uuid,
  acceptance_id uuid,
  clauses jsonb not null,
  because jsonb not null,
  reference_on date not null,
  resolved_on date not null,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, version_id) references terms_version,
  foreign key (tenant_id, variant_id) references terms_variant,
  foreign key (tenant_id, acceptance_id) references terms_acceptance
);

call tenant_table('terms_version', 'select, insert, update, delete');
call tenant_table('terms_variant', 'select, insert, update');
call tenant_table('terms_acceptance', 'select, insert');
call tenant_table('terms_review', 'select, insert, update');
call tenant_table('terms_invoice', 'select, insert, update');

-- The public face: the clauses of each invoice that were resolved, with their proof.
create view invoice_terms with (security_invoker = true) as
  select t.tenant_id, t.invoice_id, t.version_id, v.label version_label, t.variant_id, t.acceptance_id, a.accepted_on,
         t.clauses, t.because, t.reference_on, t.resolved_on
  from terms_invoice t
  left join terms_version v using (tenant_id, version_id)
  left join terms_acceptance a on (a.tenant_id, a.acceptance_id) = (t.tenant_id, t.acceptance_id);
grant select on invoice_terms to quittance_app;
