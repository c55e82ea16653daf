-- Which versions of models are there, and whose are they?
select model.id, model.name, model.version, model.deployment_status as stage, model.tenant_id, tenant.name as tenant
from
    governance.ai_models as model
    join governance.tenants as tenant on tenant.id = model.tenant_id
order by model.name, model.created_at, model.version, model.id
limit 10000
