-- Which aliases of the version $1, or under which it is deployed, does another version in production answer to that is deployed and active?
with own as (
    select model.tenant_id, model.name, alias.alias
    from governance.ai_models as model
    join governance.ai_model_aliases as alias on alias.tenant_id = model.tenant_id and alias.model_id = model.id
    where model.id = $1
    union
    select model.tenant_id, model.name, deployment.deployment_config ->> 'alias'
    from governance.ai_models as model
    join governance.ai_model_deployments as deployment
        on deployment.tenant_id = model.tenant_id and deployment.model_id = model.id
    where model.id = $1 and deployment.status = 'active' and deployment.deployment_config ->> 'alias' is not null
    union
    select model.tenant_id, model.name, $2::text
    from governance.ai_models as model
    where model.id = $1 and $2::text is not null
)
select distinct
    own.alias, other.version
from
    own
    join governance.ai_models as other
        on other.tenant_id = own.tenant_id and other.name = own.name and other.id <> $1 and other.deployment_status = 'production'
    join governance.ai_model_deployments as deployment
        on deployment.tenant_id = other.tenant_id and deployment.model_id = other.id and deployment.status = 'active'
where
    deployment.deployment_config ->> 'alias' = own.alias
    or exists (
        select from governance.ai_model_aliases as named
        where named.tenant_id = other.tenant_id and named.model_id = other.id and named.alias = own.alias
    )
order by
    1, 2
