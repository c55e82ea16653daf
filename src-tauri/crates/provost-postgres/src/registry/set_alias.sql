-- Points the alias $2 to the version $1, from wherever it pointed, as the person $3.
insert into governance.ai_model_aliases (tenant_id, model_name, alias, model_id, set_by)
select model.tenant_id, model.name, $2, model.id, $3 from governance.ai_models as model where model.id = $1
on conflict (tenant_id, model_name, alias) do update set model_id = excluded.model_id, set_by = excluded.set_by
where ai_model_aliases.model_id <> excluded.model_id
