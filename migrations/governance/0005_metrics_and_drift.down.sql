-- Takes back: how models perform, and where they drift.

drop table governance.ai_model_drift;
alter policy ai_model_deployments_update on governance.ai_model_deployments
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()));
alter policy ai_agents_update on governance.ai_agents
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
alter policy ai_agents_select on governance.ai_agents
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
alter policy tenants_update on governance.tenants
  using ((select governance.may_write_every_tenant()));
drop trigger tenants_release_metrics on governance.tenants;
drop trigger ai_model_deployments_release_metrics on governance.ai_model_deployments;
drop trigger ai_agents_release_metrics on governance.ai_agents;
drop trigger ai_models_release_metrics on governance.ai_models;
drop table governance.ai_performance_metrics;
drop function governance.refuse_metric_change();
drop function governance.release_metric_subject();
drop function governance.keep_metric_subjects();
drop table governance.ai_metric_subjects;
drop function governance.refuse_subject_change();
