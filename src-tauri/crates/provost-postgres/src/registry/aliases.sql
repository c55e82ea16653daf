-- Which aliases do the versions of the model of the version $1 have?
select
    alias.model_id, alias.alias
from
    governance.ai_models as model
    join governance.ai_model_aliases as alias on alias.tenant_id = model.tenant_id and alias.model_name = model.name
where
    model.id = $1
order by
    alias.alias
