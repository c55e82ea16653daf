-- Where does the version $1 run, what is active and then the latest first?
select
    deployment.id,
    deployment.agent_id,
    deployment.status,
    deployment.error_message,
    deployment.deployment_config::text as configuration,
    deployment.performance_metrics::text as measured,
    deployment.deployed_by,
    deployment.deployer_subject_key,
    deployment.deployed_at,
    deployment.last_used_at,
    deployment.updated_at
from
    governance.ai_model_deployments as deployment
where
    deployment.model_id = $1
order by
    deployment.status = 'active' desc, deployment.deployed_at desc, deployment.id
limit 200
