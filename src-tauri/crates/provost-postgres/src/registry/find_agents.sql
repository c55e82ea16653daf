-- Which agents of the tenant $3 have all of these words ($1) in their name, those that work first, and how many are there?
select
    agent.id, agent.name, agent.status, pg_catalog.count(*) over () as total
from
    governance.ai_agents as agent
where
    agent.tenant_id = $3
    and not exists (
        select from pg_catalog.unnest($1::text[]) as word where pg_catalog.strpos(pg_catalog.lower(agent.name), word) = 0
    )
order by
    agent.status = 'active' desc, agent.name, agent.id
limit $2
