-- Takes an alias ($3) of a model ($2) away.
delete from governance.ai_model_aliases as alias
where
    alias.tenant_id = $1
    and alias.model_name = $2
    and alias.alias = $3
