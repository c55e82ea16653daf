-- Each time that somebody switched four eyes on or off in the tenant $1, the latest first.
select
    event.four_eyes_before as before,
    event.four_eyes as switched_on,
    event.actor_id,
    event.actor_subject_key,
    event.actor_role as role,
    event.happened_at
from
    governance.ai_registry_events as event
where
    event.tenant_id = $1
order by
    event.happened_at desc, event.id
limit 200
