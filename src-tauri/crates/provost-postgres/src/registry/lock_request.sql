-- Keeps others from deciding on the request $1 until this transaction ends; is it open still?
select request.decision is null as open from governance.ai_model_stage_requests as request where request.id = $1 for update
