-- Which model versions are at which stage, those in production first?
select
    model.name as "Model",
    model.version as "Version",
    model.deployment_status as "Stage",
    model.model_type as "Type",
    model.provider as "Provider",
    (
        select pg_catalog.count(*) from governance.ai_model_deployments as deployment
        where deployment.model_id = model.id and deployment.status = 'active'
    )::text as "Active deployments"
from governance.ai_models as model
order by
    pg_catalog.array_position(array['production', 'testing', 'development', 'deprecated'], model.deployment_status),
    1, 2, model.id
