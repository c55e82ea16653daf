-- Which aliases do these models ($2) of a tenant ($1) have here?
select
    alias.model_name as name,
    alias.alias,
    alias.model_id
from
    governance.ai_model_aliases as alias
where
    alias.tenant_id = $1
    and alias.model_name = any ($2)
