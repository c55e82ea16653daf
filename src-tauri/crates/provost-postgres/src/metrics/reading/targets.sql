-- What should values be, and of what?
select
    target.id,
    target.tenant_id,
    target.metric_type as metric,
    target.metric_unit as unit,
    target.model_id,
    target.agent_id,
    target.deployment_id,
    model.name || ' ' || model.version as model,
    agent.name as agent,
    target.aggregate,
    target.direction,
    target.target,
    target.threshold,
    target.window_hours,
    target.allowed_share,
    target.source
from
    governance.metric_targets as target
    left join governance.ai_models as model on model.tenant_id = target.tenant_id and model.id = target.model_id
    left join governance.ai_agents as agent on agent.tenant_id = target.tenant_id and agent.id = target.agent_id
order by target.metric_type, model.name nulls first, model.version, agent.name nulls first, target.aggregate, target.id
limit 10000
