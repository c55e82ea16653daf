-- Where do versions of models run?
select
    deployment.id,
    model.name || ' ' || model.version || coalesce(' for ' || agent.name, '') as label,
    deployment.model_id,
    deployment.status
from
    governance.ai_model_deployments as deployment
    join governance.ai_models as model on model.tenant_id = deployment.tenant_id and model.id = deployment.model_id
    left join governance.ai_agents as agent on agent.tenant_id = deployment.tenant_id and agent.id = deployment.agent_id
order by 2, deployment.deployed_at, deployment.id
limit 10000
