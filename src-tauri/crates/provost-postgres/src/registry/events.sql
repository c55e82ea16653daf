-- What happened to the version $1, the latest first?
select
    event.id,
    event.event_type as kind,
    event.actor_id,
    event.actor_subject_key,
    event.actor_role as role,
    event.happened_at,
    event.details::text as details
from
    governance.ai_model_events as event
where
    event.model_key = $1
order by
    event.happened_at desc, event.id
limit 500
