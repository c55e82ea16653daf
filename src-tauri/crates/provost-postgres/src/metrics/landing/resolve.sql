-- Which versions, deployments and agents of a tenant ($1) do the names of a file mean?
with
    models as (
        select scope.scope, model.id
        from pg_temp.provost_metric_scopes as scope
            join governance.ai_models as model on model.tenant_id = $1 and model.name = scope.model
        where scope.version is null or model.version = scope.version
        union
        select scope.scope, model.id
        from pg_temp.provost_metric_scopes as scope
            join governance.ai_models as model on model.tenant_id = $1 and model.id::text = pg_catalog.lower(scope.model)
        where scope.version is null or model.version = scope.version
    ),
    agents as (
        select scope.scope, agent.id
        from pg_temp.provost_metric_scopes as scope
            join governance.ai_agents as agent on agent.tenant_id = $1 and agent.name = scope.agent
        union
        select scope.scope, agent.id
        from pg_temp.provost_metric_scopes as scope
            join governance.ai_agents as agent on agent.tenant_id = $1 and agent.id::text = pg_catalog.lower(scope.agent)
    ),
    found_models as (
        select models.scope, pg_catalog.count(*) as candidates, pg_catalog.min(models.id::text)::uuid as id
        from models group by models.scope
    ),
    found_agents as (
        select agents.scope, pg_catalog.count(*) as candidates, pg_catalog.min(agents.id::text)::uuid as id
        from agents group by agents.scope
    ),
    judged as (
        select
            scope.scope,
            -- A deployment says of which version and for which agent it is.
            coalesce(model.id, deployment.model_id) as model_id,
            deployment.id as deployment_id,
            coalesce(agent.id, deployment.agent_id) as agent_id,
            case
                when scope.model is not null and model.id is null then 'unknown-model'
                when model.candidates > 1 then 'ambiguous-model'
                when scope.agent is not null and agent.id is null then 'unknown-agent'
                when agent.candidates > 1 then 'ambiguous-agent'
                when scope.deployment is not null and deployment.id is null then 'unknown-deployment'
                when deployment.model_id <> model.id then 'other-model'
                when deployment.agent_id <> agent.id then 'other-agent'
            end as fault,
            coalesce(case when model.candidates > 1 then model.candidates end, agent.candidates) as candidates
        from pg_temp.provost_metric_scopes as scope
            left join found_models as model on model.scope = scope.scope
            left join found_agents as agent on agent.scope = scope.scope
            left join governance.ai_model_deployments as deployment
                on deployment.tenant_id = $1 and deployment.id::text = pg_catalog.lower(scope.deployment)
    )
update pg_temp.provost_metric_scopes as scope
set
    model_id = judged.model_id,
    deployment_id = judged.deployment_id,
    agent_id = judged.agent_id,
    fault = judged.fault,
    candidates = judged.candidates,
    same = judged.same
from (
    select
        judged.*,
        pg_catalog.min(judged.scope) over (partition by judged.model_id, judged.deployment_id, judged.agent_id) as same
    from judged
) as judged
where judged.scope = scope.scope
