-- Keeps others from changing the version $1 until this transaction ends; what stage is it in?
select model.deployment_status as stage from governance.ai_models as model where model.id = $1 for update
