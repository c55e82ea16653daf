-- How many deployments have which status?
select 'status' as kind, deployment.status as label, pg_catalog.count(*)::float8 as value
from governance.ai_model_deployments as deployment
group by deployment.status
order by 2
