-- Deploys the version $1, which is in the stage $9, for the agent $2 as the person $3, set up as $4, in the state $5 with what is wrong ($6), since $7, last used at $8.
insert into governance.ai_model_deployments (
    tenant_id, model_id, agent_id, deployed_by, deployment_config, status, error_message, deployed_at, last_used_at
)
select
    model.tenant_id, model.id, $2, $3, coalesce($4::jsonb, '{}'), $5, $6, coalesce($7, pg_catalog.now()), $8
from
    governance.ai_models as model
where
    model.id = $1 and model.deployment_status = $9
returning id
