-- Asks for the stage $3 of the version $1, which is in $2, because of $4, as the person $5.
insert into governance.ai_model_stage_requests (tenant_id, model_id, from_stage, to_stage, reason, requested_by)
select model.tenant_id, model.id, $2, $3, $4, $5 from governance.ai_models as model where model.id = $1
