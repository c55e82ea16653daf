-- Which stage was asked for, of each version whose request waits?
select request.model_id, request.to_stage as stage from governance.ai_model_stage_requests as request where request.decision is null
