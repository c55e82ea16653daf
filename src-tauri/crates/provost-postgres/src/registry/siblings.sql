-- Which other versions does the model of the version $1 have, the newest first?
select
    other.id, other.version, other.deployment_status as stage
from
    governance.ai_models as model
    join governance.ai_models as other on other.tenant_id = model.tenant_id and other.name = model.name and other.id <> model.id
where
    model.id = $1
order by
    other.created_at desc, other.version desc, other.id
limit 200
