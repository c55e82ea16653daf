-- Takes back: who approves a version's next stage, and under which aliases versions go.

drop trigger ai_models_begin_in_development on governance.ai_models;
drop trigger ai_models_require_stage_request on governance.ai_models;
drop function governance.require_stage_request();
drop table governance.ai_model_stage_requests;
drop function governance.require_four_eyes();
drop function governance.keep_request_times();
drop table governance.ai_model_aliases;
drop table governance.ai_registry_settings;
alter policy ai_models_select on governance.ai_models
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
alter table governance.ai_models drop constraint ai_models_tenant_name_id_unique;
