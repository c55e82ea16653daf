-- To which other version of the model of the version $1 does the alias $2 point, and who owns that?
select
    other.owner_id
from
    governance.ai_models as model
    join governance.ai_model_aliases as alias on alias.tenant_id = model.tenant_id and alias.model_name = model.name
    join governance.ai_models as other on other.tenant_id = alias.tenant_id and other.id = alias.model_id
where
    model.id = $1 and alias.alias = $2 and alias.model_id <> $1
