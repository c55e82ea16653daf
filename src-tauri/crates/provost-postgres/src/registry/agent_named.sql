-- Which agents of the tenant of the version $1 have this name or id ($2)?
select
    agent.id
from
    governance.ai_models as model
    join governance.ai_agents as agent on agent.tenant_id = model.tenant_id
where
    model.id = $1
    and (pg_catalog.lower(agent.name) = pg_catalog.lower($2) or agent.id::text = pg_catalog.lower($2))
limit 2
