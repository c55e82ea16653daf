-- Of which tenant is what a target is set for: a version ($1), an agent ($2) or a deployment ($3)?
select model.tenant_id from governance.ai_models as model where model.id = $1
union
select agent.tenant_id from governance.ai_agents as agent where agent.id = $2
union
select deployment.tenant_id from governance.ai_model_deployments as deployment where deployment.id = $3
