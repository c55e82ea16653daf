-- Takes back: what a version in production keeps: what let it in, and its aliases to itself.

drop trigger ai_model_aliases_still_alone on governance.ai_model_aliases;
drop trigger ai_model_aliases_answer_alone on governance.ai_model_aliases;
drop trigger ai_model_deployments_still_alone on governance.ai_model_deployments;
drop trigger ai_model_deployments_answer_alone on governance.ai_model_deployments;
drop trigger ai_models_answer_alone on governance.ai_models;
drop function governance.answer_alone();
drop trigger ai_models_keep_owner_named on governance.ai_models;
drop trigger ai_models_keep_what_let_in on governance.ai_models;
drop function governance.keep_what_let_in();
alter policy ai_model_aliases_select on governance.ai_model_aliases
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
alter policy ai_model_deployments_select on governance.ai_model_deployments
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
alter policy ai_models_update on governance.ai_models
  using ((tenant_id = (select governance.current_tenant_id())
          and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
