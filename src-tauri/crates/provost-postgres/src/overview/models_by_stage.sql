-- How many model versions are at which stage, and of how many models are they?
(
    select 'stage' as kind, model.deployment_status as label, pg_catalog.count(*)::float8 as value
    from governance.ai_models as model
    group by model.deployment_status
    order by model.deployment_status
)
union all
select 'models', '', pg_catalog.count(distinct (model.tenant_id, model.name))::float8
from governance.ai_models as model
having pg_catalog.count(*) > 0
