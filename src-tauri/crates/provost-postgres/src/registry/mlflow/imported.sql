-- Which versions of a tenant ($1) came from this backend ($2) and workspace ($3), and under which aliases did it have them?
select
    model.id,
    model.name,
    model.version,
    coalesce(model.capabilities #> '{mlflow,aliases}', '[]')::text as aliases
from
    governance.ai_models as model
where
    model.tenant_id = $1
    and model.capabilities #>> '{mlflow,backend}' = $2
    and model.capabilities #>> '{mlflow,workspace}' = $3
order by
    model.name, model.version
