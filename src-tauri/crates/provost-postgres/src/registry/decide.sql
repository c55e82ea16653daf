-- Decides $2 on the request $1 because of $3, as the person $4.
update governance.ai_model_stage_requests
set decision = $2, decision_reason = $3, decided_by = $4, decided_at = pg_catalog.now()
where id = $1 and decision is null
