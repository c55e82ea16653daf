-- Takes back: comparisons of a reference with what comes in now, and findings of drift that nobody rewrites.

drop trigger ai_model_drift_record_event on governance.ai_model_drift;
drop function governance.record_drift();
alter policy ai_model_drift_delete on governance.ai_model_drift
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
alter policy ai_model_drift_update on governance.ai_model_drift
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
alter policy ai_model_drift_insert on governance.ai_model_drift
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
drop trigger ai_model_drift_still_named on governance.ai_model_drift;
drop trigger ai_model_drift_keep_rest on governance.ai_model_drift;
drop function governance.keep_drift();
comment on column governance.ai_model_drift.drift_metrics is
  'Test, score, threshold, number of rows, bins, and whatever is needed to compute it again.';
comment on table governance.ai_model_drift is 'Drift that was found in models, and what was done about it.';
alter table governance.ai_model_drift
  drop column run_id,
  drop column threshold,
  drop column score,
  drop column test;
drop table governance.ai_drift_runs;
