-- Of which version is the deployment $1?
select deployment.model_id from governance.ai_model_deployments as deployment where deployment.id = $1
