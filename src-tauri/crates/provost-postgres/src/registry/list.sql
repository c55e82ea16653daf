-- Which versions of models does the role see, by name and then the newest first, and how many are there in all?
select
    model.id,
    model.tenant_id,
    model.name,
    model.version,
    model.model_type,
    model.provider,
    model.deployment_status as stage,
    model.owner_id,
    model.risk_class,
    model.created_at,
    model.updated_at,
    pg_catalog.count(*) over () as total
from
    governance.ai_models as model
order by
    model.name, model.created_at desc, model.version desc, model.id
limit $1
