-- An approval can be taken back while its message still waits to leave.
create or replace function message_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('to-approve', 'queued'), ('to-approve', 'cancelled'),
    ('queued', 'sending'), ('queued', 'cancelled'), ('queued', 'failed'), ('queued', 'to-approve'),
    ('sending', 'sent'), ('sending', 'failed'), ('sending', 'queued'), ('sending', 'doubtful'), ('sending', 'cancelled'),
    ('doubtful', 'sent'), ('doubtful', 'queued'), ('doubtful', 'cancelled'),
    ('failed', 'queued'), ('failed', 'cancelled')
  ) then
    raise exception 'message %: % cannot become %', old.message_id, old.state, new.state;
  end if;
  if new.changed_at = old.changed_at then new.changed_at := now(); end if;
  return new;
end $$;
