-- Which stages were asked for, of the version $1, the latest first and the one that waits before all?
select
    request.id,
    request.model_id,
    request.from_stage,
    request.to_stage,
    request.reason,
    request.requested_by,
    request.requester_subject_key,
    request.requested_at,
    request.decision,
    request.decided_by,
    request.decider_subject_key,
    request.decided_at,
    request.decision_reason
from
    governance.ai_model_stage_requests as request
where
    request.model_id = $1
order by
    request.decision is null desc, request.requested_at desc, request.id
limit 200
