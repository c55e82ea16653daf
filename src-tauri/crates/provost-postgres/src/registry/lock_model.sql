-- Keeps others from changing the version $1 and the other versions of its model until this transaction ends, but not from referring to them; what stage is it in?
with kept as materialized (
    -- In the order in which the triggers of the packs lock them too, so that no two wait for each other.
    select model.id, model.deployment_status
    from governance.ai_models as model
    where (model.tenant_id, model.name) = (select own.tenant_id, own.name from governance.ai_models as own where own.id = $1)
    order by model.id
    for no key update
)
select kept.deployment_status as stage from kept where kept.id = $1
