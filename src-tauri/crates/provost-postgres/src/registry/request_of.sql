-- Of which version is the request $1?
select request.model_id from governance.ai_model_stage_requests as request where request.id = $1
