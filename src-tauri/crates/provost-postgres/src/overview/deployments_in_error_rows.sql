-- Which deployments are in error, the newest first?
select
    model.name as "Model",
    model.version as "Version",
    model.deployment_status as "Stage",
    pg_catalog.to_char(deployment.deployed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Deployed (UTC)",
    pg_catalog.to_char(deployment.last_used_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Last used (UTC)",
    deployment.id::text as "Deployment"
from governance.ai_model_deployments as deployment
    left join governance.ai_models as model on model.id = deployment.model_id
where deployment.status = 'error'
order by deployment.deployed_at desc, deployment.id
