-- Gives an alias ($3) of a model ($2) to a version ($4).
insert into governance.ai_model_aliases (tenant_id, model_name, alias, model_id) values ($1, $2, $3, $4)
