-- Which workspaces of MLflow hold models or experiments? Releases before 3.9 have none, which is the one that is called default.
select distinct
    pg_catalog.left(coalesce(found.workspace, 'default'), 100) as workspace
from
    (
        select pg_catalog.to_jsonb(model) ->> 'workspace' as workspace from backend.registered_models as model
        union
        select pg_catalog.to_jsonb(experiment) ->> 'workspace' from backend.experiments as experiment
    ) as found
order by
    workspace
limit 100
