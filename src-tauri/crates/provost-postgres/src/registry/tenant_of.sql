-- To whom does the version $1 belong?
select model.tenant_id from governance.ai_models as model where model.id = $1
