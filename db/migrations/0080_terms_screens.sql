-- What the screens of terms show: who published, which breaches of law were read then, and the name of a proof.

-- `accepted` names the breaches somebody read when the version was published or reviewed: only new ones are warned of.
alter table terms_version add column accepted text[] not null default '{}', add column published_by uuid;

alter table terms_acceptance add column document_name text;
-- A proof may come after its entry; once tied it stays.
grant update (document_sha256, document_name) on terms_acceptance to quittance_app;
create function keep_proof() returns trigger language plpgsql as $$
begin
  if old.document_sha256 is not null then
    raise exception 'acceptance % has its document: record another one', old.acceptance_id;
  end if;
  return new;
end $$;
create trigger terms_acceptance_keeps before update on terms_acceptance for each row execute function keep_proof();
create index terms_acceptance_latest on terms_acceptance (tenant_id, accepted_on desc, acceptance_id);
