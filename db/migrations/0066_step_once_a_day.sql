-- A step is done once for an invoice: invoice_step, written in the same transaction, sees to that. The key of messages and
-- tasks stops two runs of one day. Without the day it also swallowed what is rightly new: an invoice that comes in late, or
-- in another currency, with a due date whose step was done for another one before.
alter table message
  drop constraint message_tenant_id_customer_id_scenario_id_step_cycle_key,
  add unique (tenant_id, customer_id, scenario_id, step, cycle, decided_on);
alter table task
  drop constraint task_tenant_id_customer_id_scenario_id_step_cycle_key,
  add unique (tenant_id, customer_id, scenario_id, step, cycle, due_on);
