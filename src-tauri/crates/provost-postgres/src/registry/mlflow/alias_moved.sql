-- Moves an alias ($3) of a model ($2) to another version ($4).
update governance.ai_model_aliases as alias
set
    model_id = $4,
    set_by = governance.current_user_id()
where
    alias.tenant_id = $1
    and alias.model_name = $2
    and alias.alias = $3
