-- Keeps others from changing the version $1 until this transaction ends, but not from referring to it; what stage is it in?
select model.deployment_status as stage from governance.ai_models as model where model.id = $1 for no key update
