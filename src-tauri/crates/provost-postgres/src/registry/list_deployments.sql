-- How many deployments of each version are active or in error, and when was one last used?
select
    deployment.model_id,
    pg_catalog.count(*) filter (where deployment.status = 'active') as active,
    pg_catalog.count(*) filter (where deployment.status = 'error') as in_error,
    pg_catalog.max(deployment.last_used_at) as last_used_at
from
    governance.ai_model_deployments as deployment
group by
    deployment.model_id
