-- A cheque that was announced and has not come is one task for each time it was announced, whoever runs at once; a call
-- that asks to come back (facts.after) is a task of its own.
create unique index task_cheque on task (tenant_id, (facts ->> 'cheque'), (facts ->> 'announcement'))
  where facts ? 'cheque' and not facts ? 'after';
create index task_cheque_open on task (tenant_id, task_id) where state = 'open' and facts ? 'cheque';
